import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import type { HoldId } from '../../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { dateIn, type Instant } from '../../../kernel/time.ts';
import type { Context } from '../../../stores.ts';
import { ownChat } from '../../messaging/model/post.ts';
import { postToAll, refreshMessages } from '../../messaging/post.ts';
import type { Actor } from '../../people/actor.ts';
import { personNow } from '../../people/currentDirectory.ts';
import type { Person } from '../../people/model/person.ts';
import { endGrant } from '../../requests/endGrants.ts';
import type { CaseDeps } from '../actOnCase.ts';
import { type HoldView, loadHoldView } from '../loadCaseView.ts';
import { type Hold, WANTING_STATES } from '../model/hold.ts';
import { agreeToEnd, giveUp, keep, proposeEnd, renew } from '../model/holdLifecycle.ts';
import { mayWorkOn } from '../model/steps.ts';
import { deleteUnwanted } from './deleteUnwanted.ts';

interface OnHold {
  readonly holdId: HoldId;
  readonly actor: Actor;
}

export type ActOnHold<T = object> = (act: OnHold & T) => Promise<Result<HoldView, Refused>>;

interface HoldAct extends OnHold {
  readonly action: string;
  /** In which role it is done. */
  readonly as: 'dpo' | 'director';
  readonly change: (hold: Hold, person: Person, now: Instant) => Result<Hold, Refusal>;
  readonly alongside?: (hold: Hold, context: Context, now: Instant) => Promise<void>;
}

/** Every act on a hold: read, change, audit the attempt, save, redraw; all in one transaction. */
const actOnHold = (deps: CaseDeps, act: HoldAct): Promise<Result<HoldView, Refused>> =>
  deps.uow.run(async (context) => {
    const { now } = context;
    const person = await personNow(context, act.actor);
    const hold = await context.holds.find(act.holdId);
    const caseRecord = hold?.caseId ? await context.cases.find(hold.caseId) : undefined;
    // A confidential case is the DPO’s own; a director is asked about its hold, and sees no more than that.
    const hidden = caseRecord && act.as === 'dpo' ? mayWorkOn(caseRecord, person) : undefined;
    const changed = hidden ? err(hidden) : hold ? act.change(hold, person, now) : err('hold-not-open' as const);
    await context.recordAudit(person, {
      action: act.action,
      subject: hold?.caseId ?? hold?.id ?? '-',
      outcome: outcomeOf(changed),
      detail: { hold: hold?.id ?? null, endsOn: changed.ok ? changed.value.endsOn : null },
    });
    if (!changed.ok) return refused(changed.error);
    const saved = await context.holds.save(changed.value);
    await act.alongside?.(saved, context, now);
    await refreshMessages(context, saved.id, saved.caseId);
    return ok(await loadHoldView(context, saved));
  });

type Form = { readonly values: FormValues };

/** An act on a hold, by what is particular to it. */
const holdAct =
  <T = object>(what: (act: OnHold & T, deps: CaseDeps) => Omit<HoldAct, keyof OnHold>) =>
  (deps: CaseDeps): ActOnHold<T> =>
  (act) =>
    actOnHold(deps, { ...act, ...what(act, deps) });

/** The DPO lets a hold stand for longer. */
export const createRenewHold = holdAct<Form>(({ values }, { practice }) => ({
  action: 'hold.renew',
  as: 'dpo',
  change: (hold, person, now) => renew(hold, person, values.endsOn?.trim() ?? '', dateIn(now, practice.zone)),
}));

/** The DPO’s half of ending a hold; the directors are asked for theirs. */
export const createProposeEnd = holdAct<Form>(({ values }, deps) => ({
  action: 'hold.propose-end',
  as: 'dpo',
  change: (hold, person, now) => proposeEnd(hold, person, values.reason ?? '', now),
  alongside: (hold, context) =>
    postToAll(context, hold.id, 'hold-end', othersThan(hold.proposal?.by, deps).map(ownChat)),
}));

const othersThan = (email: string | undefined, { practice }: CaseDeps): readonly string[] =>
  practice.directory.directors.filter((each) => each !== email);

/** A director’s half: the copies go, and what could be heard of them ends. */
export const createAgreeToEnd = holdAct(() => ({
  action: 'hold.end',
  as: 'director',
  change: agreeToEnd,
  alongside: async (hold, context) => {
    const copies = await context.holds.copiesOf(hold.id);
    for (const copy of copies) {
      if (copy.state === 'deleted' || copy.state === 'overruled' || copy.state === 'lost') continue;
      // Nobody finds it from now on; the audio follows.
      await context.holds.saveCopy({ ...copy, state: 'deleted' });
      await context.outbox.enqueue(`held:${copy.id}`, { kind: 'delete-held', copyId: copy.id });
      for (const grant of await context.grants.findByRecordings([copy.recordingId]))
        await endGrantOfCase(context, hold, grant);
    }
    await deleteUnwanted(context, copies);
  },
}));

async function endGrantOfCase(context: Context, hold: Hold, grant: Parameters<typeof endGrant>[1]): Promise<void> {
  const request = await context.requests.find(grant.requestId);
  const isLive = (await context.recordings.find(grant.terms.recordingId)) !== undefined;
  if (request?.caseId && request.caseId === hold.caseId && !isLive) await endGrant(context, grant, 'recording-deleted');
}

/** A director says that it must stand. */
export const createKeepHold = holdAct(() => ({ action: 'hold.keep', as: 'director', change: keep }));

/** The DPO gives up, in words, what cannot be proven: copies are taken as they are, overdue ones not waited for. */
export const createGiveUpCopies = holdAct<Form>(({ values, actor }) => ({
  action: 'hold.give-up',
  as: 'dpo',
  change: (hold, person) => giveUp(hold, person, values.reason ?? ''),
  alongside: async (hold, context) => {
    const fault = `Given up by the Data Protection Officer: ${(values.reason ?? '').trim()}`;
    const wanting = (await context.holds.copiesOf(hold.id)).filter(({ state }) => WANTING_STATES.includes(state));
    for (const copy of wanting) {
      const isMade = copy.state === 'unverified';
      const by = (await context.recordings.findMarked(copy.recordingId))?.deletionMarkedBy;
      const order = by ? await context.orders.find(by) : undefined;
      // A copy that is simply under way is left to it, and nobody gives up what they reported themselves.
      if (!isMade && (!by || order?.orderedBy === actor.email)) continue;
      await context.holds.saveCopy({ ...copy, state: isMade ? 'accepted' : 'lost', fault });
    }
    await deleteUnwanted(context, wanting);
  },
}));

/** At which input of a hold’s forms a refusal belongs, and what is said there. */
export const HOLD_FORM_ERRORS: Readonly<Partial<Record<Refusal, FormErrors>>> = {
  'reason-missing': { reason: 'Write why.' },
  'days-out-of-range': { endsOn: 'Choose a day after today, within two years.' },
};
