import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { TeamsAdapter } from '../../src/chat/teams/adapter.ts';
import { createTeamsPlatform } from '../../src/chat/teams/notifier.ts';
import { retentionReportOf } from '../cards/sampleReports.ts';
import { freePort } from '../demo/childProcess.ts';
import { DEMO_TENANT } from '../demo/playground.ts';
import { startDemo } from '../demo/startDemo.ts';
import { launchBrowser } from '../support/browser.ts';
import { fill, openTeamsClient, press } from '../support/playground.ts';

/** Takes README's pictures of Teams and the clip page from a running demonstration: `node test/pictures/teams.ts`. */
const PICTURES = new URL('../../docs/pictures/', import.meta.url).pathname;

const folder = await mkdtemp(join(tmpdir(), 'desk-pictures-'));

const demo = await startDemo({ port: await freePort(), folder, fresh: true, logLevel: 'silent' });

await demo.desk.jobs.tick();

const browser = await launchBrowser();

const open = (email: string) =>
  openTeamsClient(browser, demo.playgrounds.find((p) => p.person.email === email)?.url ?? '');

const shoot = async (card: Locator, name: string): Promise<void> => {
  await card.scrollIntoViewIfNeeded();
  await card.screenshot({ path: `${PICTURES}${name}.png` });
};

try {
  const overview = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await overview.goto(demo.url);
  for (const frame of await overview.locator('section:not(#slack) iframe').all())
    await frame.contentFrame().getByText('Type any of these in a message').first().waitFor();
  await overview.getByRole('button', { name: 'Type Tom’s wish' }).click();
  const slack = overview.frameLocator('#slack iframe');
  await slack.getByRole('button', { name: 'Send', exact: true }).click();
  await slack.getByText('I understood').waitFor();
  await overview.screenshot({ path: `${PICTURES}demo.png` });
  await overview.close();

  const [rita, dana, paula] = await Promise.all([
    open('rita@example.com'),
    open('dana@example.com'),
    open('paula@example.com'),
  ]);
  // A card taller than the window would stand under the client's own bar.
  for (const { page } of [rita, dana, paula]) await page.setViewportSize({ width: 1400, height: 1900 });
  await rita.say('/request-recording yesterday 3.10pm ext 204 01632 960123 complaint about a bill');
  const form = await rita.card('I understood');
  await shoot(form, 'teams-request');
  await press(form, 'Send');
  await rita.card('Waiting for agreement');
  await dana.goTo('Directors');
  const waiting = await dana.card('01632 960123');
  await shoot(waiting, 'teams-director');
  await press(waiting, 'Approve');
  const approve = await dana.card('Approve a request');
  await fill(approve, { 'From, in': '0:09', 'To (leave': '0:20' });
  await shoot(approve, 'teams-approve');
  await press(approve, 'Approve');
  await shoot(await dana.card('Dana Drew'), 'teams-decided');
  const ready = await rita.card('Ready: you may listen');
  await shoot(ready, 'teams-ready');
  await shoot(await paula.card('Stop access'), 'teams-dpo');
  await press(ready, 'Listen');
  const link = await rita.card('Open the recording');
  const [page] = await Promise.all([rita.page.waitForEvent('popup'), link.getByText('Open the recording').click()]);
  await page.setViewportSize({ width: 900, height: 640 });
  await page.waitForURL(/\/listen\//);
  await page.screenshot({ path: `${PICTURES}clip-landing.png` });
  await page.getByRole('button').first().click();
  await page.waitForURL(/\/playback\//);
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: `${PICTURES}clip-player.png` });
  await page.setViewportSize({ width: 390, height: 780 });
  await page.screenshot({ path: `${PICTURES}clip-phone.png` });

  const pressOnPage = (action: string) =>
    fetch(`${demo.url}/${action}`, { method: 'POST', headers: { origin: new URL(demo.url).origin } });
  await pressOnPage('call');
  await rita.page.bringToFront();
  await rita.say('/card-payment');
  const order = await rita.card('Delete a call with card details');
  await shoot(order, 'teams-order');
  await press(order, 'Delete these recordings');
  await shoot(await rita.card('Deleted for good'), 'teams-receipt');
  await shoot(await paula.card('Deleted for good'), 'teams-order-notice');

  // The report of a busy practice, rather than the demonstration's handful of calls.
  const access = { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: DEMO_TENANT } as const;
  const managers = demo.playgrounds.find((p) => p.person.email === 'dana@example.com')?.groupAddress ?? '';
  await dana.goTo('Managers');
  await createTeamsPlatform(new TeamsAdapter(access), access).post(managers, {
    kind: 'retention-report',
    report: retentionReportOf(),
  });
  const report = await dana.card('980 recordings');
  await report.getByRole('img', { name: /^30\+/ }).waitFor({ state: 'attached' });
  await shoot(report, 'teams-report');
} finally {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}
