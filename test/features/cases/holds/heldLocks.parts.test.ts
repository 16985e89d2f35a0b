import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFault } from '../../../../src/features/cases/holds/lockView.ts';
import { createRedactCopies } from '../../../../src/features/cases/holds/redactHeld.ts';
import type { HeldLock } from '../../../../src/features/cases/model/heldLock.ts';
import type { Person } from '../../../../src/features/people/model/person.ts';
import { findPurgeQuestion } from '../../../../src/features/retention/askBeforePurge.ts';
import { addDays, addHours, addMinutes, dateIn, timeIn, toInstant } from '../../../../src/kernel/time.ts';
import { createAudioCutter } from '../../../../src/platform/audio/audioCutter.ts';
import { readWavHeader } from '../../../../src/platform/audio/wavHeader.ts';
import { buildPractice, DANA, PRIYA, RITA, TOM } from '../../../builders.ts';
import { FIELDS } from '../../../support/particulars.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../../support/simulatedDesk.ts';
import { buildWav } from '../../../support/wav.ts';

const NOON = toInstant('2026-11-24T12:00:00Z');
const ZONE = 'Europe/London';
const WAV = buildWav({ codec: 'mulaw', channels: 2, durationMs: 4_000 });

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice(), NOON);
});

afterEach(async () => {
  expect(await desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const deliver = (name: string, start: string, extension = '204', wav = WAV): void =>
  desk.storage.deliver(`${start.slice(0, 10).replaceAll('-', '/')}/${name}.wav`, wav, {
    start,
    extension,
    number: '01632960123',
    direction: 'inbound',
    duration: '4',
  });

const actor = (email: string) => desk.actor(email);

const report = async (kind: 'subject-access' | 'police', values: Readonly<Record<string, string>> = {}) => {
  const taken = await desk.usecases.reportCase({
    actor: await actor(RITA),
    kind,
    idempotencyKey: `form-${Math.random()}`,
    values: {
      ...(kind === 'police' ? FIELDS : {}),
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

let orders = 0;

/** Gives an order, and says yes to whatever it would take. */
const order = async (
  email: string,
  reason: 'card-payment' | 'opt-out',
  at: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const moment = toInstant(at);
  const values = { extension: '204', whenKind: 'at', date: dateIn(moment, ZONE), time: timeIn(moment, ZONE), ...more };
  orders += 1;
  const act = { actor: await actor(email), reason, idempotencyKey: `order-${orders}` };
  const asked = await desk.usecases.orderDeletion({ ...act, values });
  if (!asked.ok && asked.error.kind === 'unsure') {
    const sure = { ...values, [asked.error.preview.sureField]: 'true' };
    const given = await desk.usecases.orderDeletion({ ...act, values: sure });
    if (!given.ok) throw new Error(JSON.stringify(given.error));
  } else if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  await desk.tick();
};

const locks = (): Promise<readonly HeldLock[]> => desk.uow.read(({ holds }) => holds.standingLocks());

const theLock = async (): Promise<HeldLock> => {
  const [lock] = await locks();
  if (!lock) throw new Error('Nothing is locked');
  return lock;
};

const decide = async (
  which: 'redactHeld' | 'deleteLocked' | 'unlockHeld',
  values: Readonly<Record<string, string>>,
  email = PRIYA,
) => {
  const { id } = await theLock();
  const result = await desk.usecases[which]({ lockId: id, actor: await actor(email), values });
  await desk.tick();
  return result.ok ? 'ok' : result.error.code;
};

const release = async (caseId: string, recordingId: string) => {
  const result = await desk.usecases.raiseRelease({
    caseId,
    actor: await actor(PRIYA),
    values: { recordingId, from: '0:00', to: '0:02', days: '7', mode: 'listen', reason: 'She asked for it.' },
  });
  return result.ok ? 'ok' : result.error.kind === 'refused' ? result.error.refused.code : result.error;
};

/** The DPO and a director end the hold of a case. */
const endHold = async (caseId: string): Promise<void> => {
  const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(caseId));
  const holdId = hold?.id ?? '';
  await desk.usecases.proposeEnd({ holdId, actor: await actor(PRIYA), values: { reason: 'It is over.' } });
  expect(await desk.usecases.agreeToEnd({ holdId, actor: await actor(DANA) })).toMatchObject({ ok: true });
  await desk.tick();
};

/** From then on the DPO's word alone releases. */
const emergency = async (caseId: string): Promise<void> => {
  const values = { text: 'A life is at risk.' };
  await desk.usecases.takeCaseStep({ caseId, actor: await actor(PRIYA), kind: 'emergency', values });
};

describe('a deletion order that meets held calls', () => {
  it('leaves all 108 copies of a police case there, unheard, after 27 orders by one person without a role', async () => {
    const calls = Array.from({ length: 108 }, (_, at) => addMinutes(NOON, -30 - at * 5));
    for (const [at, start] of calls.entries()) deliver(`call-${at}`, start);
    await desk.tick();
    const caseId = await report('police');
    await emergency(caseId);
    await desk.tick();
    expect(desk.storage.namesIn('holds')).toHaveLength(108);
    for (let at = 0; at < 27; at += 1) await order(TOM, 'card-payment', addMinutes(NOON, -40 - at * 20));
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(108);
    const locked = await locks();
    expect(new Set(locked.map(({ recordingId }) => recordingId)).size).toBe(108);
    expect(await release(caseId, locked[0]?.recordingId ?? '')).toBe('evidence-locked');
    const cards = await desk.uow.read(({ posts }) => posts.findBySubject(locked[0]?.id ?? ''));
    expect(cards.map(({ card, audience }) => [card, audience])).toEqual([
      ['held-lock', { kind: 'person', email: PRIYA }],
    ]);
  }, 60_000);

  it('leaves both copies of a subject access case after an opt-out, and offers no deletion of them', async () => {
    deliver('first', addMinutes(NOON, -30));
    deliver('second', addMinutes(NOON, -25));
    await desk.tick();
    await report('subject-access');
    await order(RITA, 'opt-out', addMinutes(NOON, -28));
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(2);
    expect(await locks()).toHaveLength(2);
    expect(await decide('deleteLocked', { reason: 'The caller objected.' })).toBe('opt-out-keeps-hold');
    expect(desk.storage.namesIn('holds')).toHaveLength(2);
  });

  it('ends what could be heard of the held call, at once', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    const caseId = await report('police', { emergency: 'true' });
    await emergency(caseId);
    const [copy] = await desk.uow.read(async ({ holds }) =>
      holds.copiesOf((await holds.findByCase(caseId))[0]?.id ?? ''),
    );
    expect(await release(caseId, copy?.recordingId ?? '')).toBe('ok');
    await desk.tick();
    const [request] = await desk.uow.read(({ requests }) => requests.findByCase(caseId));
    const grant = () => desk.uow.read(({ grants }) => grants.findByRequest(request?.id ?? ''));
    expect((await grant())?.state).toBe('ready');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect((await grant())?.state).toBe('ended');
    expect(desk.storage.namesIn('clips')).toEqual([]);
  });

  it('is decided by the DPO alone, once, and never deleted by whoever reported it', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('subject-access');
    await order(PRIYA, 'card-payment', addMinutes(NOON, -30));
    expect(await decide('unlockHeld', { reason: 'Nothing in it.' }, DANA)).toBe('not-the-dpo');
    expect(await decide('deleteLocked', { reason: 'A card was read out.' })).toBe('own-order');
    expect(await decide('unlockHeld', { reason: ' ' })).toBe('reason-missing');
    const { id } = await theLock();
    expect(await decide('unlockHeld', { reason: 'No card was read out.' })).toBe('ok');
    const again = await desk.usecases.unlockHeld({
      lockId: id,
      actor: await actor(PRIYA),
      values: { reason: 'Again.' },
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'lock-decided' } });
    // The same order looks again each minute, and does not lock what was decided.
    desk.clock.set(addMinutes(NOON, 5));
    await desk.tick();
    expect(await locks()).toEqual([]);
  });

  it('is deleted for good when the DPO says so, and the case says it', async () => {
    deliver('card', addMinutes(NOON, -30));
    deliver('other', addHours(NOON, -4));
    await desk.tick();
    const caseId = await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect(await decide('deleteLocked', { reason: 'Nothing of it is needed.' })).toBe('ok');
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
    const found = await desk.uow.read(({ cases }) => cases.find(caseId));
    expect(found?.steps).toMatchObject([
      { kind: 'evidence-locked', by: 'desk', count: 1 },
      { kind: 'evidence-decided', decision: 'deleted' },
    ]);
  });

  it('is put to the DPO again each day until it is decided', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    const { id } = await theLock();
    const cards = async () => (await desk.uow.read(({ posts }) => posts.findBySubject(id))).length;
    expect(await cards()).toBe(1);
    for (const day of [1, 2]) {
      desk.clock.set(addDays(NOON, day));
      await desk.tick();
      desk.clock.set(addMinutes(addDays(NOON, day), 10));
      await desk.tick();
      expect(await cards()).toBe(1 + day);
    }
    await decide('unlockHeld', { reason: 'No card was read out.' });
    desk.clock.set(addDays(NOON, 3));
    await desk.tick();
    expect(await cards()).toBe(3);
  });

  it('waits with the live recording until the copy stands, which is locked then', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    desk.storage.copiesFail = true;
    await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect(desk.storage.namesIn('recordings')).toHaveLength(1);
    expect(desk.storage.namesIn('holds')).toEqual([]);
    expect(await locks()).toHaveLength(1);
    desk.storage.copiesFail = false;
    desk.clock.set(addMinutes(NOON, 10));
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
    expect(await locks()).toHaveLength(1);
  });

  it('is locked, and not gone, where it arrives late and answers a case that is open', async () => {
    deliver('other', addHours(NOON, -5));
    await desk.tick();
    await report('subject-access');
    deliver('just-stored', addMinutes(NOON, -20));
    desk.clock.set(addMinutes(NOON, 1));
    await desk.tick();
    await order(RITA, 'card-payment', addMinutes(NOON, -20));
    await order(RITA, 'card-payment', addMinutes(NOON, -10));
    deliver('not-yet-stored', addMinutes(NOON, -5));
    for (const minutes of [2, 12]) {
      desk.clock.set(addMinutes(NOON, minutes));
      await desk.tick();
    }
    expect(desk.storage.namesIn('recordings')).toEqual([expect.stringContaining('other')]);
    expect(desk.storage.namesIn('holds')).toHaveLength(3);
    expect(new Set((await locks()).map(({ recordingId }) => recordingId)).size).toBe(2);
  });

  it.each([
    'end of its hold',
    'deletion by the DPO',
  ])('is not asked about any more after the %s, however many orders met it', async (what) => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    const caseId = await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    await order(TOM, 'card-payment', addMinutes(NOON, -30));
    expect(await locks()).toHaveLength(2);
    if (what === 'end of its hold') await endHold(caseId);
    else await decide('deleteLocked', { reason: 'Nothing of it is needed.' });
    expect(desk.storage.namesIn('holds')).toEqual([]);
    expect(await locks()).toEqual([]);
  });

  it('goes with its hold where it waited for a copy', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    desk.storage.copiesFail = true;
    const caseId = await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect(desk.storage.namesIn('recordings')).toHaveLength(1);
    await endHold(caseId);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
  });

  it('is shown to no delegate, and decided by none, where a confidential case keeps it', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    const caseId = await report('police');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    const standsIn = { ...(await actor(DANA)), roles: ['director', 'dpo-delegate'] as const };
    const faultFor = async (person: Person) => {
      const lock = await theLock();
      return desk.uow.read((context) => lockFault(context, lock, person));
    };
    expect(await faultFor(standsIn)).toBeUndefined();
    await desk.usecases.markConfidential({ caseId, actor: await actor(PRIYA) });
    expect(await faultFor(standsIn)).toBe('confidential-case');
    expect(await faultFor(await actor(PRIYA))).toBeUndefined();
    expect(await faultFor(await actor(TOM))).toBe('not-the-dpo');
  });
});

describe('redacting a held call', () => {
  const redactedHeader = async (name: string) => {
    const wav = await desk.storage.vault.read(name);
    const header = await readWavHeader({
      bytes: wav.length,
      read: async (offset, length) => wav.subarray(offset, offset + length),
    });
    if (!header.ok) throw new Error('No WAV');
    return { wav, ...header.value };
  };

  it('makes the span silent in every channel of every copy, and the call may be heard again', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    const first = await report('police');
    await report('subject-access');
    await emergency(first);
    await order(RITA, 'card-payment', addMinutes(NOON, -30), { where: 'about one second in' });
    expect(desk.storage.namesIn('holds')).toHaveLength(2);
    expect((await theLock()).where).toBe('about one second in');
    const { recordingId } = await theLock();
    expect(await decide('redactHeld', { parts: '0:01-0:02' })).toBe('ok');
    expect(await locks()).toEqual([]);
    const names = desk.storage.namesIn('holds');
    expect(names).toHaveLength(2);
    for (const name of names) {
      const { wav, channels, sampleRate, parts, codec } = await redactedHeader(name);
      const [part] = parts;
      expect([codec, channels, part?.bytes]).toEqual(['pcm16', 2, 4 * sampleRate * 4]);
      const samples = new DataView(wav.buffer, wav.byteOffset + (part?.at ?? 0));
      const loudest = [0, 1, 2, 3].map((second) => {
        let peak = 0;
        for (let at = second * sampleRate * 2; at < (second + 1) * sampleRate * 2; at += 1)
          peak = Math.max(peak, Math.abs(samples.getInt16(at * 2, true)));
        return peak;
      });
      expect(loudest[1]).toBe(0);
      for (const second of [0, 2, 3]) expect(loudest[second]).toBeGreaterThan(1_000);
    }
    expect(await release(first, recordingId)).toBe('ok');
    const found = await desk.uow.read(({ cases }) => cases.find(first));
    expect(found?.steps.at(-2)).toMatchObject({ kind: 'evidence-decided', decision: 'redacted', spans: '0:01-0:02' });
  });

  it.each(['', 'the middle', '0:03-0:02', '0:05-0:06'])('refuses “%s”, and the call stays locked', async (parts) => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect(await decide('redactHeld', { parts })).toBe('spans-invalid');
    expect(await locks()).toHaveLength(1);
  });

  it('lets the live recording go that waited for a proven copy', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('subject-access');
    await desk.uow.run(async ({ holds }) => {
      for (const copy of await holds.findCopiesByState('held'))
        await holds.saveCopy({ ...copy, state: 'unverified', fault: 'It is longer than the call was.' });
    });
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    expect(desk.storage.namesIn('recordings')).toHaveLength(1);
    expect(await decide('redactHeld', { parts: '0:01-0:02' })).toBe('ok');
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
  });

  it.each([
    ['card-payment', PRIYA, '0:00-0:02, 0:02-0:04', 'own-order'],
    ['card-payment', PRIYA, '0:00-0:02.1', 'own-order'],
    ['card-payment', PRIYA, '0:00-0:02', 'ok'],
    ['opt-out', RITA, '0:00-0:02.1', 'opt-out-keeps-hold'],
    ['card-payment', RITA, '0:00-0:02, 0:02-0:04', 'ok'],
  ] as const)('of more than half of it counts as a deletion: a %s by %s, %s: %s', async (reason, by, parts, said) => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('subject-access');
    await order(by, reason, addMinutes(NOON, -30));
    expect(await decide('redactHeld', { parts })).toBe(said);
  });

  it('leaves what another instance has made meanwhile of the same call', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('police');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    const { id } = await theLock();
    const values = { parts: '0:01-0:02' };
    await desk.usecases.redactHeld({ lockId: id, actor: await actor(PRIYA), values });
    const { vault, remover } = desk.storage;
    const slow = createRedactCopies({
      uow: desk.uow,
      cutter: createAudioCutter(),
      log: desk.log,
      remover,
      vault: {
        ...vault,
        put: async (...args) => {
          await vault.put(...args);
          await desk.tick();
        },
      },
    });
    await slow(id);
    expect(await locks()).toEqual([]);
    const [copy] = await desk.uow.read(({ holds }) => holds.findCopiesByState('held'));
    expect(desk.storage.namesIn('holds')).toEqual([copy?.blobName]);
  });

  it('waits for a copy that a second hold has begun, and redacts that too', async () => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    await report('police');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    const { id, recordingId } = await theLock();
    const values = { parts: '0:01-0:02' };
    const decided = await desk.usecases.redactHeld({ lockId: id, actor: await actor(PRIYA), values });
    expect(decided.ok).toBe(true);
    desk.storage.copiesFail = true;
    await report('subject-access');
    expect(await locks()).toHaveLength(1);
    desk.storage.copiesFail = false;
    for (const minutes of [10, 20]) {
      desk.clock.set(addMinutes(NOON, minutes));
      await desk.tick();
    }
    expect(await locks()).toEqual([]);
    const copies = await desk.uow.read(({ holds }) => holds.copiesOfRecording(recordingId));
    expect(copies.map(({ state }) => state)).toEqual(['held', 'held']);
    expect(new Set(copies.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  it('says why where the copy cannot be decoded, and leaves it locked', async () => {
    deliver(
      'card',
      addMinutes(NOON, -30),
      '204',
      Uint8Array.from({ length: 4_000 }, (_, at) => at % 7),
    );
    await desk.tick();
    await report('subject-access');
    await order(RITA, 'card-payment', addMinutes(NOON, -30));
    await decide('redactHeld', { parts: '0:01-0:02' });
    expect(await theLock()).toMatchObject({ state: 'open', spans: [] });
    expect((await theLock()).fault).toContain('delete it or unlock it');
  });
});

describe('a recording that a hold still wants to copy', () => {
  it('is not deleted by the night: it is kept, locked and reported until the copy is proven', async () => {
    deliver('due', addDays(NOON, -28));
    deliver('not-held', addDays(NOON, -28), '209');
    await desk.tick();
    desk.storage.copiesFail = true;
    const caseId = await report('subject-access', { extension: '204', numbers: '' });
    for (const day of [1, 2, 3]) {
      desk.clock.set(addDays(NOON, day));
      await desk.tick();
    }
    expect(desk.storage.namesIn('recordings')).toEqual([expect.stringContaining('due')]);
    const [run] = await desk.uow.read(async ({ purges }) => [await purges.newest(desk.clock.now())]);
    expect(run).toMatchObject({ keptForHolds: 1, failed: 0, pastLimit: 0 });
    const summary = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-27'));
    expect(JSON.stringify(summary)).toContain('1 recording is kept past the limit, and locked');
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(caseId));
    const alarms = await desk.uow.read(({ posts }) => posts.findBySubject(hold?.id ?? ''));
    expect(alarms.some(({ card, urgent }) => card === 'hold' && urgent)).toBe(true);
    desk.storage.copiesFail = false;
    desk.clock.set(addDays(NOON, 4));
    await desk.tick();
    desk.clock.set(addDays(NOON, 5));
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('holds')).toHaveLength(1);
  });

  it('is not counted among what a night would delete, so that the DPO is not asked about it', async () => {
    for (let at = 0; at < 130; at += 1) deliver(`held-${at}`, addMinutes(addDays(NOON, -28), -at));
    for (const age of [28, 27, 26])
      for (let at = 0; at < 5; at += 1) deliver(`other-${age}-${at}`, addDays(NOON, -age), '209');
    deliver('new', NOON, '209');
    await desk.tick();
    desk.storage.copiesFail = true;
    await report('subject-access', { extension: '204', numbers: '' });
    for (const day of [1, 2, 3, 4]) {
      desk.clock.set(addDays(NOON, day));
      await desk.tick();
    }
    expect(desk.storage.namesIn('recordings').filter((name) => name.includes('other'))).toEqual([]);
    expect(desk.storage.namesIn('recordings')).toHaveLength(131);
    expect(await desk.uow.read(findPurgeQuestion)).toBeUndefined();
  });

  it('goes with the next night once the DPO has given it up in words, and not before', async () => {
    deliver('due', addDays(NOON, -28));
    await desk.tick();
    desk.storage.copiesFail = true;
    const caseId = await report('subject-access');
    desk.clock.set(addDays(NOON, 2));
    await desk.tick();
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(caseId));
    const giveUp = async (email: string, reason: string) => {
      const result = await desk.usecases.giveUpCopies({
        holdId: hold?.id ?? '',
        actor: await actor(email),
        values: { reason },
      });
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await giveUp(DANA, 'It is damaged.')).toBe('not-the-dpo');
    expect(await giveUp(PRIYA, '')).toBe('reason-missing');
    expect(await giveUp(PRIYA, 'The file is damaged on the phone system.')).toBe('ok');
    const [copy] = await desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    expect(copy).toMatchObject({ state: 'lost', fault: expect.stringContaining('The file is damaged') });
    desk.clock.set(addDays(NOON, 3));
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual([]);
  });

  it.each([
    [PRIYA, 1],
    [RITA, 0],
  ])('that %s reported for deletion is not given up by the DPO alone: %i left', async (by, left) => {
    deliver('card', addMinutes(NOON, -30));
    await desk.tick();
    desk.storage.copiesFail = true;
    const caseId = await report('subject-access');
    await order(by, 'card-payment', addMinutes(NOON, -30));
    await decide('unlockHeld', { reason: 'No card was read out.' });
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(caseId));
    const values = { reason: 'It cannot be copied.' };
    await desk.usecases.giveUpCopies({ holdId: hold?.id ?? '', actor: await actor(PRIYA), values });
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toHaveLength(left);
  });
});
