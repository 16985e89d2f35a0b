import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Deps } from '../../stores.ts';
import { type CaseRecord, stepOf } from '../cases/model/case.ts';
import { releaseFault } from '../cases/model/steps.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Who } from '../people/currentDirectory.ts';
import { recordDisclosure } from '../register/recordDisclosure.ts';
import type { Redaction } from '../requests/model/grant.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';

type TakeCopyDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'clips'>;

interface CopyInput {
  readonly requestId: RequestId;
  readonly actor: Who;
}

/** What is handed over. */
interface HandedCopy {
  /** A file name: `S-7K3MQ9A-R-7K3MQ9B.wav`. */
  readonly name: string;
  readonly wav: Uint8Array;
  readonly sha256: string;
}

interface CopyFound extends CaseRelease {
  readonly redaction: Redaction;
}

/** What its documents say of it. */
interface CopyFacts
  extends Pick<HandedCopy, 'name' | 'sha256'>,
    Pick<CopyFound, 'caseRecord' | 'request' | 'redaction'> {
  readonly recipient: string;
  readonly givenBy: string;
}

export type LookAtCopy = (act: CopyInput) => Promise<Result<CopyFacts, Refused>>;

/** Whether there is a copy to take, and its name; nothing is taken and nothing written down. */
export const createLookAtCopy =
  ({ uow }: TakeCopyDeps): LookAtCopy =>
  async (act) => {
    const found = await uow.read((context) => findRelease(context, act));
    const copy = copyOf(found.result);
    if (!copy.ok) return refused(copy.error);
    const { caseRecord, request, redaction, person } = copy.value;
    return ok({
      name: nameOf(copy.value),
      sha256: redaction.clip.sha256,
      caseRecord,
      request,
      redaction,
      recipient: recipientOf(caseRecord),
      givenBy: person.name,
    });
  };

export type TakeCopy = (act: CopyInput) => Promise<Result<HandedCopy, Refused>>;

/** The silenced audio to hand over, where a copy was agreed to. Taken, it counts as given: the register says so. */
export const createTakeCopy =
  ({ uow, clips }: TakeCopyDeps): TakeCopy =>
  async (act) => {
    const before = copyOf((await uow.read((context) => findRelease(context, act))).result);
    const read = before.ok ? await bytesOf(clips, before.value.redaction) : before;
    return uow.run(async (context) => {
      const { person, request, result } = await findRelease(context, act);
      const copy = read.ok ? copyOf(result) : read;
      // Settled anew while it was being read: what was read must not leave.
      const isSame = copy.ok && before.ok && copy.value.redaction.at === before.value.redaction.at;
      const taken: Result<CopyFound, Refusal> = !copy.ok || isSame ? copy : err('changed-meanwhile');
      await context.recordAudit(person, {
        action: 'clip.hand-over',
        subject: request?.id,
        outcome: outcomeOf(taken),
        detail: taken.ok ? { grant: taken.value.grant.id, sha256: taken.value.redaction.clip.sha256 } : {},
      });
      if (!taken.ok) return refused(taken.error);
      if (!read.ok) return refused(read.error);
      const { redaction, caseRecord } = taken.value;
      const facts = { recipient: recipientOf(caseRecord), by: person.name };
      await recordDisclosure(context, 'copy-given', taken.value, facts);
      await refreshMessages(context, act.requestId, caseRecord.id);
      return ok({ name: nameOf(taken.value), wav: read.value, sha256: redaction.clip.sha256 });
    });
  };

function copyOf(found: Result<CaseRelease, Refusal>): Result<CopyFound, Refusal> {
  if (!found.ok) return found;
  const { grant, caseRecord } = found.value;
  const fault = releaseFault(caseRecord);
  if (fault) return err(fault);
  if (grant.terms.mode !== 'copy') return err('copy-not-agreed');
  return grant.redaction ? ok({ ...found.value, redaction: grant.redaction }) : err('not-redacted-yet');
}

const nameOf = ({ caseRecord, request }: CaseRelease): string =>
  `${caseRecord.id}-${request.id}`.replace(/[^A-Za-z0-9-]/g, '').concat('.wav');

/** Who gets it: the officer of a police case, else the person the calls are with, else whoever asked. */
function recipientOf(caseRecord: CaseRecord): string {
  const police = stepOf(caseRecord, 'police-details')?.fields;
  if (police) return `${police.rank} ${police.officer}, ${police.force}`;
  return caseRecord.subjectQuery.person ?? caseRecord.report.from;
}

const bytesOf = (clips: TakeCopyDeps['clips'], { clip }: Redaction): Promise<Result<Uint8Array, Refusal>> =>
  fromStorage(() => clips.readRange(clip.blobName, 0, clip.bytes));
