import { createHash } from 'node:crypto';
import type { Grant, GrantClip } from '../domain/release/grant.ts';
import { type LapseReason, lapse, release } from '../domain/request/life.ts';
import { type AudioRefusal, BlobMissing } from './audioPorts.ts';
import type { Deps } from './deps.ts';
import type { Stores } from './ports.ts';
import { dpoAudiences, postCard, postToAll, redrawCards } from './postCards.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'archive' | 'clips' | 'cutter' | 'log'>;

/** Cuts a grant's part and releases the request. Safe to repeat: the clip's name is the grant's, and a grant no longer cutting is left alone. */
export type CutClip = (grantId: string) => Promise<void>;

const DELETED_FIRST = 'The recording was deleted before the clip was cut.';

const clipName = (grant: Grant): string => `${grant.id}.wav`;

/** The grant a clip's name stands for. */
export const grantIdOfClip = (name: string): string => name.replace(/\.wav$/, '');

/** Throws StorageUnavailable when storage does not answer: the outbox tries again. */
export const createCutClip = (deps: Part): CutClip => {
  const { uow, archive, clips, cutter, log } = deps;
  return async (grantId) => {
    const { grant, recording } = await uow.read(async ({ grants, recordings }) => {
      const found = await grants.find(grantId);
      return { grant: found, recording: found && (await recordings.find(found.terms.recordingId)) };
    });
    if (grant?.state !== 'cutting') return;
    if (!recording) return fail(deps, grant, 'recording-deleted', DELETED_FIRST);
    const source = {
      bytes: recording.bytes,
      name: recording.blobName,
      read: (offset: number, length: number) => archive.readRange(recording.blobName, offset, length),
    };
    try {
      const cut = await cutter.cut(source, { fromMs: grant.terms.fromMs, toMs: grant.terms.toMs });
      if (!cut.ok) {
        log.warn('clip.unreadable', { grant: grant.id, fault: cut.error.kind });
        return await fail(deps, grant, 'audio-unreadable', audioRefusalText(cut.error));
      }
      const { wav, durationMs, peaks } = cut.value;
      await clips.put(clipName(grant), wav);
      await succeed(deps, grant, {
        blobName: clipName(grant),
        bytes: wav.length,
        durationMs,
        sha256: createHash('sha256').update(wav).digest('hex'),
        peaks,
      });
    } catch (error) {
      if (!(error instanceof BlobMissing)) throw error;
      await fail(deps, grant, 'recording-deleted', DELETED_FIRST);
    }
  };
};

function audioRefusalText(refusal: AudioRefusal): string {
  return refusal.kind === 'unsupported-audio'
    ? `The recording is ${refusal.format} audio, which the desk cannot cut.`
    : 'The recording’s audio file is damaged and cannot be read.';
}

/** The clip stands: the grant is ready, the request released, and those concerned are told. */
async function succeed(deps: Part, grant: Grant, clip: GrantClip): Promise<void> {
  const { uow, clock, practice, clips } = deps;
  const outcome = await uow.run(async (stores) => {
    const now = clock.now();
    const current = await stores.grants.find(grant.id);
    const request = await stores.requests.find(grant.requestId);
    // Revoked while it was being cut: the act that revoked it has ordered the clip's deletion, perhaps before it stood there.
    if (current?.state !== 'cutting' || !request) return 'superseded';
    // Deleted while it was being cut: a clip goes with its recording (policy 5.9).
    if (!(await stores.recordings.find(grant.terms.recordingId))) return 'recording-gone';
    const next = release(request);
    if (!next.ok) return 'superseded';
    await stores.grants.save({ ...current, state: 'ready', clip });
    await stores.requests.save(next.value);
    await stores.audit.append({
      at: now,
      actor: 'desk',
      action: 'clip.cut',
      subject: request.id,
      outcome: 'ok',
      detail: {
        grant: grant.id,
        recording: grant.terms.recordingId,
        sha256: clip.sha256,
        until: grant.until,
      },
    });
    await redrawCards(stores, request.id);
    const holder = { kind: 'person', email: grant.holder } as const;
    await postCard(stores, { subject: request.id, card: 'clip-ready', audience: holder }, deps);
    await postToAll(stores, request.id, 'access', await dpoAudiences(stores, practice, now), deps);
    if (request.rule.tellBusinessManager)
      for (const email of practice.directory.businessManagers)
        await postCard(
          stores,
          { subject: request.id, card: 'disciplinary-notice', audience: { kind: 'person', email } },
          deps,
        );
    return 'released';
  });
  if (outcome === 'superseded') await clips.remove(clip.blobName);
  if (outcome === 'recording-gone') await fail(deps, grant, 'recording-deleted', DELETED_FIRST);
}

async function fail(deps: Part, grant: Grant, reason: LapseReason, failure: string): Promise<void> {
  const { uow, clock, clips } = deps;
  // An earlier try may have stored it and got no further.
  await clips.remove(clipName(grant));
  await uow.run(async (stores: Stores) => {
    const current = await stores.grants.find(grant.id);
    const request = await stores.requests.find(grant.requestId);
    if (current?.state !== 'cutting' || !request) return;
    const ended = lapse(request, reason, clock.now());
    await stores.grants.save({ ...current, state: 'failed', failure });
    if (ended.ok) await stores.requests.save(ended.value);
    await stores.audit.append({
      at: clock.now(),
      actor: 'desk',
      action: 'clip.cut',
      subject: request.id,
      outcome: reason,
      detail: { grant: grant.id },
    });
    await redrawCards(stores, request.id);
    const holder = { kind: 'person', email: grant.holder } as const;
    await postCard(stores, { subject: request.id, card: 'requester', audience: holder }, deps);
  });
}

/** Deletes a clip whose grant is over. */
export const createDeleteClip =
  ({ uow, clips, clock }: Part) =>
  async (grantId: string): Promise<void> => {
    const grant = await uow.read(({ grants }) => grants.find(grantId));
    if (!grant || grant.state === 'ready' || grant.state === 'cutting') return;
    await clips.remove(clipName(grant));
    await uow.run(({ audit }) =>
      audit.append({
        at: clock.now(),
        actor: 'desk',
        action: 'clip.delete',
        subject: grant.requestId,
        outcome: 'ok',
        detail: { grant: grant.id },
      }),
    );
  };
