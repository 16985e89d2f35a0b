import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../demo/startDemo.ts';
import { choose, fill, press, type TeamsClient } from '../support/playground.ts';
import { drag, givenLink, openDeskPage, PARTICULARS, takeStep } from '../support/playgroundCases.ts';
import { namesIn } from '../support/recordings.ts';
import { partOfSampleCall, pcmOf } from '../support/sampleAudio.ts';
import { withoutHashes } from '../support/tables.ts';
import { startTeamsDemo, type TeamsDemo } from '../support/teamsDemo.ts';
import { until } from '../support/until.ts';

/**
 * Cases from report to close in three Teams clients: the waveform page, the passcode page, the documents; in
 * Chromium.
 */
describe('cases on Teams', () => {
  let started: TeamsDemo | undefined;
  let demo: Demo;
  let browser: Browser;
  let folder: string;
  let rita: TeamsClient;
  let dana: TeamsClient;
  let paula: TeamsClient;

  beforeAll(async () => {
    started = await startTeamsDemo();
    ({ demo, browser, folder, rita, dana, paula } = started);
  });
  afterAll(() => started?.stop());

  /** Saves every file of a page of documents; gives them by name. */
  const saved = async (page: Page): Promise<Readonly<Record<string, Buffer>>> => {
    const files: Record<string, Buffer> = {};
    for (const link of await page.locator('ul.files a').all()) {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      files[download.suggestedFilename()] = await readFile(path);
    }
    return files;
  };
  const audit = (...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ['src/cli/audit.ts', ...args], {
        // No settings and no database: the pack is checked by itself.
        env: { PATH: process.env.PATH ?? '', DATABASE_URL: '/nowhere/at/all.sqlite' },
      });
      let said = '';
      child.stdout.on('data', (piece) => {
        said += piece;
      });
      child.stderr.on('data', (piece) => {
        said += piece;
      });
      child.on('close', (code) => resolve({ code, said }));
    });
  const caseIdOn = async (card: Locator, letter: 'S' | 'P'): Promise<string> =>
    new RegExp(`${letter}-[0-9A-Z]{7}`).exec(await card.innerText())?.[0] ?? '';
  const step = (
    card: Locator,
    button: string,
    title: string,
    typed: Readonly<Record<string, string>>,
    send: string,
  ): Promise<void> => takeStep(paula, card, [button, title, send], typed);

  describe('a subject access request', () => {
    let id: string;
    const caseCard = (words: string | RegExp) =>
      paula.card(new RegExp(`Subject access request ${id}[\\s\\S]*${words instanceof RegExp ? words.source : words}`));

    it('is reported by a receptionist, and alerts the DPO with the date', async () => {
      await rita.say('/subject-access');
      const form = await rita.card('Somebody asks for what we hold about them');
      await fill(form, {
        'Who asks': 'Mrs Alder, 14 Mill Lane',
        'What they asked for': 'The call about my bill',
        'Telephone numbers': '01632 960123',
      });
      await choose(rita, form, 'How it came', 'Letter');
      await press(form, 'Send');
      await rita.card('Sent to the Data Protection Officer');
      const alert = await paula.card(/Subject access request S-/);
      id = await caseIdOn(alert, 'S');
      expect(await alert.innerText()).toMatch(/Answer due .* left/);
      await caseCard('1 held and checked');
      expect(await namesIn(demo.storage, 'holds')).toHaveLength(1);
    });

    it('is verified, raised by the DPO and agreed to by the director', async () => {
      await step(
        await caseCard('Identity verified'),
        'Identity verified',
        'Ask for proof only where',
        { 'How you know': 'A client for years; signature compared.' },
        'Write it down',
      );
      const verified = await caseCard('Release a recording');
      await press(verified, 'Release a recording');
      const form = await paula.card('This is your agreement to it');
      await form.getByText('A copy to hand over').click();
      await fill(form, { 'Why this recording': 'It is the call she asks for.' });
      await press(form, 'Release');
      await dana.goTo('Personal Chat');
      await press(await dana.card(id), 'Approve');
      await press(await dana.card('Approve a request'), 'Approve');
      await paula.card('Silence others’ words first');
    });

    it('is redacted on the page with the waveform: marked, heard, undone, saved', async () => {
      await press(await paula.card('Silence others’ words first'), 'Silence parts');
      const page = await openDeskPage(paula, 'Silence parts');
      await drag(page, 0.3, 0.4);
      await drag(page, 0.6, 0.7);
      expect(await page.locator('#marks li').count()).toBe(2);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await page.locator('#marks li').count()).toBe(1);
      await page.getByRole('button', { name: 'Hear the result' }).click();
      await page.getByRole('button', { name: 'Silence these parts' }).click();
      await page.locator('#saved').getByText('one part is silent').waitFor();
      await page.close();
      await paula.card(/Release R-[\s\S]*Silenced/);
    });

    it('is heard by the person outside with the passcode, the part silent in every sample', async () => {
      await press(await paula.card(/Release R-[\s\S]*Give a link/), 'Give a link');
      const form = await paula.card('You get a link and a passcode');
      await fill(form, { 'For whom': 'Mrs Alder' });
      await choose(paula, form, 'How you give the passcode', 'By telephone');
      await press(form, 'Make the link');
      const { url, passcode } = await givenLink(paula);

      // A scanner looks at whatever is sent by mail.
      for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(url, { method })).status).toBe(200);
      const outside = await (await browser.newContext()).newPage();
      await outside.goto(url);
      expect(await outside.innerText('body')).not.toMatch(/Alder|Paula|S-[0-9A-Z]{7}/);
      await outside.getByLabel('Passcode').fill('0000 0000');
      await outside.getByRole('button', { name: 'Listen' }).click();
      await outside.getByText('4 tries are left').waitFor();
      await outside.getByLabel('Passcode').fill(passcode);
      await outside.getByRole('button', { name: 'Listen' }).click();
      await outside.waitForURL(/\/playback\//);
      const source = await outside
        .locator('audio')
        .evaluate((audio: { currentSrc: string; src: string }) => audio.currentSrc || audio.src);
      const heard = await outside.evaluate(
        async (address) => Array.from(new Uint8Array(await (await fetch(address)).arrayBuffer())),
        source,
      );
      const pcm = Buffer.from(pcmOf(Uint8Array.from(heard)));
      const whole = Buffer.from(partOfSampleCall('bill-complaint.wav', 0, 60_000));
      expect(pcm.length).toBe(whole.length);
      const grant = await grantOf(id);
      const [span] = grant?.redaction?.spans ?? [];
      if (!span) throw new Error('Nothing was silenced');
      // Two channels of sixteen bits at 8 kHz.
      const at = (ms: number): number => Math.round(ms * 8) * 4;
      const silent = pcm.subarray(at(span.fromMs), at(span.toMs));
      expect(silent.length).toBeGreaterThan(40_000);
      expect(silent.every((byte) => byte === 0)).toBe(true);
      expect(whole.subarray(at(span.fromMs), at(span.toMs)).every((byte) => byte === 0)).toBe(false);
      expect(pcm.subarray(0, at(span.fromMs) - 4).equals(whole.subarray(0, at(span.fromMs) - 4))).toBe(true);
      expect(pcm.subarray(at(span.toMs) + 4).equals(whole.subarray(at(span.toMs) + 4))).toBe(true);
      await outside.context().close();
      await paula.card(/For Mrs Alder[\s\S]*opened 1 time of 3/);
      await until(
        'the passcode gone from the chat, since its link has been used',
        async () => !(await paula.page.innerText('body')).includes(passcode),
      );
    });

    it('can be handed over as a copy, with a cover sheet that names its hash', async () => {
      await press(await paula.card(/Release R-[\s\S]*Copy to hand over/), 'Copy to hand over');
      const page = await openDeskPage(paula, 'Copy to hand over');
      const files = await saved(page);
      expect(
        Object.keys(files)
          .map((name) => name.replace(/[SR]-[0-9A-Z]{7}/g, 'X'))
          .sort(),
      ).toEqual(['X-X-cover-sheet.pdf', 'X-X.wav']);
      const grant = await grantOf(id);
      const [wav] = Object.entries(files).flatMap(([name, bytes]) => (name.endsWith('.wav') ? [bytes] : []));
      expect(wav?.length).toBe(grant?.redaction?.clip.bytes);
      await page.close();
    });

    it('is answered and closed, and its pack is checked without the database, one changed byte refused', async () => {
      await step(
        await caseCard('Answered'),
        'Answered',
        'The clock stops',
        { How: 'A link by e-mail, the passcode by telephone.' },
        'Write it down',
      );
      await step(await caseCard('Dealt with on'), 'Close', 'Close the case', {}, 'Close');
      const closed = await caseCard('Closed\\.');
      await press(closed, 'Case pack');
      const page = await openDeskPage(paula, 'Case pack');
      const [pack] = Object.values(await saved(page));
      await page.close();
      const file = join(folder, 'pack.pdf');
      await writeFile(file, pack as Buffer);
      const good = await audit('verify', '--pack', file);
      expect(good.said).toContain(id);
      expect(good.code).toBe(0);
      const changed = Buffer.from(pack as Buffer);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      await writeFile(file, changed);
      expect((await audit('verify', '--pack', file)).code).toBe(1);
    });

    it('stands in the register', async () => {
      await paula.say('/disclosures');
      const register = await paula.card(/^Disclosures/);
      expect(await register.innerText()).toMatch(
        /Copy given: [\s\S]*Heard through the link: Mrs Alder[\s\S]*Link given: Mrs Alder/,
      );
      await press(register, 'Get the register (CSV)');
      const page = await openDeskPage(paula, 'Register of disclosures');
      const [csv] = Object.values(await saved(page));
      expect(csv?.toString('utf8')).toContain('Mrs Alder');
      await page.close();
    });
  });

  describe('a police request', () => {
    it('is forwarded, completed by the DPO, agreed to, and signed for', async () => {
      await rita.say('/police-request');
      const form = await rita.card('Tell them nothing and play them nothing');
      await fill(form, {
        'Who asks': 'PC 1287 Lena Frost, Northshire Police',
        'What they asked for': 'The call from 07700 900456 this morning',
      });
      await choose(rita, form, 'How it came', 'Telephone');
      await press(form, 'Send');
      const alert = await paula.card(/Police request P-/);
      const id = await caseIdOn(alert, 'P');
      const card = (words: string) => paula.card(new RegExp(`Police request ${id}[\\s\\S]*${words}`));
      expect(await alert.getByRole('button', { name: 'Release a recording' }).count()).toBe(0);
      await press(alert, 'Complete the request');
      const fields = await paula.card('What the force must say');
      await press(fields, 'Complete');
      // The client itself asks for what is required; nothing has been sent.
      await fields.getByText('Fill this in.').first().waitFor();
      await fill(fields, PARTICULARS);
      await press(fields, 'Complete');
      await press(await card('Particulars complete'), 'Release a recording');
      const release = await paula.card('This is your agreement to it');
      await release.getByText('A copy to hand over').click();
      await fill(release, { 'Why this recording': 'It is the call they name.' });
      await press(release, 'Release');
      await press(await dana.card(id), 'Approve');
      await press(await dana.card('Approve a request'), 'Approve');
      await press(await paula.card(new RegExp(`Case\\s*${id}[\\s\\S]*Silence parts`)), 'Silence parts');
      const page = await openDeskPage(paula, 'Silence parts');
      await page.getByRole('button', { name: 'Nothing needs silencing' }).click();
      await page.locator('#saved').getByText('nothing needs silencing').waitFor();
      await page.close();
      await press(await paula.card(new RegExp(`Case\\s*${id}[\\s\\S]*Copy to hand over`)), 'Copy to hand over');
      const documents = await openDeskPage(paula, 'Copy to hand over');
      const names = Object.keys(await saved(documents)).map((name) => name.replace(/^.*R-[0-9A-Z]{7}/, ''));
      expect(names.sort()).toEqual(['-cover-sheet.pdf', '-receipt-to-sign.pdf', '.wav']);
      await documents.close();
      await step(await card('Answered'), 'Answered', 'The clock stops', { How: 'Copy and receipt.' }, 'Write it down');
      await step(
        await card('Answered\\.'),
        'Receipt signed',
        'Keep the signed receipt',
        { 'Who signed': 'PC 1287' },
        'Write it down',
      );
      await step(await card('receipt signed'), 'Close', 'Close the case', {}, 'Close');
      await card('Closed\\.');
    });
  });

  describe('a disciplinary release', () => {
    it('needs the DPO’s written agreement, which every card keeps word for word', async () => {
      await rita.say('/request-recording yesterday 3.10pm ext 204 01632 960123 disciplinary process');
      await press(await rita.card(/I understood[\s\S]*disciplinary process/), 'Send');
      await rita.card('is on its way');
      const asked = await paula.card(/Still to agree[\s\S]*Disciplinary process/);
      await press(asked, 'Approve');
      const approve = await paula.card('Approve a request');
      await fill(approve, { 'Your written agreement': 'I agree to this part being heard for this process only.' });
      await press(approve, 'Approve');
      const card = await dana.card(
        /Disciplinary process[\s\S]*I agree to this part being heard for this process only\./,
      );
      await press(card, 'Approve');
      await press(await dana.card('Approve a request'), 'Approve');
      await rita.card(/can be heard|ready/i);
    });
  });

  it('shows each person what waits for them', async () => {
    await paula.say('/recording-desk');
    await paula.card('Nothing waits for you.');
  });

  it('leaves a whole audit that names nobody', async () => {
    expect(await demo.desk.audit.verify()).toBeUndefined();
    const events = [];
    for await (const event of demo.desk.audit.events()) events.push(event);
    expect(withoutHashes(events)).not.toMatch(/alder|frost|northshire|960123|900456|paula|mill lane/i);
  });

  const grantOf = (caseId: string) =>
    until('the grant', () =>
      demo.desk.uow.read(async ({ requests, grants }) => {
        const [request] = await requests.findByCase(caseId);
        return request && grants.findByRequest(request.id);
      }),
    );
});
