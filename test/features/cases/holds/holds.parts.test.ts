import { afterEach, describe, expect, it } from 'vitest';
import type { HoldView } from '../../../../src/features/cases/loadCaseView.ts';
import { addDays, addHours, addMinutes, toInstant } from '../../../../src/kernel/time.ts';
import { buildPractice, DANA, PRIYA, RITA } from '../../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../../support/simulatedDesk.ts';
import { buildWav } from '../../../support/wav.ts';

const NOON = toInstant('2026-11-24T12:00:00Z');

/** Holds by the month, on a storage in memory that keeps the real one's contract. */
describe('holds', () => {
  let desk: SimulatedDesk;
  afterEach(async () => {
    expect(await desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const wav = buildWav({ codec: 'mulaw', durationMs: 2_000 });
  const deliver = (name: string, start: string, more: Readonly<Record<string, string>> = {}): void =>
    desk.storage.deliver(`${start.slice(0, 10).replaceAll('-', '/')}/${name}.wav`, wav, {
      start,
      extension: '204',
      number: '01632960123',
      direction: 'inbound',
      duration: '2',
      ...more,
    });
  const begin = async (): Promise<void> => {
    desk = await startSimulatedDesk(buildPractice(), NOON);
  };
  const actor = (email: string) => desk.actor(email);
  const report = async (values: Readonly<Record<string, string>> = {}): Promise<string> => {
    const taken = await desk.usecases.reportCase({
      actor: await actor(RITA),
      kind: 'subject-access',
      idempotencyKey: `form-${Math.random()}`,
      values: {
        from: 'Mrs Alder',
        receivedOn: '2026-11-24',
        channel: 'letter',
        details: 'My calls',
        numbers: '01632 960123',
        ...values,
      },
    });
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    await desk.tick();
    return taken.value.id;
  };
  const tallyOf = async (id: string): Promise<HoldView['tally']> => {
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    return hold ? desk.uow.read(({ holds }) => holds.tally(hold.id)) : {};
  };
  const pass = async (days: number): Promise<void> => {
    for (let night = 0; night < days; night += 1) {
      desk.clock.set(addDays(desk.clock.now(), 1));
      await desk.tick();
    }
  };

  it('keep four hundred recordings of one case past the nightly deletions of a month', async () => {
    await begin();
    for (let at = 0; at < 400; at += 1) deliver(`call-${at}`, addMinutes(NOON, -at * 60));
    deliver('other', addHours(NOON, -1), { number: '01632960777' });
    await desk.tick();
    const id = await report();
    for (let round = 0; round < 5 && ((await tallyOf(id)).copying ?? 0) > 0; round += 1) await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 400 });
    await pass(31);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(400);
    const posts = await desk.uow.read((stores) => stores.posts.findBySubject(id));
    expect(posts.filter(({ card }) => card === 'case')).toHaveLength(1);
  });

  it('wait for storage that is gone, and lose nothing when it comes back in time', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    desk.storage.down = true;
    const id = await report();
    expect(await tallyOf(id)).toEqual({ copying: 1 });
    desk.clock.set(addHours(NOON, 1));
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ copying: 1 });
    desk.storage.down = false;
    desk.clock.set(addHours(NOON, 2));
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1 });
  });

  it('say that a recording is lost which was deleted before it could be copied, and go on', async () => {
    await begin();
    deliver('old', addDays(NOON, -28));
    deliver('new', addHours(NOON, -3));
    await desk.tick();
    desk.storage.down = true;
    const id = await report();
    desk.storage.down = false;
    const [old = ''] = desk.storage.namesIn('recordings');
    await desk.storage.remover.remove('recordings', [old]);
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1, lost: 1 });
  });

  it('tell the DPO of a lost recording in a message of its own, and the managers in the morning', async () => {
    await begin();
    deliver('old', addDays(NOON, -28));
    await desk.tick();
    desk.storage.down = true;
    const id = await report();
    desk.storage.down = false;
    await desk.storage.remover.remove('recordings', desk.storage.namesIn('recordings'));
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    const told = await desk.uow.read(({ posts }) => posts.findBySubject(hold?.id ?? ''));
    expect(told.map(({ card, urgent, audience }) => ({ card, urgent, audience }))).toEqual([
      { card: 'hold', urgent: true, audience: { kind: 'person', email: PRIYA } },
    ]);
    await pass(1);
    const first = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    expect(JSON.stringify(first)).toContain('1 recording is lost');
    await pass(2);
    const later = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-27'));
    expect(JSON.stringify(later)).toContain('"date":"2026-11-27"');
    expect(JSON.stringify(later)).not.toContain('is lost');
  });

  it('begin with the first recording that arrives late, where nothing was stored when the case was reported', async () => {
    await begin();
    const id = await report();
    expect(await tallyOf(id)).toEqual({});
    deliver('late', addHours(NOON, -3));
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1 });
    await pass(31);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
  });

  it('take what arrives while their end waits for a director, and nothing once two people have ended them', async () => {
    await begin();
    deliver('first', addHours(NOON, -5));
    await desk.tick();
    const id = await report();
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    const holdId = hold?.id ?? '';
    await desk.usecases.proposeEnd({ holdId, actor: await actor(PRIYA), values: { reason: 'Over.' } });
    deliver('late', addHours(NOON, -4));
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 2 });
    await desk.usecases.agreeToEnd({ holdId, actor: await actor(DANA) });
    deliver('later', addHours(NOON, -3));
    desk.clock.set(addMinutes(NOON, 20));
    await desk.tick();
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ deleted: 2 });
    expect(await desk.uow.read(({ holds }) => holds.findByCase(id))).toHaveLength(1);
  });

  it('keep for a second case what only the first one’s still has, whether or not that one ends', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    const first = await report();
    await pass(31);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    const second = await report({ receivedOn: '2026-12-20' });
    expect(await tallyOf(second)).toEqual({ held: 1 });
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(first));
    const holdId = hold?.id ?? '';
    await desk.usecases.proposeEnd({ holdId, actor: await actor(PRIYA), values: { reason: 'Over.' } });
    await desk.usecases.agreeToEnd({ holdId, actor: await actor(DANA) });
    await desk.tick();
    expect(await tallyOf(first)).toEqual({ deleted: 1 });
    expect(await tallyOf(second)).toEqual({ held: 1 });
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
    // And by a search, into a hold of its own.
    const priya = await actor(PRIYA);
    const found = await desk.usecases.findRecordings({
      actor: priya,
      values: { reason: 'A claim', numbers: '01632 960123' },
    });
    if (!found.ok) throw new Error('Not found');
    const used = await desk.usecases.holdFound({
      actor: priya,
      searchId: found.value.search.id,
      recordingId: null,
      values: { to: 'hold', reason: 'A claim' },
    });
    await desk.tick();
    expect(used.ok).toBe(true);
    expect(desk.storage.namesIn('holds')).toHaveLength(2);
  });

  it('are of everything that is meant: more than a thousand calls of one extension too', async () => {
    await begin();
    for (let at = 0; at < 1_100; at += 1) deliver(`call-${at}`, addMinutes(NOON, -at * 30));
    await desk.tick();
    const id = await report({ numbers: '', details: 'Every call I took', extension: '204' });
    for (let round = 0; round < 12 && ((await tallyOf(id)).copying ?? 0) > 0; round += 1) await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1_100 });
  });

  it('stand though the desk stopped between a copy and its proof, and the recording went meanwhile', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    const [name = ''] = desk.storage.namesIn('recordings');
    desk.storage.down = true;
    const id = await report();
    desk.storage.down = false;
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    const [copy] = await desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    await desk.storage.vault.copyIn(name, copy?.blobName ?? '');
    await desk.storage.remover.remove('recordings', [name]);
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1 });
  });

  it('find what was deleted yesterday as a receipt, and hold nothing of it', async () => {
    await begin();
    deliver('old', addDays(NOON, -29));
    await desk.tick();
    await pass(1);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    const id = await report({ receivedOn: '2026-11-25' });
    expect(await tallyOf(id)).toEqual({});
    const found = await desk.usecases.findRecordings({
      actor: await actor(PRIYA),
      values: { reason: `Case ${id}`, numbers: '+44 1632 960123' },
    });
    expect(found).toMatchObject({ ok: true, value: { found: [{ kind: 'deleted' }] } });
  });

  it('take what the phone system delivers late, of calls before the report, and not what comes after it', async () => {
    await begin();
    deliver('first', addHours(NOON, -5));
    await desk.tick();
    const id = await report();
    desk.clock.set(addHours(NOON, 1));
    deliver('late', addHours(NOON, -2));
    deliver('after', addMinutes(NOON, 30));
    await desk.tick();
    desk.clock.set(addHours(NOON, 2));
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 2 });
  });

  it('prove each copy against the recording’s sound: one that does not open is an alarm and no hold', async () => {
    await begin();
    deliver('whole', addHours(NOON, -1));
    // The phone system states a minute; there are two seconds of sound, and all of them are copied.
    deliver('short', addHours(NOON, -2), { duration: '60' });
    desk.storage.deliver(
      '2026/11/24/noise.wav',
      Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7) % 256),
      { start: addHours(NOON, -3), extension: '204', number: '01632960123', duration: '2' },
    );
    await desk.tick();
    const id = await report();
    expect(await tallyOf(id)).toEqual({ held: 2, unverified: 1 });
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    const copies = await desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    const faults = copies.flatMap(({ fault }) => (fault === null ? [] : [fault]));
    expect(faults.join(' ')).toMatch(/cannot open|does not open/);
    await pass(1);
    const summary = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    expect(JSON.stringify(summary)).toContain('1 held recording is copied but could not be opened');
  });

  it('place nothing where nobody said which calls are meant: everything would be held', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    const id = await report({ numbers: '' });
    expect(await desk.uow.read(({ holds }) => holds.findByCase(id))).toEqual([]);
  });

  it('do not end by their day: the DPO is told, each day, until somebody renews or ends them', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    const id = await report();
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    expect(hold?.endsOn).toBe('2027-05-24');
    const cards = async () =>
      (await desk.uow.read((stores) => stores.posts.findBySubject(hold?.id ?? ''))).filter(
        ({ card }) => card === 'hold',
      ).length;
    desk.clock.set(toInstant('2027-05-23T12:00:00Z'));
    await desk.tick();
    const before = await cards();
    await desk.tick();
    expect(await cards()).toBe(before);
    await pass(1);
    expect(await cards()).toBe(before + 1);
    await pass(1);
    expect(await cards()).toBe(before + 2);
    expect(await tallyOf(id)).toEqual({ held: 1 });
    const renewed = await desk.usecases.renewHold({
      holdId: hold?.id ?? '',
      actor: await actor(PRIYA),
      values: { endsOn: '2027-09-01' },
    });
    expect(renewed).toMatchObject({ ok: true, value: { hold: { endsOn: '2027-09-01' } } });
    await pass(1);
    expect(await cards()).toBe(before + 2);
  });

  it('are counted in the morning’s report', async () => {
    await begin();
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    await report();
    await pass(1);
    const summary = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    expect(summary).toMatchObject({ report: { held: 1 } });
    expect(JSON.stringify(summary)).not.toContain('to be held for a case');
  });

  it('are ended by two people, never by one in both roles', async () => {
    desk = await startSimulatedDesk(buildPractice({ roles: { directors: [DANA, PRIYA], dpo: [PRIYA] } }), NOON);
    deliver('call', addHours(NOON, -3));
    await desk.tick();
    const id = await report();
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
    const holdId = hold?.id ?? '';
    const priya = await actor(PRIYA);
    expect(await desk.usecases.proposeEnd({ holdId, actor: priya, values: { reason: 'Over.' } })).toMatchObject({
      ok: true,
    });
    expect(await desk.usecases.agreeToEnd({ holdId, actor: priya })).toMatchObject({
      error: { code: 'already-agreed' },
    });
    expect(await desk.usecases.keepHold({ holdId, actor: await actor(DANA) })).toMatchObject({ ok: true });
    expect(await desk.usecases.agreeToEnd({ holdId, actor: await actor(DANA) })).toMatchObject({
      error: { code: 'hold-not-open' },
    });
    await desk.tick();
    expect(await tallyOf(id)).toEqual({ held: 1 });
  });
});
