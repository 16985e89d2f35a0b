import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, toInstant } from '../../../src/kernel/time.ts';
import { buildUser, DANA, PRIYA, RITA, TOM } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';
import { bytesIn, namesIn } from '../../support/recordings.ts';
import { CALL, NOISE, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { buttonsOf, filledIn, wordsOf } from '../../support/slackShapes.ts';
import { withoutHashes } from '../../support/tables.ts';
import { until } from '../../support/until.ts';
import { buildWav } from '../../support/wav.ts';

const REPORT = {
  from: 'Mrs Alder, 14 Mill Lane',
  receivedOn: '2026-11-24',
  channel: 'letter',
  details: 'Every call of mine this autumn.',
  person: 'Alder',
  numbers: '01632 960123',
};

/** The desk's job that looks after cases, and what it leaves to send. */
const pass = async (desk: SlackDesk): Promise<void> => {
  await desk.tick();
  await desk.settled();
};

describe('a subject access request, from report to close', () => {
  let desk: SlackDesk;
  let id: string;

  const OTHER = { name: '207/[Mr Bell]_01632960777-207_20261123160000(7002).wav', wav: buildWav(NOISE) };

  beforeAll(async () => {
    desk = await startSlackDesk({ calls: [CALL, OTHER], clock: createTestClock(toInstant('2026-11-24T10:00:00Z')) });
  });
  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const held = () => namesIn(desk.azurite.connectionString, 'holds');
  const caseCard = (audience = PRIYA) => desk.card(id, 'case', audience);
  const step = async (button: string, typed: Readonly<Record<string, string>>) => {
    const sent = await desk.slack.submit(PRIYA, await desk.open(PRIYA, await caseCard(), button), typed);
    await desk.settled();
    return sent;
  };

  it('alerts the DPO with the due date, and tells the reporter', async () => {
    const sent = await desk.fill(RITA, '/subject-access', REPORT);
    id = /S-[0-9A-Z]{7}/.exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0] ?? '';
    expect(id).not.toBe('');
    await desk.settled();
    const card = wordsOf(await caseCard());
    expect(card).toContain('Answer due Thu 24 Dec 2026: 30 days left.');
    expect(card).toContain('Mrs Alder, 14 Mill Lane');
    expect(wordsOf(await desk.card(id, 'case', 'dpo'))).toContain('Every call of mine');
    expect(wordsOf(await desk.card(id, 'report-received', RITA))).toContain('Sent to the Data Protection Officer');
  });

  it('holds what matches at once, each copy with its hash, and nothing else', async () => {
    await until('the copy', async () => (await held()).length === 1);
    const [name = ''] = await held();
    expect(name).toMatch(/^H-[0-9A-Z]{7}\/rec-[0-9a-f]{24}\.wav$/);
    const bytes = await bytesIn(desk.azurite.connectionString, 'holds', name);
    expect(bytes.equals(Buffer.from(CALL.wav))).toBe(true);
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    const [copy] = await desk.desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    expect(copy).toMatchObject({ state: 'held', fault: null });
    expect(copy?.sha256).toBe(createHash('sha256').update(CALL.wav).digest('hex'));
    await until('the card to say so', async () => wordsOf(await caseCard()).includes('1 held and checked'));
  });

  it('releases nothing before somebody is known to be who they say', async () => {
    expect(buttonsOf(await caseCard()).map(({ text }) => text.text)).not.toContain('Release a recording');
    await step('Identity verified', { on: '2026-11-24', text: 'Known to the practice; signature compared.' });
    expect(wordsOf(await caseCard())).toContain('Identity verified, Tue 24 Nov 2026');
    expect(buttonsOf(await caseCard()).map(({ text }) => text.text)).toContain('Release a recording');
  });

  it('gives back a form with what was typed when a date cannot be', async () => {
    const form = await desk.open(PRIYA, await caseCard(), 'Ask for clarification');
    const sent = await desk.slack.submit(PRIYA, form, { on: '2026-11-23', text: 'Which calls?' });
    expect(sent).toEqual({
      kind: 'errors',
      errors: { on: 'This is before the request came. Choose the day it happened.' },
    });
  });

  it('stands still while it waits for clarification, and shows both counts afterwards', async () => {
    await step('Ask for clarification', { on: '2026-11-24', text: 'All calls, or those about the bill?' });
    expect(wordsOf(await caseCard())).toContain('The clock stands still since Tue 24 Nov 2026');
    desk.clock.set(toInstant('2026-11-27T10:00:00Z'));
    await step('Clarification received', { on: '2026-11-27', text: 'The bill.' });
    const card = wordsOf(await caseCard());
    expect(card).toContain('end of Tue 29 Dec 2026');
    expect(card).not.toContain('The clock stands still since Tue 24 Nov 2026: waiting');
  });

  it('lets a director agree, in the director’s own chat, to what the DPO raised', async () => {
    const form = await desk.open(PRIYA, await caseCard(), 'Release a recording');
    expect(filledIn(form)).toMatchObject({ from: '0:00', days: '30', mode: 'listen' });
    const sent = await desk.slack.submit(PRIYA, form, {
      from: '0:02',
      to: '0:08',
      mode: 'copy',
      reason: 'It is the call about the bill.',
    });
    expect(sent.kind).toBe('closed');
    await desk.settled();
    const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
    expect(request).toMatchObject({ state: 'awaiting-approval', caseId: id, requestedBy: PRIYA });
    expect(request?.agreements.map(({ seat, by }) => [seat, by])).toEqual([['dpo', PRIYA]]);
    const asked = await desk.card(request?.id ?? '', 'approver', DANA);
    expect(wordsOf(asked)).toContain('held');
    await desk.approve(DANA, asked, {});
    expect((await desk.request(request?.id ?? '')).state).toBe('released');
    const release = wordsOf(await desk.card(request?.id ?? '', 'release', PRIYA));
    expect(release).toContain('Silence others’ words first');
    expect(release).toContain('0:02 to 0:08');
  });

  it('keeps the held copy, and what was released of it, when the live recording goes on time', async () => {
    const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
    desk.clock.set(addDays(toInstant('2026-11-27T10:00:00Z'), 27));
    await pass(desk);
    expect(await namesIn(desk.azurite.connectionString, 'recordings')).toEqual([]);
    expect(await held()).toHaveLength(1);
    expect((await desk.request(request?.id ?? '')).state).toBe('released');
    expect(wordsOf(await desk.card(id, 'case', PRIYA))).toContain('1 held and checked');
  });

  it('is answered and closed, and keeps no step button', async () => {
    await step('Answered', { on: '2026-12-24', text: 'Link by e-mail, passcode by telephone.' });
    expect(wordsOf(await caseCard())).toContain('Dealt with on Thu 24 Dec 2026');
    await step('Close', { text: '' });
    expect(buttonsOf(await caseCard()).map(({ text }) => text.text)).toEqual(['Case pack']);
  });

  it('ends the hold by the DPO and one director, and by nobody else', async () => {
    const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
    const holdId = hold?.id ?? '';
    const actor = async (email: string) => {
      const found = await desk.desk.usecases.resolveActor(
        buildUser(email, { userId: desk.slack.emulator.userIds[email] ?? '' }),
      );
      if (!found.ok) throw new Error('nobody');
      return found.value;
    };
    const { proposeEnd, agreeToEnd } = desk.desk.usecases;
    expect(await agreeToEnd({ holdId, actor: await actor(DANA) })).toMatchObject({ ok: false });
    expect(await proposeEnd({ holdId, actor: await actor(TOM), values: { reason: 'x' } })).toMatchObject({
      error: { code: 'not-the-dpo' },
    });
    expect(await proposeEnd({ holdId, actor: await actor(PRIYA), values: { reason: 'Closed.' } })).toMatchObject({
      ok: true,
    });
    await desk.settled();
    const asked = await desk.card(holdId, 'hold-end', DANA);
    expect(await agreeToEnd({ holdId, actor: await actor(PRIYA) })).toMatchObject({
      error: { code: 'not-a-director' },
    });
    expect(await held()).toHaveLength(1);
    await desk.slack.press(DANA, asked, 'Agree, delete the copies');
    await until('the copy to go', async () => {
      await desk.settled();
      return (await held()).length === 0;
    });
    expect(wordsOf(await desk.card(holdId, 'hold-end', DANA))).toContain('Ended by Dana Drew');
    expect(buttonsOf(await desk.card(holdId, 'hold-end', DANA))).toEqual([]);
  });

  it('leaves an audit without any name, number or word somebody typed', async () => {
    expect(withoutHashes(await desk.allEvents())).not.toMatch(/alder|960123|mill lane|signature|bill|priya|rita/i);
  });
});
