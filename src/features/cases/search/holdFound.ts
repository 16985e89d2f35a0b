import type { FormValues } from '../../../kernel/form.ts';
import type { CaseId, RecordingId } from '../../../kernel/ids.ts';
import { allPages } from '../../../kernel/pages.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { outcomeOf, type Refusal, refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { SubmitFault } from '../../../kernel/submitFault.ts';
import { addMonths, dateIn, type Instant } from '../../../kernel/time.ts';
import type { Context } from '../../../stores.ts';
import { postToPerson, refreshMessages } from '../../messaging/post.ts';
import type { Actor } from '../../people/actor.ts';
import { personNow } from '../../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../../people/model/person.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { CaseDeps } from '../actOnCase.ts';
import { addToHold, HOLD_MONTHS, placeHold } from '../holds/placeHold.ts';
import { type HoldView, loadHoldView } from '../loadCaseView.ts';
import { isClosed } from '../model/case.ts';
import { mayWorkOn, withStep } from '../model/steps.ts';
import type { RecordingSearch } from '../model/subjectSearch.ts';
import { nextFound, placeOf, type SearchHit } from './findRecordings.ts';

/** What the DPO does with what a search came upon: `hold` by itself, or put to a case, whose hold it joins. */
interface FoundUse {
  readonly actor: Actor;
  readonly searchId: string;
  /** One recording, or null for everything the search finds. */
  readonly recordingId: RecordingId | null;
  /** `to`: `hold`, or a case’s id; `reason` of a hold of its own. */
  readonly values: FormValues;
}

export type HoldFound = (act: FoundUse) => Promise<Result<HoldView, SubmitFault>>;

/** Puts found recordings under a hold of their own, or to a case (policy 5.4); never what only a receipt tells of. */
export const createHoldFound =
  (deps: CaseDeps): HoldFound =>
  async ({ actor, searchId, recordingId, values }) => {
    const { uow } = deps;
    const to = values.to?.trim() || 'hold';
    const reason = values.reason?.trim() ?? '';
    return uow.run(async (context) => {
      const { now } = context;
      const person = await personNow(context, actor);
      const search = await context.searches.find(searchId);
      const recordings = search ? await foundIn(context, search, recordingId) : [];
      const fault = faultOf(person, search, recordings);
      const textFault = !fault && to === 'hold' ? reasonFault(reason) : undefined;
      const held =
        fault || textFault
          ? err(fault ?? ('reason-missing' as const))
          : to === 'hold'
            ? ok(await ownHold(context, { reason, recordings, owner: actor, now }))
            : await toCase(context, to, person, recordings);
      await context.recordAudit(actor, {
        action: to === 'hold' ? 'recordings.hold' : 'recordings.add-to-case',
        subject: held.ok ? (held.value.caseId ?? held.value.id) : '-',
        outcome: outcomeOf(held),
        detail: { search: search?.id ?? null, recordings: recordings.length },
      });
      if (textFault) return err({ kind: 'fields', errors: { reason: textFault } });
      if (!held.ok) return err({ kind: 'refused', refused: refusal(held.error) });
      const hold = (await context.holds.find(held.value.id)) ?? held.value;
      return ok(await loadHoldView(context, hold));
    });
  };

function faultOf(
  person: Person,
  search: RecordingSearch | undefined,
  recordings: readonly Recording[],
): Refusal | undefined {
  if (!mayActAsDpo(person)) return 'not-the-dpo';
  if (!search || search.by !== person.email) return 'search-over';
  return recordings.length === 0 ? 'nothing-to-hold' : undefined;
}

const reasonFault = (reason: string): string | undefined => {
  if (reason === '') return 'Write why it must be kept: for example a claim, with its reference.';
  if (holdsCardNumber(reason)) return 'This looks like a payment card number. Take it out; nothing was kept.';
  return reason.length > 500 ? 'Shorten this to 500 characters.' : undefined;
};

/** Looked for again: what the card showed may have gone since. */
async function foundIn(
  context: Context,
  search: RecordingSearch,
  recordingId: RecordingId | null,
): Promise<readonly Recording[]> {
  if (recordingId !== null) {
    const live = await context.recordings.find(recordingId);
    const [kept] = live ? [] : await context.holds.findKept([recordingId]);
    const one = live ?? kept?.recording;
    return one ? [one] : [];
  }
  const all = await allPages<SearchHit>(PAGE, (after, size) =>
    nextFound(context, search, after && placeOf(after), size),
  );
  return all.flatMap((each) => (each.kind === 'deleted' ? [] : [each.recording]));
}

/** Found at a time. */
const PAGE = 1_000;

interface OwnHold {
  readonly reason: string;
  readonly recordings: readonly Recording[];
  readonly owner: Actor;
  readonly now: Instant;
}

async function ownHold(context: Context, { reason, recordings, owner, now }: OwnHold) {
  const hold = await placeHold(context, {
    caseId: null,
    reason,
    owner: owner.email,
    ownerName: owner.name,
    endsOn: addMonths(dateIn(now, context.practice.zone), HOLD_MONTHS),
    recordings,
  });
  await postToPerson(context, owner.email, hold.id, 'hold');
  return hold;
}

async function toCase(
  context: Context,
  caseId: CaseId,
  person: Parameters<typeof mayWorkOn>[1] & { readonly email: string; readonly name: string },
  recordings: readonly Recording[],
): Promise<Result<Awaited<ReturnType<typeof placeHold>>, Refusal>> {
  const caseRecord = await context.cases.find(caseId);
  if (!caseRecord) return err('case-not-found');
  const fault = mayWorkOn(caseRecord, person) ?? (isClosed(caseRecord) ? 'case-closed' : undefined);
  if (fault) return err(fault);
  const standing = (await context.holds.findByCase(caseId)).find(({ state }) => state === 'active');
  if (standing) await addToHold(context, standing, recordings);
  const hold =
    standing ??
    (await placeHold(context, {
      caseId,
      reason: `Put to case ${caseId} from a search.`,
      owner: person.email,
      ownerName: person.name,
      endsOn: addMonths(dateIn(context.now, context.practice.zone), HOLD_MONTHS),
      recordings,
    }));
  await context.cases.save(
    withStep(caseRecord, { kind: 'recordings-added', count: recordings.length }, person.email, context.now),
  );
  await refreshMessages(context, caseId);
  return ok(hold);
}
