import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { msBetween } from '../../src/kernel/time.ts';
import type { Demo } from '../demo/startDemo.ts';
import { press, type TeamsClient } from '../support/playground.ts';
import { namesIn } from '../support/recordings.ts';
import { startTeamsDemo, type TeamsDemo } from '../support/teamsDemo.ts';
import { until } from '../support/until.ts';

/**
 * Somebody reports that a card was read out; then a month goes by. Three Teams clients, Azurite and the
 * demonstration's clock.
 */
describe('what must not be kept, on Teams', () => {
  let started: TeamsDemo | undefined;
  let demo: Demo;
  let browser: Browser;
  let rita: TeamsClient;
  let dana: TeamsClient;
  let paula: TeamsClient;

  beforeAll(async () => {
    started = await startTeamsDemo();
    ({ demo, browser, rita, dana, paula } = started);
  });
  afterAll(() => started?.stop());

  const stored = () => namesIn(demo.storage, 'recordings');
  /** Presses a button of the page; gives the sentence it ends with. */
  const pressOnPage = async (action: string, values: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${demo.url}/${action}`, {
      method: 'POST',
      body: new URLSearchParams(values),
      headers: { origin: new URL(demo.url).origin, 'sec-fetch-site': 'same-origin' },
    });
    return /role="status">([^<]*)</.exec(await answer.text())?.[1] ?? '';
  };

  it('deletes the call a receptionist reports within a minute, with receipts to her and to the DPO', async () => {
    const before = await stored();
    expect(await pressOnPage('call')).toContain('has come in. It is stored');
    expect(await stored()).toHaveLength(before.length + 1);

    await rita.say('/card-payment');
    const form = await rita.card('Delete a call with card details');
    expect(await form.getByLabel('Extension the call was on').inputValue()).toBe('204');
    await press(form, 'Delete these recordings');
    await rita.card('The call is being deleted');
    await until('the recording to go', async () => (await stored()).length === before.length);
    expect(await stored()).toEqual(before);

    const receipt = await rita.card('Deletion of a call');
    await receipt.getByText('Deleted for good: 1 recording.').waitFor();
    const notice = await paula.card('A call was reported for deletion');
    await notice.getByText('Deleted for good: 1 recording.').waitFor();
    expect(await notice.innerText()).toContain('Rita Moss');
    expect(await receipt.innerText()).not.toContain('960123');
  });

  it('deletes what arrives afterwards of the same time as it arrives, and says so on the same cards', async () => {
    const before = await stored();
    expect(await pressOnPage('call')).toContain('It was deleted as it arrived');
    expect(await stored()).toEqual(before);
    for (const client of [rita, paula]) {
      const card = await client.card('Deleted for good: 2 recordings.');
      expect(await client.page.getByText('Deleted for good: 1 recording.').count()).toBe(0);
      expect(await card.innerText()).toContain('Receipts');
    }
  });

  it('has nothing left of a month ago, and says so to the managers', async () => {
    expect(await pressOnPage('clock', { to: 'month' })).toMatch(/\d+ recordings came to the end/);
    expect(await stored()).toEqual([]);
    await dana.goTo('Managers');
    const report = await dana.card('no recordings');
    expect(await report.innerText()).toMatch(/Card details read out\s+2 recordings/);
    // A month in one go is a desk that was switched off so long.
    expect(await report.innerText()).toContain('the deletion came late');
  });

  it('shows the managers how old the recordings are, as a chart', async () => {
    await pressOnPage('call');
    await pressOnPage('clock', { to: 'morning' });
    const report = await dana.card('Recordings by age');
    expect(await report.innerText()).toContain('All is well');
    // The client's own drawing: a bar for the one call that is left, of the day before, and an empty place
    // for every other band.
    for (const bar of ['0-4, 1', '5-9, 0', '25-29, 0', '30+, 0'])
      await report.locator('svg').getByRole('img', { name: bar, exact: true }).waitFor({ state: 'attached' });
  });

  it('keeps its audit whole, and takes no order from another site’s page', async () => {
    expect(await demo.desk.audit.verify()).toBeUndefined();
    for (const headers of [
      { origin: 'http://evil.test', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://evil.test' },
      { origin: 'null', 'sec-fetch-site': 'same-site' },
    ]) {
      const before = demo.clock.now();
      const answer = await fetch(`${demo.url}/clock`, {
        method: 'POST',
        body: new URLSearchParams({ to: 'week' }),
        headers,
      });
      expect(answer.status).toBe(403);
      expect(msBetween(before, demo.clock.now())).toBeLessThan(60_000);
    }
  });

  it('moves the clock from the page itself, in place, at the width of a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
    await page.goto(demo.url);
    await page.evaluate("document.title = 'not loaded again'");
    const before = demo.clock.now();
    await page.getByRole('button', { name: 'A week on' }).click();
    await page.getByText('the report says that the deletion came late').waitFor();
    expect(Math.round(msBetween(before, demo.clock.now()) / 86_400_000)).toBe(7);
    expect(await page.locator('#bar time').getAttribute('datetime')).toContain(demo.clock.now().slice(0, 10));
    expect(await page.title()).toBe('not loaded again');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
  });
});
