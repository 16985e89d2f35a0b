import { createHash } from 'node:crypto';
import type { AudioRefusal } from '../../../platform/audio/audio.ts';
import { sourceOfBytes } from '../../../platform/audio/wholeFile.ts';
import {
  type BlobRemover,
  type HoldVault,
  StorageUnavailable,
  unlessMissing,
} from '../../../platform/storage/ports.ts';
import { removeFrom } from '../../../platform/storage/removeEach.ts';
import type { Context, Deps } from '../../../stores.ts';
import { postToAll, refreshMessages } from '../../messaging/post.ts';
import { dpoAudiences } from '../../people/audiences.ts';
import { formatOffset } from '../../requests/model/part.ts';
import { marginOf, widenSpans } from '../../requests/model/redaction.ts';
import type { HeldLock } from '../model/heldLock.ts';
import type { HeldCopy } from '../model/hold.ts';
import { deleteUnwanted } from './deleteUnwanted.ts';
import { noteOnCases } from './noteOnCases.ts';

type RedactHeldDeps = Pick<Deps, 'uow' | 'cutter' | 'log'> & {
  readonly vault: HoldVault;
  readonly remover: BlobRemover;
};

type Redacted =
  | { readonly copy: HeldCopy; readonly before: string; readonly sha256Before: string | null }
  | { readonly fault: string };

/** A hold of after the decision: what it copies now may not be silent, so all of them are made anew then. */
const BEING_COPIED = 'Another copy of a call that is redacted is being made';

/**
 * Makes every copy of a locked call silent, in every channel, where the DPO said: the redacted audio takes the
 * place of the copy, whose own is deleted, and the call is unlocked. Where a copy cannot be decoded the lock
 * stands and says why. Safe to repeat; throws StorageUnavailable when storage does not answer.
 */
export const createRedactCopies =
  (deps: RedactHeldDeps) =>
  async (lockId: string): Promise<void> => {
    const { uow, log, remover } = deps;
    const found = await uow.read(async ({ holds }) => {
      const lock = await holds.findLock(lockId);
      return lock && { lock, copies: await holds.standingCopies(lock.recordingId) };
    });
    if (found?.lock.state !== 'redacting') return;
    const { lock, copies } = found;
    if (copies.some(({ state }) => state === 'copying')) throw new StorageUnavailable(BEING_COPIED);
    const made: Redacted[] = [];
    for (const copy of copies) made.push(await redactCopy(deps, lock, copy));
    if (made.some((each) => 'fault' in each)) log.warn('evidence.not-redacted', { lock: lockId });
    const standing = await uow.run(async (context) => {
      const current = await context.holds.findLock(lockId);
      if (current?.state === 'redacting') await settle(context, current, copies, made);
      return context.holds.standingCopies(lock.recordingId);
    });
    // Another instance may have been first, and what it made has the same names.
    const used = new Set(standing.map(({ blobName }) => blobName));
    for (const each of made)
      if (!('fault' in each) && !used.has(each.copy.blobName)) await remove(remover, each.copy.blobName);
  };

/** The redacted audio takes the place of every copy; or of none, and the lock says why. */
async function settle(
  context: Context,
  lock: HeldLock,
  copies: readonly HeldCopy[],
  made: readonly Redacted[],
): Promise<void> {
  const { holds, outbox } = context;
  const fault = made.find((each) => 'fault' in each)?.fault;
  if (fault !== undefined) {
    await holds.saveLock({ ...lock, state: 'open', spans: [], decision: null, fault });
    await refreshMessages(context, lock.id);
    return postToAll(context, lock.id, 'held-lock', await dpoAudiences(context), true);
  }
  const known = new Set(copies.map(({ id }) => id));
  if ((await holds.standingCopies(lock.recordingId)).some(({ id }) => !known.has(id)))
    throw new StorageUnavailable(BEING_COPIED);
  const spans = lock.spans.map(({ fromMs, toMs }) => `${formatOffset(fromMs)}-${formatOffset(toMs)}`).join(', ');
  for (const each of made) {
    if ('fault' in each) continue;
    const { copy, before, sha256Before } = each;
    await holds.saveCopy(copy);
    await outbox.enqueue(`held:${copy.id}`, { kind: 'delete-unredacted', blobName: before });
    await context.recordAudit('desk', {
      action: 'evidence.redacted',
      subject: lock.id,
      detail: { hold: copy.holdId, recording: copy.recordingId, sha256: copy.sha256, sha256Before, spans },
    });
  }
  await holds.saveLock({ ...lock, state: 'redacted' });
  await deleteUnwanted(context, [lock]);
  const order = lock.orderId;
  await noteOnCases(context, copies, { kind: 'evidence-decided', order, decision: 'redacted', spans });
  await refreshMessages(context, lock.id, order);
}

async function redactCopy({ vault, cutter }: RedactHeldDeps, lock: HeldLock, copy: HeldCopy): Promise<Redacted> {
  const bytes = await unlessMissing(vault.read(copy.blobName));
  if (!bytes) return { fault: 'A copy of this call is not there any more: look at its hold.' };
  const source = sourceOfBytes(bytes, copy.blobName);
  const whole = await cutter.check(source);
  if (!whole.ok) return { fault: faultText(whole.error) };
  const { durationMs } = whole.value;
  const cut = await cutter.cut(source, { fromMs: 0, toMs: durationMs });
  if (!cut.ok) return { fault: faultText(cut.error) };
  if (lock.spans.some(({ toMs }) => toMs > cut.value.durationMs + 1))
    return { fault: `The call is ${formatOffset(cut.value.durationMs)} long, so the parts must lie within that.` };
  const spans = widenSpans(lock.spans, marginOf(cut.value), cut.value.durationMs);
  const silenced = await cutter.silence(cut.value.wav, spans);
  if (!silenced.ok) return { fault: faultText(silenced.error) };
  const { wav } = silenced.value;
  // The same name each time: a try that was cut off leaves nothing that the next does not write over.
  const blobName = `${copy.holdId}/${copy.recordingId}-${lock.id}.wav`;
  await vault.put(blobName, wav);
  return {
    before: copy.blobName,
    sha256Before: copy.sha256,
    copy: {
      ...copy,
      blobName,
      state: 'held',
      fault: null,
      sha256: createHash('sha256').update(wav).digest('hex'),
      recording: { ...copy.recording, bytes: wav.length, durationMs: silenced.value.durationMs },
    },
  };
}

const faultText = (refusal: AudioRefusal): string =>
  refusal.kind === 'unsupported-audio'
    ? `The copy is ${refusal.format} audio, which the desk cannot silence: delete it or unlock it.`
    : 'The copy does not open, so nothing in it can be silenced: delete it or unlock it.';

/** Deletes what a copy was before it was redacted. Safe to repeat; throws StorageUnavailable. */
export const createDeleteUnredacted =
  ({ remover }: Pick<RedactHeldDeps, 'remover'>) =>
  (blobName: string): Promise<void> =>
    remove(remover, blobName);

const remove = (remover: BlobRemover, blobName: string): Promise<void> =>
  removeFrom(remover, 'holds', [blobName], 'Storage keeps a copy that has been redacted');
