import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../../src/features/recordings/describeRecording.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { BOB, buildChangeablePractice, buildPerson, DANA, PRIYA, RITA, TOM } from '../../../builders.ts';
import { createTestClock } from '../../../support/clock.ts';
import { CALL, NOISE, type SlackDesk, startSlackDesk } from '../../../support/slackDesk.ts';
import { buttonsOf, filledIn, wordsOf } from '../../../support/slackShapes.ts';
import { buildWav } from '../../../support/wav.ts';

const ANOTHER = { name: '207/[Mr Bell]_01632960777-207_20261123160000(7002).wav', wav: buildWav(NOISE) };

/** The DPO's search, delegates, the written agreement of a disciplinary release, and everybody's home; in Slack. */
describe('the DPO’s desk', () => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startSlackDesk({
      calls: [CALL, ANOTHER],
      clock: createTestClock(toInstant('2026-11-24T10:00:00Z')),
      practice: buildChangeablePractice(),
    });
  });
  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const whisper = async (email: string, command: string): Promise<string> => {
    await desk.slack.command(email, command);
    return wordsOf(await desk.slack.whisper(email));
  };
  const opened = async (email: string, command: string): Promise<string> => {
    await desk.slack.command(email, command);
    return wordsOf(await desk.slack.modal(email));
  };

  describe('/find-recordings', () => {
    it('is the DPO’s alone, and what others try is written down', async () => {
      for (const email of [RITA, DANA])
        expect(await opened(email, '/find-recordings')).toContain('Only the Data Protection Officer');
    });

    it('wants a reason, and something to search for', async () => {
      await desk.slack.command(PRIYA, '/find-recordings');
      const form = await desk.slack.modal(PRIYA);
      expect(await desk.slack.submit(PRIYA, form, { numbers: '01632 960123' })).toMatchObject({
        errors: { reason: expect.stringContaining('Write why') },
      });
      expect(await desk.slack.submit(PRIYA, form, { reason: 'A claim' })).toMatchObject({
        errors: { person: expect.stringContaining('browsing') },
      });
    });

    it.each([
      '01632 960123',
      '+44 1632 960123',
      '0044 (0)1632-960123',
      '01632960123',
    ])('finds a number in any spelling: %s', async (numbers) => {
      const found = await desk.fill(PRIYA, '/find-recordings', { reason: 'Claim 17', numbers });
      const words = found.kind === 'view' ? wordsOf(found.view) : '';
      expect(words).toContain('Mrs Alder');
      expect(words).not.toContain('Mr Bell');
    });

    it('holds what it finds, by itself, and shows that it is held', async () => {
      const found = await desk.fill(PRIYA, '/find-recordings', { reason: 'Claim 17', person: 'bell' });
      if (found.kind !== 'view') throw new Error(JSON.stringify(found));
      const [use] = buttonsOf(found.view).filter(({ text }) => text.text === 'Use');
      await desk.slack.pressInView(PRIYA, found.view, use?.action_id ?? '');
      const form = await desk.slack.modal(PRIYA);
      const refused = await desk.slack.submit(PRIYA, form, { to: 'hold' });
      expect(refused).toMatchObject({ errors: { reason: expect.stringContaining('Write why it must be kept') } });
      const held = await desk.slack.submit(PRIYA, form, { to: 'hold', reason: 'Claim VDS/2026/17' });
      expect(held.kind === 'view' && wordsOf(held.view)).toMatch(/H-[0-9A-Z]{7}/);
      await desk.settled();
      const again = await desk.fill(PRIYA, '/find-recordings', { reason: 'Claim 17', person: 'Mr Bell' });
      expect(again.kind === 'view' && wordsOf(again.view)).toContain('stored, and held');
    });

    it('releases a found recording from the case under whose hold it stands', async () => {
      const reported = await desk.fill(RITA, '/subject-access', {
        from: 'Mr Bell',
        receivedOn: '2026-11-24',
        channel: 'letter',
        details: 'My calls.',
        numbers: '01632 960777',
      });
      const id = /S-[0-9A-Z]{7}/.exec(reported.kind === 'view' ? wordsOf(reported.view) : '')?.[0] ?? '';
      await desk.settled();
      const actor = buildPerson({ email: PRIYA, roles: ['dpo'] });
      await desk.desk.usecases.takeCaseStep({
        caseId: id,
        actor,
        kind: 'identity-verified',
        values: { on: '2026-11-24', text: 'Known.' },
      });
      const found = await desk.fill(PRIYA, '/find-recordings', { reason: id, person: 'Bell' });
      if (found.kind !== 'view') throw new Error(JSON.stringify(found));
      const [use] = buttonsOf(found.view).filter(({ text }) => text.text === 'Use');
      await desk.slack.pressInView(PRIYA, found.view, use?.action_id ?? '');
      const form = await desk.slack.modal(PRIYA);
      expect(wordsOf(form)).toContain(`Release it from ${id}`);
      const next = await desk.slack.submit(PRIYA, form, { to: `release from ${id}` });
      expect(next.kind === 'view' && wordsOf(next.view)).toContain('This is your agreement to it');
      expect(next.kind === 'view' && filledIn(next.view).recordingId).toBe(recordingIdOf(ANOTHER.name));
    });

    it('has no page that is no number, and none past the last', async () => {
      const made = await desk.desk.usecases.findRecordings({
        actor: buildPerson({ email: PRIYA, roles: ['dpo'] }),
        values: { reason: 'Claim 17', person: 'Alder' },
      });
      const searchId = made.ok ? made.value.search.id : '';
      expect(
        await desk.desk.usecases.turnPage({ actor: buildPerson({ email: PRIYA }), searchId, page: 50 }),
      ).toMatchObject({ ok: true });
      for (const page of [Number.NaN, 0, 1.5, 51, -1])
        expect(
          await desk.desk.usecases.turnPage({ actor: buildPerson({ email: PRIYA }), searchId, page }),
        ).toMatchObject({ error: { code: 'search-over' } });
    });

    it('fills in a request with what is known of the call', async () => {
      const found = await desk.fill(PRIYA, '/find-recordings', { reason: 'Claim 17', person: 'Alder' });
      if (found.kind !== 'view') throw new Error(JSON.stringify(found));
      const [use] = buttonsOf(found.view).filter(({ text }) => text.text === 'Use');
      await desk.slack.pressInView(PRIYA, found.view, use?.action_id ?? '');
      const next = await desk.slack.submit(PRIYA, await desk.slack.modal(PRIYA), { to: 'request' });
      if (next.kind !== 'view') throw new Error(JSON.stringify(next));
      expect(wordsOf(next.view)).toContain('at about 15:10, on extension 210, with 01632 960123');
      expect(filledIn(next.view)).toEqual({ purpose: '', reason: '' });
    });
  });

  describe('a delegate', () => {
    it('is named by the DPO between two days, and told so', async () => {
      expect(await opened(DANA, '/dpo-delegate')).toContain('Only the Data Protection Officer');
      const sent = await desk.fill(PRIYA, '/dpo-delegate', { email: TOM, from: '2026-11-24', until: '2026-11-25' });
      expect(sent.kind === 'view' && wordsOf(sent.view)).toContain('Tom Tate stands in until the end of Wed 25 Nov');
      await desk.settled();
      expect(await opened(TOM, '/find-recordings')).toContain('Why you search');
    });

    it('stands in every DPO’s Home until the time is over, with a way to end it', async () => {
      const home = await desk.slack.openHome(PRIYA);
      expect(wordsOf(home)).toContain('Stand-in: Tom Tate');
      expect(buttonsOf(home).map(({ text }) => text.text)).toContain('End it now');
      expect(wordsOf(await desk.slack.openHome(DANA))).not.toContain('Stand-in');
    });

    it('is not named by half a form, whatever is left out', async () => {
      const sent = await desk.fill(PRIYA, '/dpo-delegate', { email: TOM, from: '', until: '2026-12-01' });
      expect(sent).toMatchObject({ errors: { from: expect.stringContaining('Choose the first day') } });
    });

    it('may be named for six months, and not for a day more', async () => {
      const name = (until: string) =>
        desk.desk.usecases.delegateDpo({
          actor: buildPerson({ email: PRIYA, roles: ['dpo'] }),
          values: { email: RITA, from: '2026-12-01', until },
          idempotencyKey: until,
        });
      expect(await name('2027-06-02')).toMatchObject({
        error: { errors: { until: expect.stringContaining('longer than six months') } },
      });
      const named = await name('2027-06-01');
      expect(named).toMatchObject({ ok: true, value: { email: RITA } });
      if (named.ok)
        await desk.desk.usecases.endDelegation({
          actor: buildPerson({ email: PRIYA, roles: ['dpo'] }),
          id: named.value.id,
        });
    });

    it('takes five hundred characters of why something is held, and not one more', async () => {
      const actor = buildPerson({ email: PRIYA, roles: ['dpo'] });
      const found = await desk.desk.usecases.findRecordings({ actor, values: { reason: 'Claim 18', person: 'Alder' } });
      const searchId = found.ok ? found.value.search.id : '';
      const hold = (reason: string) =>
        desk.desk.usecases.holdFound({ actor, searchId, recordingId: null, values: { to: 'hold', reason } });
      expect(await hold('x'.repeat(501))).toMatchObject({
        error: { errors: { reason: 'Shorten this to 500 characters.' } },
      });
      expect(await hold('x'.repeat(500))).toMatchObject({ ok: true });
    });

    it('must state how the DPO was consulted, and the DPO is told and reads it', async () => {
      const id = await desk.ask(RITA, { purpose: 'legal', reference: 'SOL/17' });
      const card = await desk.card(id, 'approver', TOM);
      const missing = await desk.approve(TOM, card, {});
      expect(missing).toMatchObject({ errors: { consultation: expect.any(String) } });
      await desk.approve(TOM, card, { consultation: 'By telephone today at nine.' });
      const told = wordsOf(await desk.card(id, 'delegate-agreed', PRIYA));
      expect(told).toContain('Tom Tate agreed');
      expect(told).toContain('By telephone today at nine.');
    });

    it('is one no longer a minute after the last day has ended', async () => {
      const id = await desk.ask(RITA, { purpose: 'legal', reference: 'SOL/18' });
      const card = await desk.card(id, 'approver', TOM);
      desk.clock.set(toInstant('2026-11-25T23:59:00Z'));
      expect(await opened(TOM, '/find-recordings')).toContain('Why you search');
      desk.clock.set(toInstant('2026-11-26T00:01:00Z'));
      expect(await opened(TOM, '/find-recordings')).toContain('Only the Data Protection Officer');
      expect(wordsOf(await desk.open(TOM, card, 'Approve'))).toContain('Only the people this request is put to');
    });
  });

  describe('a disciplinary release', () => {
    const DISCIPLINARY = { purpose: 'disciplinary', reason: 'A client was sworn at.' };
    const STATEMENT = 'I agree to this part being heard by the investigating manager only.';

    it('keeps the DPO’s agreement word for word, and the audit its hash', async () => {
      const id = await desk.ask(RITA, DISCIPLINARY);
      const form = await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA), {});
      expect(form).toMatchObject({ errors: { statement: expect.any(String) } });
      await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA), { statement: STATEMENT });
      const sha256 = createHash('sha256').update(STATEMENT).digest('hex');
      const [agreement] = (await desk.request(id)).agreements;
      expect(agreement).toMatchObject({ statement: STATEMENT, statementSha256: sha256 });
      const events = await desk.events(id);
      expect(events.find(({ detail }) => detail.statement === sha256)?.action).toBe('request.approve');
      expect(JSON.stringify(events)).not.toContain('investigating');

      await desk.approve(DANA, await desk.card(id, 'approver', DANA), {});
      const notice = wordsOf(await desk.card(id, 'disciplinary-notice', BOB));
      expect(notice).toContain('Released');
      expect(notice).not.toContain('sworn');
    });

    it('shows nothing of itself to anybody who was a party, DPO and business manager too', async () => {
      const people = desk.practice.directory.people.map((person) =>
        person.email === PRIYA || person.email === BOB ? { ...person, extensions: ['210'] } : person,
      );
      const before = desk.practice.directory.people;
      desk.practice.directory.people = people;
      desk.practice.directory.dpo = [PRIYA, TOM];
      const id = await desk.ask(RITA, DISCIPLINARY);
      await desk.approve(TOM, await desk.card(id, 'approver', TOM), { statement: STATEMENT });
      await desk.approve(DANA, await desk.card(id, 'approver', DANA), {});
      expect((await desk.request(id)).state).toBe('released');
      const told = (await desk.cards(id)).map(({ post }) =>
        post.audience.kind === 'person' ? post.audience.email : post.audience.channel,
      );
      expect(told).not.toContain(PRIYA);
      expect(told).not.toContain(BOB);
      expect(told).not.toContain('dpo');
      desk.practice.directory.people = before;
      desk.practice.directory.dpo = [PRIYA];
    });

    it('leaves out the DPO’s channel too while a delegate named in the chat, who reads it, was a party', async () => {
      const before = desk.practice.directory.people;
      desk.practice.directory.people = before.map((person) =>
        person.email === BOB ? { ...person, extensions: ['210'] } : person,
      );
      const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });
      const today = desk.clock.now().slice(0, 10);
      const named = await desk.desk.usecases.delegateDpo({
        actor: dpo,
        values: { email: BOB, from: today, until: today },
        idempotencyKey: 'bob',
      });
      if (!named.ok) throw new Error(JSON.stringify(named.error));
      const id = await desk.ask(RITA, DISCIPLINARY);
      await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA), { statement: STATEMENT });
      await desk.approve(DANA, await desk.card(id, 'approver', DANA), {});
      expect((await desk.request(id)).state).toBe('released');
      const told = (await desk.cards(id)).map(({ post }) =>
        post.audience.kind === 'person' ? post.audience.email : post.audience.channel,
      );
      expect(told).toContain(PRIYA);
      expect(told).not.toContain(BOB);
      expect(told).not.toContain('dpo');
      await desk.desk.usecases.endDelegation({ actor: dpo, id: named.value.id });
      desk.practice.directory.people = before;
    });
  });

  describe('home', () => {
    it('shows each what waits for them, in the Home tab and on a card', async () => {
      const id = await desk.ask(RITA, {});
      expect(await whisper(RITA, '/recording-desk')).toContain('Waiting for agreement');
      expect(await whisper(RITA, '/recording-desk')).not.toContain('Find recordings');
      const dana = wordsOf(await desk.slack.openHome(DANA));
      expect(dana).toContain(`To decide: ${id}, Complaint`);
      expect(dana).toContain('Rita Reed');
      const home = await desk.slack.openHome(DANA);
      const decide = buttonsOf(home).find(({ value }) => value === id);
      await desk.slack.pressInView(DANA, home, decide?.action_id ?? '');
      expect(wordsOf(await desk.slack.modal(DANA))).toContain('Recordings that match');
    });

    it('shows the DPO the cases with the days that are left', async () => {
      await desk.fill(RITA, '/subject-access', {
        from: 'Mrs Alder',
        receivedOn: '2026-11-26',
        channel: 'letter',
        details: 'Her calls',
      });
      await desk.settled();
      expect(wordsOf(await desk.slack.openHome(PRIYA))).toMatch(/30 days left: due Sat|due Mon 28 Dec|days left: due/);
    });
  });

  it('shows the register to the DPO alone', async () => {
    expect(await whisper(PRIYA, '/disclosures')).toContain('Nothing has left the practice.');
    expect(await whisper(DANA, '/disclosures')).toContain('Only the Data Protection Officer');
  });
});
