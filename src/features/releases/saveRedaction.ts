import { createHash } from 'node:crypto';
import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import { StorageUnavailable } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import type { AuditRecord } from '../audit/model/auditRecord.ts';
import { redactedName } from '../listening/clipNames.ts';
import type { Session } from '../listening/openLink.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Who } from '../people/currentDirectory.ts';
import type { createChoosePart } from '../requests/hearFirst.ts';
import type { Grant, GrantClip, RedactedSpan, Redaction } from '../requests/model/grant.ts';
import { marginOf, settleSpans, totalMs, widenSpans } from '../requests/model/redaction.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { findVisit, recordPageRefusal, type VisitDeps } from './openPage.ts';

type SaveRedactionDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'clips' | 'cutter' | 'log'>;

interface RedactionInput {
  readonly requestId: RequestId;
  readonly actor: Who;
  /** Stretches of the clip as they were marked, in any order; none says that nothing needs silencing. */
  readonly spans: readonly RedactedSpan[];
}

/** Settles what of a clip may leave the practice, in audio of its own: the clip stays, the audio before it goes. */
export type SaveRedaction = (act: RedactionInput) => Promise<Result<Redaction, Refused>>;

interface RedactedFile {
  readonly marked: readonly RedactedSpan[];
  readonly spans: readonly RedactedSpan[];
  /** Null where nothing had to be silenced: the clip itself is what may leave. */
  readonly silenced: GrantClip | null;
}

export const createSaveRedaction = (deps: SaveRedactionDeps): SaveRedaction => {
  const { uow } = deps;
  return async (act) => {
    const { result: release } = await uow.read((context) => findRelease(context, act));
    const made = release.ok ? await make(deps, release.value, act.spans) : release;
    const settled = await settle(deps, act, made);
    const left = settled.ok ? settled.value.previous : made.ok ? made.value.silenced : null;
    if (left) await forget(deps, left);
    return settled.ok ? ok(settled.value.redaction) : refused(settled.error);
  };
};

/** The audio, stored under a name nothing points to yet. */
async function make(
  { ids, clips, cutter, log }: SaveRedactionDeps,
  { grant, clip }: CaseRelease,
  marked: readonly RedactedSpan[],
): Promise<Result<RedactedFile, Refusal>> {
  const settled = settleSpans(marked, clip.durationMs);
  if (!settled.ok) return settled;
  const spans = widenSpans(settled.value, marginOf(clip), clip.durationMs);
  if (spans.length === 0) return ok({ marked: [], spans, silenced: null });
  return fromStorage(async () => {
    const cut = await cutter.silence(await clips.readRange(clip.blobName, 0, clip.bytes), spans);
    if (!cut.ok) {
      log.error('clip.not-silenced', { grant: grant.id, fault: cut.error.kind });
      throw new Error('A clip of the desk’s own making cannot be read');
    }
    const { wav, durationMs, peaks } = cut.value;
    const blobName = redactedName(grant, ids.unique());
    await clips.put(blobName, wav);
    const sha256 = createHash('sha256').update(wav).digest('hex');
    const silenced = { blobName, bytes: wav.length, durationMs, sha256, peaks };
    return { marked: settled.value, spans, silenced };
  });
}

/** Points the grant at what was made, if everything still stands; the attempt is audited whatever its outcome. */
const settle = (
  { uow }: SaveRedactionDeps,
  act: RedactionInput,
  made: Result<RedactedFile, Refusal>,
): Promise<Result<{ readonly redaction: Redaction; readonly previous: GrantClip | null }, Refusal>> =>
  uow.run(async (context) => {
    const { now } = context;
    const { person, request, result } = await findRelease(context, act);
    const settled = result.ok ? redacted(result.value, made, now) : result;
    await context.recordAudit(person, {
      action: 'clip.redact',
      subject: request?.id,
      outcome: outcomeOf(settled),
      detail: settled.ok ? detailOf(settled.value) : {},
    });
    if (!settled.ok) return settled;
    const { grant, redaction } = settled.value;
    await context.grants.save({ ...grant, redaction });
    await refreshMessages(context, grant.requestId, request?.caseId);
    const before = grant.redaction?.clip;
    return ok({ redaction, previous: before && before.blobName !== grant.clip?.blobName ? before : null });
  });

interface Settled {
  readonly grant: Grant;
  readonly redaction: Redaction;
}

function redacted(
  { grant, clip, person }: CaseRelease,
  made: Result<RedactedFile, Refusal>,
  at: Instant,
): Result<Settled, Refusal> {
  if (!made.ok) return made;
  const { spans, marked, silenced } = made.value;
  return ok({ grant, redaction: { spans, marked, by: person.email, at, clip: silenced ?? clip } });
}

const detailOf = ({ grant, redaction }: Settled): NonNullable<AuditRecord['detail']> => ({
  grant: grant.id,
  spans: redaction.spans.length,
  ms: totalMs(redaction.spans),
  sha256: redaction.clip.sha256,
});

/** What stays in storage because it does not answer goes at night. */
async function forget({ clips, log }: SaveRedactionDeps, { blobName }: GrantClip): Promise<void> {
  try {
    await clips.remove(blobName);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    log.warn('clip.not-deleted');
  }
}
type SaveFromPageDeps = VisitDeps & {
  readonly saveRedaction: SaveRedaction;
  readonly choosePart: ReturnType<typeof createChoosePart>;
};

export type SaveRedactionFromPage = (act: {
  readonly visit: Session;
  readonly spans: readonly RedactedSpan[];
}) => Promise<Result<Pick<Redaction, 'marked' | 'spans'>, Refused>>;

/** What is marked on a page, settled for its clip or kept for an approval, as done by whom it was opened for. */
export const createSaveRedactionFromPage =
  (deps: SaveFromPageDeps): SaveRedactionFromPage =>
  async ({ visit, spans }) => {
    const visited = await findVisit(deps, visit);
    if (visited.ok && visited.value.link.page.kind === 'redaction') {
      const { requestId } = visited.value.link.page;
      return deps.saveRedaction({ requestId, actor: visited.value.person, spans });
    }
    if (visited.ok && visited.value.hearing && visited.value.link.page.kind === 'hearing') {
      const chosen = await deps.choosePart({ ...visited.value.link.page, actor: visited.value.person }, spans);
      return chosen.ok ? ok({ marked: [chosen.value], spans: [] }) : chosen;
    }
    const outcome = visited.ok ? 'link-unknown' : visited.error;
    await recordPageRefusal(deps, visit, { action: 'clip.redact', outcome });
    return refused(outcome);
  };
