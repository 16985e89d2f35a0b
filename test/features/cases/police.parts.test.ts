import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Disclosure } from '../../../src/features/register/model/disclosure.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';
import { FIELDS } from '../../support/particulars.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { buttonsOf, filledIn, wordsOf } from '../../support/slackShapes.ts';
import { withoutHashes } from '../../support/tables.ts';
import { until } from '../../support/until.ts';

const REPORT = {
  from: 'PC 1287 Lena Frost, Northshire Police, 01632 960555',
  receivedOn: '2026-11-24',
  channel: 'phone',
  details: 'The call from 01632 960123 on Monday afternoon.',
};

describe('a police request', () => {
  let desk: SlackDesk;
  let id: string;

  beforeAll(async () => {
    desk = await startSlackDesk({
      clock: createTestClock(toInstant('2026-11-24T10:00:00Z')),
      practiceFile: {
        roles: {
          directors: [DANA, DAVID],
          dpo: [PRIYA],
          dpoDelegates: [{ email: TOM, from: '2026-11-20', until: '2026-11-30' }],
        },
      },
    });
  });
  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const report = async (by = RITA): Promise<string> => {
    const sent = await desk.fill(by, '/police-request', REPORT);
    await desk.settled();
    return /P-[0-9A-Z]{7}/.exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0] ?? '';
  };
  const step = async (email: string, button: string, typed: Readonly<Record<string, string>>) => {
    const sent = await desk.slack.submit(
      email,
      await desk.open(email, await desk.card(id, 'case', email), button),
      typed,
    );
    await desk.settled();
    return sent;
  };
  const held = async () => {
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    return hold ? await desk.desk.uow.read(({ holds }) => holds.tally(hold.id)) : {};
  };

  it('goes to the DPO and the delegate with its details, and to their channel without', async () => {
    id = await report();
    for (const email of [PRIYA, TOM])
      expect(wordsOf(await desk.card(id, 'case', email))).toContain('PC 1287 Lena Frost');
    const channel = wordsOf(await desk.card(id, 'case', 'dpo'));
    expect(channel).not.toMatch(/Frost|960123|Monday|Rita/);
    expect(channel).toContain('Names and details stand in the Data Protection Officer’s own chat alone.');
  });

  it('holds the call whose number stands in the words, and not the officer’s own', async () => {
    await until('the copy', async () => (await held()).held === 1);
    expect(await held()).toEqual({ held: 1 });
  });

  it('cannot be released while it is incomplete, and says at each input what is missing', async () => {
    expect(buttonsOf(await desk.card(id, 'case', PRIYA)).map((b) => b.text.text)).not.toContain('Release a recording');
    const form = await desk.open(PRIYA, await desk.card(id, 'case', PRIYA), 'Complete the request');
    const sent = await desk.slack.submit(PRIYA, form, { ...FIELDS, offence: '', authorisedBy: '' });
    expect(sent).toEqual({ kind: 'errors', errors: { offence: 'Fill this in.', authorisedBy: 'Fill this in.' } });
    const trawl = await desk.slack.submit(PRIYA, form, { ...FIELDS, subject: 'All calls of this year' });
    expect(trawl).toMatchObject({ kind: 'errors', errors: { subject: expect.stringContaining('trawling') } });
  });

  it('takes the tick that naming the offence would prejudice in its place, and keeps what was filled in', async () => {
    await step(PRIYA, 'Complete the request', { ...FIELDS, offence: '', offenceWithheld: 'true' });
    const card = wordsOf(await desk.card(id, 'case', PRIYA));
    expect(card).toContain('not named, since that would prejudice');
    const again = await desk.open(PRIYA, await desk.card(id, 'case', PRIYA), 'Correct the particulars');
    expect(filledIn(again)).toMatchObject({ officer: 'Lena Frost', delivery: 'By link' });
  });

  it('keeps names from everybody but the DPO once it is confidential, and from the delegate the case itself', async () => {
    await desk.slack.press(PRIYA, await desk.card(id, 'case', PRIYA), 'Mark confidential');
    await desk.settled();
    await until('the stand-in’s card', async () => !wordsOf(await desk.card(id, 'case', TOM)).includes('Frost'));
    expect(wordsOf(await desk.card(id, 'case', PRIYA))).toContain('Frost');
    const said = await desk.open(TOM, await desk.card(id, 'case', TOM), 'Refuse');
    expect(wordsOf(said)).toContain('This case is confidential');
  });

  it('keeps its hold and its lines of the register from a delegate too', async () => {
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    const stands = buildPerson({ email: TOM, roles: ['dpo-delegate'] });
    const { dispatch, renewHold, recentDisclosures } = desk.desk.usecases;
    for (const verb of ['show', 'renew-hold', 'end-hold'] as const)
      expect(
        await dispatch.press({ action: verb, target: { kind: 'hold', id: hold?.id ?? '' }, values: {} }, stands),
      ).toMatchObject({ card: { text: expect.stringContaining('This case is confidential') } });
    const refused = { ok: false, error: { code: 'confidential-case' } };
    expect(await renewHold({ holdId: hold?.id ?? '', actor: stands, values: { endsOn: '2027-06-01' } })).toMatchObject(
      refused,
    );
    const line: Disclosure = {
      id: 'd-1',
      at: desk.clock.now(),
      kind: 'copy-given',
      caseId: id,
      requestId: 'R-0000000',
      purpose: 'crime',
      recipient: 'Northshire Police',
      ground: 'Crime (policy 5.6)',
      sha256: 'ab',
      durationMs: 1000,
      silenced: 0,
      by: 'Priya Patel',
    };
    await desk.desk.uow.run(({ disclosures }) => disclosures.insert(line));
    expect(await recentDisclosures({ actor: stands, limit: 5 })).toEqual({ ok: true, value: [] });
    expect(await recentDisclosures({ actor: { email: PRIYA }, limit: 5 })).toEqual({ ok: true, value: [line] });
  });

  it('needs one director, who is told the force and nothing that is not theirs to know', async () => {
    await step(PRIYA, 'Release a recording', { reason: 'The call is the threat itself.', mode: 'copy' });
    const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
    const asked = wordsOf(await desk.card(request?.id ?? '', 'approver', DANA));
    expect(asked).toContain('Northshire Police');
    expect(asked).not.toContain('Lena Frost');
    await desk.approve(DANA, await desk.card(request?.id ?? '', 'approver', DANA), {});
    expect((await desk.request(request?.id ?? '')).state).toBe('released');
  });

  it('is answered, signed for, and closed', async () => {
    await step(PRIYA, 'Answered', { on: '2026-11-24', text: 'Link sent.' });
    await step(PRIYA, 'Receipt signed', { on: '2026-11-24', text: 'PC 1287' });
    await step(PRIYA, 'Close', {});
    expect(buttonsOf(await desk.card(id, 'case', PRIYA)).map((b) => b.text.text)).toEqual(['Case pack']);
  });

  describe('in an emergency', () => {
    it('is released on the DPO’s word alone, and the directors are asked to read it', async () => {
      id = await report();
      await until('the copy', async () => (await held()).held === 1);
      await step(PRIYA, 'Emergency', { text: 'The caller is outside the house.' });
      await step(PRIYA, 'Release a recording', { reason: 'To find the caller.' });
      const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
      await until('the clip', async () => (await desk.request(request?.id ?? '')).state === 'released');
      expect((await desk.request(request?.id ?? '')).rule).toMatchObject({ seats: ['dpo'] });
      for (const email of [DANA, DAVID])
        expect(wordsOf(await desk.card(id, 'emergency-notice', email))).toMatch(
          /Priya Patel released a recording[\s\S]*Please read this/,
        );
      for (const audience of [PRIYA, 'dpo'])
        expect(wordsOf(await desk.card(id, 'case', audience))).toContain(`${request?.id} (released, by Priya Patel)`);
      expect(wordsOf(await desk.card(request?.id ?? '', 'release', PRIYA))).toMatch(/Released by: Priya Patel/);
    });

    it('waits for a director where the delegate raises it: nothing is cut, and nothing can be given, until one agrees', async () => {
      const before = id;
      id = await report();
      await until('the copy', async () => (await held()).held === 1);
      await step(TOM, 'Emergency', { text: 'The caller is outside the house.' });
      const form = await desk.open(TOM, await desk.card(id, 'case', TOM), 'Release a recording');
      expect(wordsOf(form)).toContain('One director must agree as well.');
      await step(TOM, 'Release a recording', { reason: 'To find the caller.', consultation: 'No answer at 10:01.' });
      const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
      const requestId = request?.id ?? '';
      expect(request).toMatchObject({ state: 'awaiting-approval', rule: { seats: ['dpo', 'director'] } });
      expect(await desk.desk.uow.read(({ grants }) => grants.findByRequest(requestId))).toBeUndefined();
      expect(wordsOf(await desk.card(id, 'case', PRIYA))).toContain(`${requestId} (awaiting approval, by Tom Tate)`);
      expect(wordsOf(await desk.card(requestId, 'approver', DANA))).toMatch(
        /Tom Tate \(standing in for the Data Protection Officer\)/,
      );
      await desk.approve(DANA, await desk.card(requestId, 'approver', DANA), {});
      await until('the clip', async () => (await desk.request(requestId)).state === 'released');
      await until('the history', async () =>
        wordsOf(await desk.card(id, 'case', TOM)).includes(`${requestId} released in the emergency, with a director`),
      );
      expect(wordsOf(await desk.card(id, 'case', 'dpo'))).toContain(
        `${requestId} (released, by Tom Tate and Dana Drew)`,
      );
      expect(wordsOf(await desk.card(requestId, 'release', TOM))).toMatch(/Released by: Tom Tate and Dana Drew/);
      // The director has agreed, so nobody has to read of it; the particulars are owed all the same.
      const tooSoon = await step(PRIYA, 'Close', { text: 'Over.' });
      expect(tooSoon.kind === 'view' && wordsOf(tooSoon.view)).toContain('The request is not complete');
      await step(PRIYA, 'Complete the request', FIELDS);
      expect((await step(PRIYA, 'Close', { text: 'Over.' })).kind).toBe('closed');
      id = before;
    });

    it('is not released by a delegate from their own report, who is told so before and after filling in the form', async () => {
      const before = id;
      id = await report(TOM);
      await until('the copy', async () => (await held()).held === 1);
      await step(TOM, 'Emergency', { text: 'The caller is outside the house.' });
      const said = await desk.open(TOM, await desk.card(id, 'case', TOM), 'Release a recording');
      expect(wordsOf(said)).toContain('You reported this case yourself');
      const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
      const [copy] = await desk.desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
      const values = { recordingId: copy?.recordingId ?? '', from: '0:00', to: '', days: '7', mode: 'listen' };
      const raised = await desk.desk.usecases.raiseRelease({
        caseId: id,
        actor: buildPerson({ email: TOM, roles: ['dpo-delegate'] }),
        values: { ...values, reason: 'To find the caller.', consultation: 'No answer.' },
      });
      expect(raised).toMatchObject({ error: { refused: { code: 'own-report' } } });
      expect(await desk.desk.uow.read(({ requests }) => requests.findByCase(id))).toEqual([]);
      expect((await desk.allEvents()).filter(({ outcome }) => outcome === 'own-report')).toHaveLength(2);
      // The officer releases from it at once.
      await step(PRIYA, 'Release a recording', { reason: 'To find the caller.' });
      const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
      await until('the clip', async () => (await desk.request(request?.id ?? '')).state === 'released');
      id = before;
    });

    it('cannot be closed before the particulars are there and a director has read it', async () => {
      await step(PRIYA, 'Answered', { on: '2026-11-24', text: 'Told the control room.' });
      const tooSoon = await step(PRIYA, 'Close', {});
      expect(tooSoon.kind === 'view' && wordsOf(tooSoon.view)).toContain('The request is not complete');
      await step(PRIYA, 'Complete the request', FIELDS);
      const unread = await step(PRIYA, 'Close', {});
      expect(unread.kind === 'view' && wordsOf(unread.view)).toContain('A director must first read');
      await desk.slack.press(DAVID, await desk.card(id, 'emergency-notice', DAVID), 'I have read this');
      await desk.settled();
      await until('the notice', async () =>
        wordsOf(await desk.card(id, 'emergency-notice', DANA)).includes('Read by David Drake'),
      );
      expect((await step(PRIYA, 'Close', {})).kind).toBe('closed');
    });
  });

  it('writes no name and no word of it into the audit', async () => {
    expect(withoutHashes(await desk.allEvents())).not.toMatch(/frost|northshire|960123|960555|reeve|threat|caller/i);
  });
});
