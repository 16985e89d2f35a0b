import { createHash } from 'node:crypto';
import type { AuditEntry } from '../domain/audit/chain.ts';
import type { Grant, GrantClip, Redaction, SilencedSpan } from '../domain/release/grant.ts';
import { marginOf, settleSpans, totalMs, widenSpans } from '../domain/release/redaction.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import type { RequestId } from '../domain/request/request.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { BlobMissing, StorageUnavailable } from './audioPorts.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { silencedName } from './clipNames.ts';
import type { Deps } from './deps.ts';
import { actorId } from './linkLimits.ts';
import type { Who } from './personNow.ts';
import { redrawCards } from './postCards.ts';
import { outcomeOf, type Refused, refused } from './refused.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'clips' | 'cutter' | 'log'>;

interface Act {
  readonly requestId: RequestId;
  readonly actor: Who;
  /** Stretches of the clip as they were marked, in any order; none says that nothing needs silencing. */
  readonly spans: readonly SilencedSpan[];
}

/** Settles what of a clip may leave the practice. The clip stays as it is; each time gives audio of its own, and the one before is deleted. */
export type SettleRedaction = (act: Act) => Promise<Result<Redaction, Refused>>;

interface Made {
  readonly marked: readonly SilencedSpan[];
  readonly spans: readonly SilencedSpan[];
  /** Null where nothing had to be silenced: the clip itself is what may leave. */
  readonly silenced: GrantClip | null;
}

export const createSettleRedaction = (deps: Part): SettleRedaction => {
  const { uow, clock, practice } = deps;
  return async (act) => {
    const { result: release } = await uow.read((stores) => findRelease(stores, practice, act, clock.now()));
    const made = release.ok ? await make(deps, release.value, act.spans) : release;
    const settled = await settle(deps, act, made);
    const left = settled.ok ? settled.value.previous : made.ok ? made.value.silenced : null;
    if (left) await forget(deps, left);
    return settled.ok ? ok(settled.value.redaction) : refused(settled.error);
  };
};

/** The audio, stored under a name nothing points to yet. */
async function make(
  { ids, clips, cutter, log }: Part,
  { grant, clip }: CaseRelease,
  marked: readonly SilencedSpan[],
): Promise<Result<Made, Refusal>> {
  const settled = settleSpans(marked, clip.durationMs);
  if (!settled.ok) return settled;
  const spans = widenSpans(settled.value, marginOf(clip), clip.durationMs);
  if (spans.length === 0) return ok({ marked: [], spans, silenced: null });
  try {
    const cut = await cutter.silence(await clips.readRange(clip.blobName, 0, clip.bytes), spans);
    if (!cut.ok) {
      log.error('clip.not-silenced', { grant: grant.id, fault: cut.error.kind });
      throw new Error('A clip of the desk’s own making cannot be read');
    }
    const { wav, durationMs, peaks } = cut.value;
    const blobName = silencedName(grant, ids.unique());
    await clips.put(blobName, wav);
    const sha256 = createHash('sha256').update(wav).digest('hex');
    return ok({
      marked: settled.value,
      spans,
      silenced: { blobName, bytes: wav.length, durationMs, sha256, peaks },
    });
  } catch (error) {
    if (error instanceof BlobMissing) return err('access-ended');
    if (error instanceof StorageUnavailable) return err('storage-unavailable');
    throw error;
  }
}

/** Points the grant at what was made, if everything still stands; the attempt is audited whatever its outcome. */
const settle = (
  { uow, clock, practice }: Part,
  act: Act,
  made: Result<Made, Refusal>,
): Promise<Result<{ readonly redaction: Redaction; readonly previous: GrantClip | null }, Refusal>> =>
  uow.run(async (stores) => {
    const now = clock.now();
    const { person, request, result } = await findRelease(stores, practice, act, now);
    const settled = result.ok ? redacted(result.value, made, now) : result;
    await stores.audit.append({
      at: now,
      actor: await actorId(stores.people, person),
      action: 'clip.silence',
      subject: request ? request.id : '-',
      outcome: outcomeOf(settled),
      detail: settled.ok ? detailOf(settled.value) : {},
    });
    if (!settled.ok) return settled;
    const { grant, redaction } = settled.value;
    await stores.grants.save({ ...grant, redaction });
    await redrawCards(stores, grant.requestId);
    if (request?.caseId) await redrawCards(stores, request.caseId);
    const before = grant.redaction?.clip;
    return ok({ redaction, previous: before && before.blobName !== grant.clip?.blobName ? before : null });
  });

interface Settled {
  readonly grant: Grant;
  readonly redaction: Redaction;
}

function redacted(
  { grant, clip, person }: CaseRelease,
  made: Result<Made, Refusal>,
  at: Instant,
): Result<Settled, Refusal> {
  if (!made.ok) return made;
  const { spans, marked, silenced } = made.value;
  return ok({ grant, redaction: { spans, marked, by: person.email, at, clip: silenced ?? clip } });
}

const detailOf = ({ grant, redaction }: Settled): AuditEntry['detail'] => ({
  grant: grant.id,
  spans: redaction.spans.length,
  ms: totalMs(redaction.spans),
  sha256: redaction.clip.sha256,
});

/** What stays in storage because it does not answer goes at night. */
async function forget({ clips, log }: Part, { blobName }: GrantClip): Promise<void> {
  try {
    await clips.remove(blobName);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    log.warn('clip.not-deleted');
  }
}
