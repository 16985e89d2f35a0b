import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCutClip } from '../../../src/features/listening/cutClip.ts';
import { addMinutes, toInstant } from '../../../src/kernel/time.ts';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { randomIds } from '../../../src/platform/clock.ts';
import { buildPractice, buildUser, PRIYA, RITA } from '../../builders.ts';
import { FIELDS } from '../../support/particulars.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

const NOON = toInstant('2026-11-24T12:00:00Z');

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice(), NOON);
});

afterEach(() => desk.stop());

const actor = async (email: string) => {
  const found = await desk.usecases.resolveActor(buildUser(email));
  if (!found.ok) throw new Error('Nobody');
  return found.value;
};

/** A grant whose clip is still to be cut: released from a police case in an emergency. */
async function grantBeingCut() {
  const wav = buildWav({ codec: 'mulaw', channels: 2, durationMs: 4_000 });
  const start = addMinutes(NOON, -30);
  desk.storage.deliver('2026/11/24/call.wav', wav, { start, extension: '204', number: '01632960123' });
  await desk.tick();
  const report = { from: 'Police', receivedOn: '2026-11-24', channel: 'letter', details: 'A call' };
  const taken = await desk.usecases.reportCase({
    actor: await actor(RITA),
    kind: 'police',
    idempotencyKey: 'form',
    values: { ...FIELDS, ...report, numbers: '01632 960123', emergency: 'true' },
  });
  if (!taken.ok) throw new Error('Not reported');
  await desk.tick();
  const caseId = taken.value.id;
  const dpo = await actor(PRIYA);
  const urgent = { text: 'A life is at risk.' };
  await desk.usecases.takeCaseStep({ caseId, actor: dpo, kind: 'emergency', values: urgent });
  const [copy] = await desk.uow.read(({ holds }) => holds.findCopiesByState('held'));
  const values = { from: '0:00', to: '0:02', days: '7', mode: 'listen', reason: 'A life is at risk.' };
  const recordingId = copy?.recordingId ?? '';
  await desk.usecases.raiseRelease({ caseId, actor: dpo, values: { ...values, recordingId } });
  const [grant] = await desk.uow.read(({ grants }) => grants.findByState('cutting'));
  if (!grant) throw new Error('Nothing is to be cut');
  return grant;
}

it('leaves the clip that another instance was first to make', async () => {
  const { id } = await grantBeingCut();
  const { clips, archive, vault } = desk.storage;
  const slow = createCutClip({
    uow: desk.uow,
    clock: desk.clock,
    ids: randomIds,
    practice: buildPractice(),
    log: desk.log,
    cutter: createAudioCutter(),
    archive,
    vault,
    clips: {
      ...clips,
      put: async (...args) => {
        await clips.put(...args);
        await desk.tick();
      },
    },
  });
  await slow(id);
  const grant = await desk.uow.read(({ grants }) => grants.find(id));
  expect(grant?.state).toBe('ready');
  expect(desk.storage.namesIn('clips')).toEqual([grant?.clip?.blobName]);
});
