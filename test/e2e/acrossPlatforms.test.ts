import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DANA, RITA } from '../builders.ts';
import { endChild, freePort } from '../demo/childProcess.ts';
import { DEMO_TENANT, type Playground, startPlayground } from '../demo/playground.ts';
import { launchBrowser } from '../support/browser.ts';
import { hearAll, openLink } from '../support/playback.ts';
import { fill, openTeamsClient, press, type TeamsClient } from '../support/playground.ts';
import { noiseBetween, type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { wordsOf } from '../support/slackShapes.ts';

describe('one practice on both platforms', () => {
  let desk: SlackDesk;
  let playground: Playground;
  let browser: Browser;
  let folder: string;
  let dana: TeamsClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-both-'));
    desk = await startSlackDesk({
      bound: false,
      settings: {
        channels: [],
        teams: { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: DEMO_TENANT },
      },
    });
    const person = { email: DANA, name: 'Dana Drew' };
    playground = await startPlayground({ person, deskPort: desk.desk.port, port: await freePort(), folder });
    const binding = { channel: 'directors', platform: 'teams', address: playground.channelAddress } as const;
    await desk.desk.uow.run(({ channels }) => channels.bind(binding));
    browser = await launchBrowser();
    dana = await openTeamsClient(browser, playground.url);
  });

  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
    if (playground) await endChild(playground.child);
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a request on Slack, has it decided on Teams, and lets it be heard on Slack', async () => {
    const id = await desk.ask(RITA);
    await dana.goTo('Directors');
    await press(await dana.card(id), 'Approve');
    const approve = await dana.card('Approve a request');
    await fill(approve, { 'From, in': '0:02', 'To (leave': '0:05' });
    await press(approve, 'Approve');
    await dana.card('Released to Rita Reed');
    await desk.settled();

    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('Ready: you may listen');
    const opened = await openLink(await desk.listen(RITA, id));
    expect(await hearAll(opened)).toEqual(noiseBetween(2_000, 5_000));
    expect(await desk.desk.audit.verify()).toBeUndefined();
  });
});
