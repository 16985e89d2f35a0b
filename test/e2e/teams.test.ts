import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../demo/startDemo.ts';
import { fill, press, type TeamsClient } from '../support/playground.ts';
import { partOfSampleCall, pcmOf } from '../support/sampleAudio.ts';
import { withoutHashes } from '../support/tables.ts';
import { startTeamsDemo, type TeamsDemo } from '../support/teamsDemo.ts';

/** The demonstration, driven by hand in three Teams clients, its Slack side and the clip page. */
describe('the main job on Teams', () => {
  let started: TeamsDemo | undefined;
  let demo: Demo;
  let rita: TeamsClient;
  let dana: TeamsClient;
  let paula: TeamsClient;

  beforeAll(async () => {
    started = await startTeamsDemo();
    ({ demo, rita, dana, paula } = started);
  });
  afterAll(() => started?.stop());

  it('lets a receptionist ask, a director approve a part, and the receptionist hear exactly that part', async () => {
    await rita.say('/request-recording yesterday 3.10pm ext 204 01632 960123 complaint about a bill');
    const understood = await rita.card('I understood');
    expect(await understood.innerText()).toContain('with 01632 960123');
    expect(await understood.locator('input, textarea').count()).toBe(0);
    await press(understood, 'Send');
    await rita.card('is on its way');
    await rita.card('Waiting for agreement');

    await dana.goTo('Directors');
    const waiting = await dana.card('01632 960123');
    await press(waiting, 'Approve');
    const approve = await dana.card('Approve a request');
    await fill(approve, { 'From, in': '0:09', 'To (leave': '0:20' });
    await press(approve, 'Approve');
    const decided = await dana.card('Dana Drew');
    expect(await decided.getByRole('button').count()).toBe(0);

    const ready = await rita.card('Ready: you may listen');
    await press(ready, 'Listen');
    const link = await rita.card('Open the recording');
    const [opened] = await Promise.all([rita.page.waitForEvent('popup'), link.getByText('Open the recording').click()]);
    await opened.waitForURL(/\/listen\//);
    await opened.getByRole('button').first().click();
    await opened.waitForURL(/\/playback\//);
    await opened.locator('audio').waitFor({ state: 'attached' });
    const source = await opened.locator('audio').evaluate((audio: { currentSrc: string }) => audio.currentSrc);
    const heard = await opened.evaluate(
      async (address) => Array.from(new Uint8Array(await (await fetch(address)).arrayBuffer())),
      source,
    );
    const expected = partOfSampleCall('bill-complaint.wav', 9_000, 20_000);
    expect(Buffer.from(pcmOf(Uint8Array.from(heard))).equals(Buffer.from(expected))).toBe(true);
    expect(await rita.page.getByText('690 h').count()).toBe(0);
  });

  it('needs the DPO as well for a legal enquiry, each in their own chat, and the DPO can stop the access', async () => {
    await rita.say('/request-recording 01632 960123 yesterday at 15:10 ext 204 letter from a solicitor');
    const form = await rita.card('What is still open');
    await fill(form, { 'Reference of the letter': 'SOL/2026/17' });
    await press(form, 'Send');
    await dana.goTo('Personal Chat');
    await press(await dana.card('SOL/2026/17'), 'Approve');
    await press(await dana.card('Approve a request'), 'Approve');
    const paulas = await paula.card('SOL/2026/17');
    await press(paulas, 'Approve');
    await press(await paula.card('Approve a request'), 'Approve');
    // The card that she decided on is the one that she stops the access by.
    const access = await paula.card(/Released to Rita Moss.*letter from a solicitor/s);
    await press(access, 'Stop access');
    const why = await paula.card('The person who had access will read this');
    await fill(why, { Why: 'The solicitor withdrew the letter.' });
    await press(why, 'Stop access');
    await paula.card(/stopped/i);
    await rita.card(/stopped/i);
  });

  it('takes a nurse’s wish on the demonstration’s Slack side, has it approved on Teams, and lets it be heard on Slack', async () => {
    const page = await started?.browser.newPage({ viewport: { width: 1440, height: 900 } });
    if (!page) throw new Error('The demonstration has not started');
    await page.goto(demo.url);
    await page.getByRole('button', { name: 'Type Tom’s wish' }).click();
    const tom = page.frameLocator('#slack iframe');
    const named = (name: string) => tom.getByRole('button', { name, exact: true }).last();
    await named('Send').click();
    await named('Answer and send').click();
    await tom.getByRole('dialog').getByLabel('What it is for').selectOption({ label: 'Complaint' });
    await tom.getByRole('dialog').getByLabel('Extension').fill('204');
    await tom.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await named('Close').click();

    await dana.goTo('Directors');
    await press(await dana.card(/Tom Hale.*about her bill/s), 'Approve');
    await press(await dana.card('Approve a request'), 'Approve');

    await named('Listen').click();
    const [opened] = await Promise.all([page.waitForEvent('popup'), named('Open the recording').click()]);
    await opened.waitForURL(/\/listen\//);
    await named('David Drake, director').click();
    await named('# directors').click();
    await tom.getByText('Released to Tom Hale').waitFor();
    expect(await tom.locator('main [data-action]').count()).toBe(0);
  });

  it('leaves a whole audit that holds every act and no person', async () => {
    expect(await demo.desk.audit.verify()).toBeUndefined();
    const events = [];
    for await (const event of demo.desk.audit.events()) events.push(event);
    const actions = events.map((event) => event.action);
    for (const action of [
      'request.submit',
      'request.approve',
      'clip.cut',
      'link.mint',
      'clip.open',
      'clip.play',
      'access.revoke',
    ])
      expect(actions).toContain(action);
    expect(withoutHashes(events)).not.toMatch(/rita|dana|paula|alder|960123/i);
  });
});
