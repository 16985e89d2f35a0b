import type { FormValues } from '../../kernel/form.ts';
import { refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { dateIn, nextDate, startOfDate } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import type { Actor } from './actor.ts';
import { personNow } from './currentDirectory.ts';
import { type Absence, spanFaults } from './model/absence.ts';
import { mayDecide } from './model/person.ts';

export type SetAbsence = (act: {
  readonly actor: Actor;
  /** The first and the last day; null when they are back. */
  readonly days: FormValues | null;
}) => Promise<Result<Absence | null, SubmitFault>>;

/** Somebody who decides says on which days they are not to be asked, or that they are back. It replaces what they said. */
export const createSetAbsence =
  ({ uow, practice }: Pick<Deps, 'uow' | 'practice'>): SetAbsence =>
  ({ actor, days }) =>
    uow.run(async (context) => {
      const { now, ids, absences } = context;
      const person = await personNow(context, actor);
      const { email } = person;
      const [fromDate, untilDate] = [days?.from?.trim() ?? '', days?.until?.trim() ?? ''];
      const errors = days && mayDecide(person) ? spanFaults(fromDate, untilDate, dateIn(now, practice.zone)) : {};
      if (Object.keys(errors).length > 0) return err({ kind: 'fields', errors });
      await context.recordAudit(actor, {
        action: days ? 'absence.set' : 'absence.end',
        outcome: mayDecide(person) ? 'ok' : 'not-an-approver',
        detail: mayDecide(person) && days ? { from: fromDate, until: untilDate } : {},
      });
      if (!mayDecide(person)) return err({ kind: 'refused', refused: refusal('not-an-approver') });
      await absences.end(email, now);
      if (!days) return ok(null);
      const from = startOfDate(fromDate, practice.zone);
      const until = startOfDate(nextDate(untilDate), practice.zone);
      const absence = { id: ids.unique(), email, fromDate, untilDate, from, until };
      await absences.insert(absence);
      return ok(absence);
    });
