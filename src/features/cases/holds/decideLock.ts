import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Context, Deps } from '../../../stores.ts';
import { refreshMessages } from '../../messaging/post.ts';
import type { Actor } from '../../people/actor.ts';
import { personNow } from '../../people/currentDirectory.ts';
import type { Person } from '../../people/model/person.ts';
import { type HeldLock, redact, remove, unlock } from '../model/heldLock.ts';
import type { HeldCopy } from '../model/hold.ts';
import { parseSpans } from '../model/typedSpans.ts';
import { deleteUnwanted } from './deleteUnwanted.ts';
import { type HeldLockView, loadLockView, lockFault } from './lockView.ts';
import { noteOnCases } from './noteOnCases.ts';

export type DecideLock = (act: {
  readonly lockId: string;
  readonly actor: Actor;
  readonly values: FormValues;
}) => Promise<Result<HeldLockView, Refused>>;

interface LockAct {
  readonly action: string;
  readonly change: (
    lock: HeldLock,
    person: Person,
    values: FormValues,
    now: Instant,
    copies: readonly HeldCopy[],
  ) => Result<HeldLock, Refusal>;
  readonly alongside: (context: Context, lock: HeldLock, copies: readonly HeldCopy[]) => Promise<void>;
}

/** Every decision on a locked call: read, change, audit the attempt, save, redraw; all in one transaction. */
const decideLock =
  ({ uow }: Pick<Deps, 'uow'>, { action, change, alongside }: LockAct): DecideLock =>
  ({ lockId, actor, values }) =>
    uow.run(async (context) => {
      const person = await personNow(context, actor);
      const lock = await context.holds.findLock(lockId);
      const copies = lock ? await context.holds.standingCopies(lock.recordingId) : [];
      const hidden = lock && (await lockFault(context, lock, person));
      const changed = !lock
        ? err('lock-decided' as const)
        : hidden
          ? err(hidden)
          : change(lock, person, values, context.now, copies);
      await context.recordAudit(person, {
        action,
        subject: lock?.id,
        outcome: outcomeOf(changed),
        detail: lock ? { order: lock.orderId, recording: lock.recordingId } : {},
      });
      if (!changed.ok) return refused(changed.error);
      const saved = await context.holds.saveLock(changed.value);
      await alongside(context, saved, copies);
      await refreshMessages(context, saved.id, saved.orderId);
      return ok(await loadLockView(context, saved));
    });

/** The DPO has stretches of the call made silent in every copy; then it may be heard again. */
export const createRedactHeld = (deps: Pick<Deps, 'uow'>): DecideLock =>
  decideLock(deps, {
    action: 'evidence.redact',
    change: (lock, person, values, now, copies) => {
      const spans = parseSpans(values.parts ?? '');
      if (copies.some(({ state }) => state === 'copying')) return err('evidence-being-copied');
      return spans === undefined ? err('spans-invalid') : redact(lock, person, spans, now);
    },
    alongside: (context, lock) =>
      context.outbox.enqueue(`redact:${lock.recordingId}`, { kind: 'redact-held', lockId: lock.id }),
  });

/** The DPO deletes every copy of the call. */
export const createDeleteLocked = (deps: Pick<Deps, 'uow'>): DecideLock =>
  decideLock(deps, {
    action: 'evidence.delete',
    change: (lock, person, values, now) => remove(lock, person, values.reason ?? '', now),
    alongside: async (context, lock, copies) => {
      for (const copy of copies) {
        await context.holds.saveCopy({ ...copy, state: 'overruled' });
        await context.outbox.enqueue(`held:${copy.id}`, { kind: 'delete-held', copyId: copy.id });
      }
      await deleteUnwanted(context, [lock]);
      await noteDecision(context, lock, 'deleted', copies);
    },
  });

/** The DPO lets the copies be heard as they are. */
export const createUnlock = (deps: Pick<Deps, 'uow'>): DecideLock =>
  decideLock(deps, {
    action: 'evidence.unlock',
    change: (lock, person, values, now) => unlock(lock, person, values.reason ?? '', now),
    alongside: (context, lock, copies) => noteDecision(context, lock, 'unlocked', copies),
  });

const noteDecision = (
  context: Context,
  { orderId }: HeldLock,
  decision: 'deleted' | 'unlocked',
  copies: readonly HeldCopy[],
): Promise<void> => noteOnCases(context, copies, { kind: 'evidence-decided', order: orderId, decision, spans: '' });

const SPANS = { parts: 'Give each part from its beginning to its end, inside the call, for example 1:50-2:40.' };

const WORDS = { reason: 'Write it in at most 1,000 characters, without a card number.' };

/** At which input of the three forms a refusal belongs, and what is said there. */
export const LOCK_FORM_ERRORS: Readonly<Partial<Record<Refusal, FormErrors>>> = {
  'reason-missing': { reason: 'Write why.' },
  'spans-invalid': SPANS,
  'too-many-spans': SPANS,
  'card-number': WORDS,
  'text-too-long': WORDS,
};
