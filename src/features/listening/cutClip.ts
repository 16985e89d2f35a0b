import { createHash } from 'node:crypto';
import type { AudioRefusal, AudioSource } from '../../platform/audio/audio.ts';
import { BlobMissing, type HoldVault, StorageUnavailable } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import { type Audience, ownChat } from '../messaging/model/post.ts';
import { postMessage, postToAll, queueKeyOf, refreshMessages } from '../messaging/post.ts';
import { type FoundRecording, findRecording } from '../recordings/findRecording.ts';
import { oversightAudiences, withoutParties } from '../requests/approverAudiences.ts';
import { failGrant } from '../requests/endGrants.ts';
import type { Grant, GrantClip } from '../requests/model/grant.ts';
import { type ExpiryReason, release, soundEnding } from '../requests/model/life.ts';
import { blobsOfGrant, clipName } from './clipNames.ts';

type CutClipDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'archive' | 'clips' | 'cutter' | 'log'> & {
  readonly vault: HoldVault;
};

/** Cuts a grant's part and releases the request. Safe to repeat: the clip's name is the grant's, cut while it waits. */
export type CutClip = (grantId: string) => Promise<void>;

const DELETED_FIRST = 'The recording was deleted before the clip was cut.';

/** Throws StorageUnavailable when storage does not answer: the outbox tries again. */
export const createCutClip = (deps: CutClipDeps): CutClip => {
  const { uow, clips, cutter, log } = deps;
  return async (grantId) => {
    const { grant, found } = await uow.read(async (context) => {
      const grant = await context.grants.find(grantId);
      const request = grant && (await context.requests.find(grant.requestId));
      return { grant, found: grant && request && (await findRecording(context, request, grant.terms.recordingId)) };
    });
    if (grant?.state !== 'cutting') return;
    if (!found) return fail(deps, grant, { reason: 'recording-deleted' }, DELETED_FIRST);
    const source = sourceOf(deps, found);
    try {
      const cut = await cutter.cut(source, { fromMs: grant.terms.fromMs, toMs: grant.terms.toMs });
      if (!cut.ok) {
        log.warn('clip.unreadable', { grant: grant.id, fault: cut.error.kind });
        return await fail(deps, grant, endingOf(cut.error), audioRefusalText(cut.error));
      }
      const { wav, durationMs, peaks, mayLag } = cut.value;
      await clips.put(clipName(grant), wav);
      await succeed(deps, grant, {
        blobName: clipName(grant),
        bytes: wav.length,
        durationMs,
        sha256: createHash('sha256').update(wav).digest('hex'),
        peaks,
        mayLag,
      });
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      if (error instanceof BlobMissing) return await fail(deps, grant, { reason: 'recording-deleted' }, DELETED_FIRST);
      // Storage refuses it for good, or the file breaks what reads it: trying again would end the same way.
      log.error('clip.not-made', { grant: grant.id, fault: error instanceof Error ? error.name : typeof error });
      await fail(deps, grant, { reason: 'clip-refused' }, 'Storage or the file itself would not let a clip be made.');
    }
  };
};

/** From the held copy where there is one: it is proven, and stays. */
export const sourceOf = (
  { archive, vault }: Pick<Deps, 'archive'> & { readonly vault: Pick<HoldVault, 'readRange'> },
  { recording, held }: FoundRecording,
): AudioSource => ({
  bytes: recording.bytes,
  name: held === null ? recording.blobName : held.blobName,
  read: (offset, length) =>
    held === null
      ? archive.readRange(recording.blobName, offset, length)
      : vault.readRange(held.blobName, offset, length),
});

const endingOf = (refusal: AudioRefusal) =>
  soundEnding({ kind: refusal.kind, format: refusal.kind === 'unsupported-audio' ? refusal.format : null });

function audioRefusalText(refusal: AudioRefusal): string {
  switch (refusal.kind) {
    case 'unsupported-audio':
      return `The recording is ${refusal.format} audio, which the desk cannot cut.`;
    case 'broken-audio':
      return 'The recording’s audio file is damaged and cannot be read.';
    case 'no-sound':
      return 'There is no sound in the recording’s file.';
  }
}

/** The clip stands: the grant is ready, the request released, and those concerned are told. */
async function succeed(deps: CutClipDeps, grant: Grant, clip: GrantClip): Promise<void> {
  const { uow, practice, clips } = deps;
  const outcome = await uow.run(async (context) => {
    const { now } = context;
    const current = await context.grants.find(grant.id);
    const request = await context.requests.find(grant.requestId);
    // Another instance was first: what it made stands under the same name.
    if (current?.state === 'ready') return 'released';
    // Revoked while it was being cut: that act has ordered the clip's deletion, perhaps before it stood there.
    if (current?.state !== 'cutting' || !request) return 'superseded';
    // Deleted while it was being cut: a clip goes with its recording (policy 5.9).
    const found = await findRecording(context, request, grant.terms.recordingId);
    if (!found) return 'recording-gone';
    const next = release(request);
    if (!next.ok) return 'superseded';
    await context.grants.save({ ...current, state: 'ready', clip });
    await context.requests.save(next.value);
    await context.recordAudit('desk', {
      action: 'clip.cut',
      subject: request.id,
      detail: { grant: grant.id, recording: grant.terms.recordingId, sha256: clip.sha256, until: grant.until },
    });
    await refreshMessages(context, request.id, request.caseId);
    const holder = ownChat(grant.holder);
    const card = request.caseId === null ? 'requester' : 'release';
    await postMessage(context, { subject: request.id, card, audience: holder });
    const standing = await context.practiceNow();
    const others = (audiences: readonly Audience[]) =>
      withoutParties(audiences, standing, request, [found.recording], now);
    const overseers = await oversightAudiences(context, request, [found.recording]);
    const dpo = overseers.filter((each) => queueKeyOf(each) !== queueKeyOf(holder));
    await postToAll(context, request.id, 'access', dpo);
    const managers = practice.directory.businessManagers.map(ownChat);
    if (request.rule.tellBusinessManager) await postToAll(context, request.id, 'disciplinary-notice', others(managers));
    return 'released';
  });
  if (outcome === 'superseded') await clips.remove(clip.blobName);
  if (outcome === 'recording-gone') await fail(deps, grant, { reason: 'recording-deleted' }, DELETED_FIRST);
}

async function fail(
  deps: CutClipDeps,
  grant: Grant,
  why: { readonly reason: ExpiryReason; readonly format?: string | null },
  failure: string,
): Promise<void> {
  const { uow, clips } = deps;
  if ((await uow.read(({ grants }) => grants.find(grant.id)))?.state === 'ready') return;
  // An earlier try may have stored it and got no further. What storage will not remove now the nightly sweep does.
  await clips.remove(clipName(grant)).catch((error: unknown) => {
    if (error instanceof StorageUnavailable) throw error;
  });
  await uow.run((context) => failGrant(context, grant, { ...why, failure }));
}

/** Deletes a clip whose grant is over, and what was silenced of it. */
export const createDeleteClip =
  ({ uow, clips }: CutClipDeps) =>
  async (grantId: string): Promise<void> => {
    const grant = await uow.read(({ grants }) => grants.find(grantId));
    if (!grant || grant.state === 'ready' || grant.state === 'cutting') return;
    for (const name of blobsOfGrant(grant)) await clips.remove(name);
    const detail = { grant: grant.id };
    await uow.run(({ recordAudit }) =>
      recordAudit('desk', { action: 'clip.delete', subject: grant.requestId, detail }),
    );
  };
