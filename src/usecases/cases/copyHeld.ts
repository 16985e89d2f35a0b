import { createHash } from 'node:crypto';
import type { HeldCopy } from '../../domain/case/hold.ts';
import type { AudioRefusal } from '../audioPorts.ts';
import { BlobMissing, type BlobRemover, type HoldVault, StorageUnavailable } from '../audioPorts.ts';
import type { Deps } from '../deps.ts';
import type { Stores } from '../ports.ts';
import { redrawCards } from '../postCards.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'cutter' | 'log'> & {
  readonly vault: HoldVault;
  readonly remover: BlobRemover;
};

/** Phone systems round the lengths they state, to whole seconds and sometimes up. */
const LENGTH_DIFFERS_MS = 2_000;

/** Copies one recording into `holds` and proves the copy. Safe to repeat; throws StorageUnavailable: the outbox tries again. */
export const createCopyHeld =
  (deps: Part) =>
  async (copyId: string): Promise<void> => {
    const copy = await deps.uow.read(({ holds }) => holds.findCopy(copyId));
    if (copy?.state !== 'copying') return;
    try {
      await deps.vault.copyIn(copy.recording.blobName, copy.blobName);
    } catch (error) {
      if (!(error instanceof BlobMissing)) throw error;
      return settle(deps, copy, {
        state: 'lost',
        fault: 'The recording was deleted before it could be copied.',
      });
    }
    const bytes = await deps.vault.read(copy.blobName);
    const fault = await faultOf(deps, copy, bytes);
    await settle(deps, copy, {
      state: fault === null ? 'held' : 'unproven',
      fault,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  };

/** Opens the copy and decodes it from end to end. Null when it is whole. */
async function faultOf({ cutter }: Part, { recording }: HeldCopy, bytes: Uint8Array): Promise<string | null> {
  if (bytes.length !== recording.bytes)
    return `The copy has ${bytes.length} bytes and the recording had ${recording.bytes}.`;
  const source = {
    bytes: bytes.length,
    name: recording.blobName,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  const decoded = await cutter.cut(source, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
  if (!decoded.ok) return refusalText(decoded.error);
  const { durationMs } = decoded.value;
  const differs = Math.abs(durationMs - recording.durationMs) > LENGTH_DIFFERS_MS;
  return recording.durationMs > 0 && differs
    ? `The copy is ${Math.round(durationMs / 1000)} seconds long and the call was ${Math.round(recording.durationMs / 1000)}.`
    : null;
}

const refusalText = (refusal: AudioRefusal): string =>
  refusal.kind === 'unsupported-audio'
    ? `The copy is ${refusal.format} audio, which the desk cannot open: have somebody listen to it.`
    : 'The copy does not open: its audio is damaged.';

type Outcome = Pick<HeldCopy, 'state' | 'fault'> & { readonly sha256?: string };

async function settle({ uow, clock, log, remover }: Part, copy: HeldCopy, outcome: Outcome): Promise<void> {
  if (outcome.state !== 'held')
    log.error('hold.not-proven', { recording: copy.recordingId, state: outcome.state });
  const superseded = await uow.run(async (stores) => {
    const now = clock.now();
    const current = await stores.holds.findCopy(copy.id);
    // Overruled or released while it was being made: what stands there now must go.
    if (current?.state !== 'copying') return true;
    const hold = await stores.holds.find(copy.holdId);
    await stores.holds.saveCopy({ ...current, ...outcome, heldAt: outcome.state === 'lost' ? null : now });
    await stores.audit.append({
      at: now,
      actor: 'desk',
      action: 'hold.copy',
      subject: hold?.caseId ?? copy.holdId,
      outcome: outcome.state === 'held' ? 'ok' : outcome.state,
      detail: { hold: copy.holdId, recording: copy.recordingId, sha256: outcome.sha256 ?? null },
    });
    if (outcome.state !== 'held' || (await isLast(stores, copy)))
      await redrawCards(stores, hold?.caseId ?? copy.holdId);
    return false;
  });
  if (superseded) await removeOr(remover, copy.blobName);
}

/** A hold’s cards are drawn when all of it stands, and not four hundred times. */
const isLast = async ({ holds }: Stores, { holdId }: HeldCopy): Promise<boolean> =>
  ((await holds.tally(holdId)).copying ?? 0) === 0;

async function removeOr(remover: BlobRemover, name: string): Promise<void> {
  const [removal] = await remover.remove('holds', [name]);
  if (removal?.outcome === 'locked' || removal?.outcome === 'failed')
    throw new StorageUnavailable('Storage keeps a copy whose hold is over');
}

/** Deletes the audio of one copy whose hold is over or that an order overrules. Safe to repeat. */
export const createDeleteHeld =
  ({ uow, clock, remover }: Part) =>
  async (copyId: string): Promise<void> => {
    const copy = await uow.read(({ holds }) => holds.findCopy(copyId));
    if (copy?.state !== 'deleted' && copy?.state !== 'overruled') return;
    await removeOr(remover, copy.blobName);
    await uow.run(async (stores) => {
      const hold = await stores.holds.find(copy.holdId);
      await stores.audit.append({
        at: clock.now(),
        actor: 'desk',
        action: 'hold.delete',
        subject: hold?.caseId ?? copy.holdId,
        outcome: 'ok',
        detail: { hold: copy.holdId, recording: copy.recordingId, overruled: copy.state === 'overruled' },
      });
    });
  };
