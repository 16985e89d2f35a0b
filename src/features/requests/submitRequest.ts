import type { FormValues } from '../../kernel/form.ts';
import { outcomeOf, refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { addHours } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { nameIn } from '../people/model/person.ts';
import { approverAudiences, canBeDecided, decidersOf } from './approverAudiences.ts';
import { loadRequestView, type RequestView } from './loadRequestView.ts';
import { deletedByOrder, matchRecordings, soundFaultOf } from './matchRecordings.ts';
import { fieldErrors } from './model/fields.ts';
import { parseRequestForm } from './model/form.ts';
import { expire, orderedDeletion, route, soundEnding } from './model/life.ts';
import { submit } from './model/submission.ts';

type SubmitRequestDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type SubmitRequest = (act: {
  readonly actor: Actor;
  readonly values: FormValues;
  /** Names this copy of the form: sent again, it is refused. */
  readonly idempotencyKey: string;
}) => Promise<Result<RequestView, SubmitFault>>;

/** What the request form is read against. */
export const formContext = (practice: SubmitRequestDeps['practice'], clock: SubmitRequestDeps['clock']) => ({
  now: clock.now(),
  zone: practice.zone,
  recordingsDays: practice.limits.recordingsDays,
  purposes: practice.purposes,
  nameOf: (email: string) => nameIn(practice.directory, email),
});

/** Takes a request, matches it and orders its cards, in one transaction. */
export const createSubmitRequest = (deps: SubmitRequestDeps): SubmitRequest => {
  const { uow, clock, ids, practice } = deps;
  return async ({ actor, values, idempotencyKey }) => {
    const parsed = parseRequestForm(values, formContext(practice, clock));
    if (!parsed.ok) return err({ kind: 'fields', errors: fieldErrors(parsed.error, practice.limits.recordingsDays) });
    return uow.run(async (context) => {
      const { now } = context;
      const audited = async (subject: string, outcome: string): Promise<void> =>
        context.recordAudit(actor, {
          action: 'request.submit',
          subject,
          outcome,
          detail: { purpose: parsed.value.rule.purpose },
        });
      if (!(await context.inbound.claimEvent(`form:${idempotencyKey}`, now))) {
        await audited('-', 'already-sent');
        return err({ kind: 'refused', refused: refusal('already-sent') });
      }
      const standing = await context.practiceNow();
      const recent = await context.requests.countSince(actor.email, addHours(now, -24));
      const drafted = submit(parsed.value, actor, ids.request(), now);
      const made =
        recent >= practice.limits.requestsPerPersonPerDay
          ? err('too-many-requests' as const)
          : drafted.ok && !canBeDecided(standing, drafted.value, now)
            ? err('nobody-entitled' as const)
            : drafted;
      const routed = made.ok ? route(made.value) : made;
      await audited(routed.ok ? routed.value.id : '-', outcomeOf(routed));
      if (!routed.ok) return err({ kind: 'refused', refused: refusal(routed.error) });
      const matches = await matchRecordings(context, routed.value);
      const deleted = matches.length === 0 ? await deletedByOrder(context, routed.value) : null;
      const fault = soundFaultOf(matches);
      const over = deleted !== null ? { reason: orderedDeletion(deleted) } : fault && soundEnding(fault);
      const ended =
        over === null ? routed : expire(routed.value, over.reason, now, 'format' in over ? over.format : null);
      const request = ended.ok ? ended.value : routed.value;
      await context.requests.insert(request);
      // There is nothing to decide on: the requester alone is told.
      if (over !== null) {
        await postToPerson(context, actor.email, request.id, 'requester');
        return ok(await loadRequestView(context, request));
      }
      const audiences = await approverAudiences(context, request, matches);
      await postToAll(context, request.id, 'approver', audiences);
      if (decidersOf(standing, request, now).every(({ away }) => away !== null))
        await postToAll(context, request.id, 'reminder', await dpoAudiences(context), true);
      await postToPerson(context, actor.email, request.id, 'requester');
      return ok(await loadRequestView(context, request));
    });
  };
};
