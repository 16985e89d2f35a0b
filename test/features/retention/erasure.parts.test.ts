import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, DANA, PRIYA, RITA, TOM } from '../../builders.ts';
import { everythingKept, rowsOf } from '../../support/tables.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

/** The access ends after its day, the recording goes in December; both are erased twelve months later. */
const ACCESS_OVER = '2026-11-25T10:00:00Z';

const RECORDING_GOES = '2026-12-23T02:30:00Z';

const DAY_BEFORE = '2027-11-25T02:30:00Z';

const AFTER = '2027-12-24T02:30:00Z';

const NIGHT_AFTER = '2027-12-25T02:30:00Z';

/** Everything people typed about these calls, their numbers and the people outside, as any part of it would show. */
const TYPED = [
  'complaint about a bill',
  '1632960123',
  '01632 960123',
  'Mrs Alder',
  'Which bill was that',
  'The one of Friday',
  'Only the part about the price',
  'Nothing to do with this',
  'Mr Oakes asks for everything',
  'oakes@elsewhere.test',
  'We hold nothing of',
];

let desk: TeamsDesk;

let released: string;

let denied: string;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.meet('rita', 'tom', 'dana', 'david', 'priya');
  released = await desk.ask();
  await desk.desk.usecases.ask({
    requestId: released,
    actor: buildPerson({ email: DANA }),
    question: 'Which bill was that?',
  });
  await desk.desk.usecases.answer({
    requestId: released,
    actor: buildPerson({ email: RITA }),
    answer: 'The one of Friday.',
  });
  const agreed = await desk.desk.usecases.approve({
    requestId: released,
    actor: buildPerson({ email: DANA }),
    values: {
      recordingId: recordingIdOf(CALL.name),
      days: '1',
      mode: 'listen',
      comment: 'Only the part about the price.',
    },
  });
  if (!agreed.ok) throw new Error(JSON.stringify(agreed.error));
  denied = await desk.ask();
  await desk.desk.usecases.deny({
    requestId: denied,
    actor: buildPerson({ email: DANA }),
    reason: 'Nothing to do with this.',
  });
  const reported = await desk.desk.usecases.reportCase({
    actor: buildPerson({ email: TOM }),
    kind: 'subject-access',
    values: {
      from: 'Mr Oakes, oakes@elsewhere.test',
      receivedOn: '2026-11-24',
      channel: 'email',
      details: 'Mr Oakes asks for everything.',
    },
    idempotencyKey: 'case',
  });
  if (!reported.ok) throw new Error(JSON.stringify(reported.error));
  for (const [kind, values] of [
    ['answered', { on: '2026-11-24', text: 'We hold nothing of Mr Oakes.' }],
    ['closed', { text: '' }],
  ] as const) {
    const taken = await desk.desk.usecases.takeCaseStep({
      caseId: reported.value.id,
      actor: buildPerson({ email: PRIYA, roles: ['dpo'] }),
      kind,
      values,
    });
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  }
  const order = (values: Readonly<Record<string, string>>) =>
    desk.desk.usecases.orderDeletion({
      actor: buildPerson({ email: RITA, extensions: ['204'] }),
      reason: 'opt-out',
      values: { extension: '299', whenKind: 'now', ...values },
      idempotencyKey: 'order',
    });
  const asked = await order({});
  if (asked.ok || asked.error.kind !== 'unsure') throw new Error(JSON.stringify(asked));
  await order({ [asked.error.preview.sureField]: 'true' });
  await desk.settled();
});

afterAll(() => desk.stop());

const at = async (moment: string): Promise<void> => {
  desk.clock.set(toInstant(moment));
  await desk.tick();
  await desk.settled();
};

const found = (text: string): readonly string[] => TYPED.filter((each) => text.includes(each));

describe('personal data whose time is over', () => {
  it('is all there before', async () => {
    expect(found(everythingKept(desk.databaseFile))).toEqual(TYPED.filter((each) => each !== '01632 960123'));
    expect(desk.connector.messages(DIRECTORS).some(({ text }) => text.includes('Mrs Alder'))).toBe(true);
  });

  it('stays until the last of its months is over', async () => {
    await at(ACCESS_OVER);
    await at(RECORDING_GOES);
    await at(DAY_BEFORE);
    expect((await desk.request(released)).ask.reason).toContain('complaint about a bill');
  });

  it('is in no table afterwards', async () => {
    // Rita has left the practice meanwhile, and nothing names her.
    desk.practice.directory.people = desk.practice.directory.people.filter(({ email }) => email !== RITA);
    await at(AFTER);
    const kept = everythingKept(desk.databaseFile);
    expect(found(kept)).toEqual([]);
    expect(kept).not.toContain('Rita Reed');
    expect((await desk.request(released)).state).toBe('closed');
    expect((await desk.request(denied)).state).toBe('denied');
  });

  it('is in no byte of the database’s file either, nor of its log, while the desk runs', async () => {
    for (const ending of ['', '-wal']) {
      const bytes = await readFile(`${desk.databaseFile}${ending}`);
      expect(found(bytes.toString('utf8')), ending).toEqual([]);
    }
  });

  it('leaves no address of somebody who has left in any table, once their cards have been drawn again', async () => {
    await at(NIGHT_AFTER);
    const tables = rowsOf(desk.databaseFile, "select name from sqlite_master where type = 'table'").map(({ name }) =>
      String(name),
    );
    const naming = tables.filter((table) =>
      JSON.stringify(rowsOf(desk.databaseFile, `select * from "${table}"`)).includes(RITA),
    );
    expect(naming).toEqual([]);
  });

  it('leaves the audit whole', async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    const erasures = (await desk.allEvents()).filter(({ action }) => action === 'personal-data.erase');
    const sum = (what: string): number => erasures.reduce((total, { detail }) => total + Number(detail[what]), 0);
    expect([sum('requests'), sum('cases'), sum('orders'), sum('numbers')]).toEqual([2, 1, 1, 1]);
  });

  it('is taken off the cards of requests, wherever they stand', () => {
    for (const where of [DIRECTORS, chatOf('rita'), chatOf('priya')]) {
      const cards = desk.connector.messages(where).filter(({ text }) => text.includes('has been erased'));
      expect(found(cards.map(({ text }) => text).join('\n')), where).toEqual([]);
      expect(cards.length, where).toBeGreaterThan(0);
    }
    const inChats = [DIRECTORS, chatOf('rita'), chatOf('priya')].flatMap((where) => desk.connector.messages(where));
    const named = inChats.filter(({ text }) => text.includes('Rita Reed') && /R-[0-9A-Z]{7}/.test(text));
    expect(named.map(({ text }) => text)).toEqual([]);
    const all = [DIRECTORS, chatOf('rita')].flatMap((where) => desk.connector.messages(where));
    expect(found(all.map(({ text }) => text).join('\n'))).toEqual([]);
  });

  it('is taken off the DPO’s card of a subject access request', () => {
    const cards = desk.connector.messages(chatOf('priya')).map(({ text }) => text);
    expect(found(cards.join('\n'))).toEqual([]);
  });
});
