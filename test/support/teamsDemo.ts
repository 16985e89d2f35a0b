import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { freePort } from '../demo/childProcess.ts';
import { type Demo, startDemo } from '../demo/startDemo.ts';
import { launchBrowser } from './browser.ts';
import { openTeamsClient, type TeamsClient } from './playground.ts';

/** The demonstration with its three people, each in a Teams client of their own. */
export interface TeamsDemo {
  readonly demo: Demo;
  readonly browser: Browser;
  /** A folder of its own, gone when it stops. */
  readonly folder: string;
  readonly rita: TeamsClient;
  readonly dana: TeamsClient;
  readonly paula: TeamsClient;
  stop(): Promise<void>;
}

export async function startTeamsDemo(): Promise<TeamsDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-demo-'));
  const demo = await startDemo({ port: await freePort(), folder, fresh: true, logLevel: 'silent' });
  const ended: (() => Promise<unknown>)[] = [demo.stop, () => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ended) await end();
  };
  try {
    await demo.desk.jobs.tick();
    const browser = await launchBrowser();
    ended.unshift(() => browser.close());
    const open = (email: string) =>
      openTeamsClient(browser, demo.playgrounds.find((p) => p.person.email === email)?.url ?? '');
    const [rita, dana, paula] = await Promise.all([
      open('rita@example.com'),
      open('dana@example.com'),
      open('paula@example.com'),
    ]);
    return { demo, browser, folder, rita, dana, paula, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
