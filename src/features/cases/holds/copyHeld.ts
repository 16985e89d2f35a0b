import { createHash } from 'node:crypto';
import { causeOf, Fault, isFinal } from '../../../kernel/fault.ts';
import type { HoldId } from '../../../kernel/ids.ts';
import type { AudioCutter, AudioRefusal } from '../../../platform/audio/audio.ts';
import { sourceOfBytes } from '../../../platform/audio/wholeFile.ts';
import { type BlobRemover, type HoldVault, unlessMissing } from '../../../platform/storage/ports.ts';
import { removeFrom } from '../../../platform/storage/removeEach.ts';
import type { Context, Deps } from '../../../stores.ts';
import type { AuditRecord } from '../../audit/model/auditRecord.ts';
import { postToAll, refreshMessages } from '../../messaging/post.ts';
import { dpoAudiences } from '../../people/audiences.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { type HeldCopy, isKept } from '../model/hold.ts';
import { deleteUnwanted } from './deleteUnwanted.ts';

type CopyHeldDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'cutter' | 'log'> & {
  readonly vault: HoldVault;
  readonly remover: BlobRemover;
};

/** What became of one copy. */
type Outcome = Pick<HeldCopy, 'state' | 'fault' | 'sha256'>;

interface CopyOutcome {
  readonly copy: HeldCopy;
  readonly outcome: Outcome;
}

/** Where the sound could not be measured when it was indexed, the length is what the phone system rounded. */
const LENGTH_DIFFERS_MS = 2_000;

/**
 * Copies recordings of one hold into `holds` and proves each copy. Safe to repeat. One that storage never lets
 * be copied is noted with the reason and stops no other: its live recording is kept, and it is tried again each
 * day. Throws the fault of one that may be copied at another try.
 */
export const createCopyHeld =
  (deps: CopyHeldDeps) =>
  async (copyIds: readonly string[]): Promise<void> => {
    const ordered = await deps.uow.read(({ holds }) => holds.findCopies(copyIds));
    const toCopy = ordered.filter(({ state }) => state === 'copying');
    const tried = await Promise.allSettled(
      toCopy.map(async (copy): Promise<CopyOutcome> => ({ copy, outcome: await make(deps, copy) })),
    );
    const superseded = await settle(
      deps,
      tried.flatMap((each, at) => {
        const copy = toCopy[at];
        if (each.status === 'fulfilled') return [each.value];
        return copy && !isPassing(each.reason) ? [{ copy, outcome: notCopied(each.reason) }] : [];
      }),
    );
    // Those whose hold was over before: an earlier try may have left something.
    const over = ordered.filter((copy) => copy.state !== 'copying' && !isKept(copy));
    await removeOr(deps.remover, [...superseded, ...over]);
    const failed = tried.find((each) => each.status === 'rejected' && !isFinal(each.reason));
    if (failed?.status === 'rejected') throw failed.reason;
  };

const copiesOf = (made: readonly CopyOutcome[]): readonly HeldCopy[] => made.map(({ copy }) => copy);

const isPassing = (error: unknown): boolean => error instanceof Fault && error.kind === 'passing';

const notCopied = (error: unknown): Outcome => ({
  state: 'copying',
  fault: `Storage does not let it be copied (${causeOf(error).code}).`,
  sha256: null,
});

async function make(deps: CopyHeldDeps, copy: HeldCopy): Promise<Outcome> {
  const bytes = await bytesOf(deps, copy);
  if (bytes === undefined)
    return { state: 'lost', fault: 'The recording was deleted before it could be copied.', sha256: null };
  const fault = await faultOf(deps.cutter, copy.recording, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { state: fault === null ? 'held' : 'unverified', fault, sha256 };
}

/**
 * The copy’s bytes, once it stands. Where the recording has gone, an earlier try may have copied it before
 * the desk stopped, or another hold keeps it. Undefined when nothing is left of it.
 */
async function bytesOf({ uow, vault }: CopyHeldDeps, copy: HeldCopy): Promise<Uint8Array | undefined> {
  const { recording, recordingId, blobName } = copy;
  if (await isThere(vault.copyIn(recording.blobName, blobName))) return vault.read(blobName);
  const before = await unlessMissing(vault.read(blobName));
  if (before) return before;
  for (const other of await uow.read(({ holds }) => holds.findKept([recordingId])))
    if (await isThere(vault.copyAgain(other.blobName, blobName))) return vault.read(blobName);
  return undefined;
}

const isThere = async (done: Promise<void>): Promise<boolean> => (await unlessMissing(done.then(() => true))) ?? false;

/** Opens the copy and decodes it from end to end. Null when it is whole. */
async function faultOf(cutter: AudioCutter, recording: Recording, bytes: Uint8Array): Promise<string | null> {
  if (bytes.length !== recording.bytes)
    return `The copy has ${bytes.length} bytes and the recording had ${recording.bytes}.`;
  const decoded = await cutter.check(sourceOfBytes(bytes, recording.blobName));
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

/** Each copy’s state with its audit event, all of them in one transaction. Gives the copies that must go again. */
async function settle(deps: CopyHeldDeps, made: readonly CopyOutcome[]): Promise<readonly HeldCopy[]> {
  const { uow, log } = deps;
  const [first] = made;
  if (!first) return [];
  const { holdId } = first.copy;
  const { over, faulty } = await uow.run(async (context) => {
    const { now } = context;
    const subject = (await context.holds.find(holdId))?.caseId ?? holdId;
    const { open, over } = sorted(made, await context.holds.findCopies(copiesOf(made).map(({ id }) => id)));
    for (const { copy, outcome } of open)
      await context.holds.saveCopy({ ...copy, ...outcome, heldAt: outcome.state === 'copying' ? null : now });
    const settled = open.filter(({ outcome }) => outcome.state !== 'copying');
    for (const each of settled) await context.recordAudit('desk', eventOf(each, subject));
    await deleteUnwanted(context, copiesOf(open));
    const faulty = open.filter(({ outcome }) => outcome.state !== 'held');
    if (faulty.length > 0) await alarm(context, holdId);
    if (faulty.length > 0 || (await isLast(context, holdId))) await refreshMessages(context, subject);
    return { over, faulty };
  });
  for (const { copy, outcome } of faulty)
    log.error('hold.not-proven', { recording: copy.recordingId, state: outcome.state });
  return over;
}

/** Tells the DPO in a message of its own that not all of a hold stands; once, since the card says what follows. */
async function alarm(context: Context, holdId: HoldId): Promise<void> {
  const told = await context.posts.findBySubject(holdId);
  if (told.some(({ card, urgent }) => card === 'hold' && urgent)) return;
  await postToAll(context, holdId, 'hold', await dpoAudiences(context), true);
}

/** By what stands now: what was overruled or released meanwhile must go, what another instance has settled stays. */
function sorted(made: readonly CopyOutcome[], current: readonly HeldCopy[]) {
  const standing = new Map(current.map((copy) => [copy.id, copy]));
  const open: CopyOutcome[] = [];
  const over: HeldCopy[] = [];
  for (const { copy, outcome } of made) {
    const now = standing.get(copy.id);
    if (now?.state === 'copying') open.push({ copy: now, outcome });
    else if (!now || !isKept(now)) over.push(copy);
  }
  return { open, over };
}

const eventOf = ({ copy, outcome }: CopyOutcome, subject: string): AuditRecord => ({
  action: 'hold.copy',
  subject,
  outcome: outcome.state === 'held' ? 'ok' : outcome.state,
  detail: { hold: copy.holdId, recording: copy.recordingId, sha256: outcome.sha256 },
});

/** A hold’s cards are drawn when all of it stands, and not four hundred times. */
const isLast = async ({ holds }: Context, holdId: HoldId): Promise<boolean> =>
  ((await holds.tally(holdId)).copying ?? 0) === 0;

/** Deletes the audio of copies whose hold is over. Throws StorageUnavailable. */
const removeOr = (remover: BlobRemover, copies: readonly Pick<HeldCopy, 'blobName'>[]): Promise<void> =>
  removeFrom(
    remover,
    'holds',
    copies.map(({ blobName }) => blobName),
    'Storage keeps a copy whose hold is over',
  );

/** Deletes the audio of one copy whose hold is over, or that the DPO gave up to an order. Safe to repeat. */
export const createDeleteHeld =
  ({ uow, remover }: Pick<CopyHeldDeps, 'uow' | 'remover'>) =>
  async (copyId: string): Promise<void> => {
    const copy = await uow.read(({ holds }) => holds.findCopy(copyId));
    if (copy?.state !== 'deleted' && copy?.state !== 'overruled') return;
    await removeOr(remover, [copy]);
    await uow.run(async (context) => {
      const hold = await context.holds.find(copy.holdId);
      await context.recordAudit('desk', {
        action: 'hold.delete',
        subject: hold?.caseId ?? copy.holdId,
        detail: { hold: copy.holdId, recording: copy.recordingId, overruled: copy.state === 'overruled' },
      });
    });
  };
