import { holdsCardNumber } from '../domain/privacy/paymentCard.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { dateIn, isRealDate } from '../domain/time.ts';
import type { FormErrors, FormValues, ReportKind, ReportView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { actorId } from './linkLimits.ts';
import { dpoAudiences, postToAll } from './postCards.ts';
import { refusal } from './refused.ts';
import type { Actor } from './resolveActor.ts';
import type { SubmitFault } from './submitRequest.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type ReportCase = (act: {
  readonly actor: Actor;
  readonly kind: ReportKind;
  readonly values: FormValues;
  /** Names this copy of the form: sent again, it is refused. */
  readonly once: string;
}) => Promise<Result<ReportView, SubmitFault>>;

const LONGEST = { from: 200, details: 2000 } as const;

function faultsOf(values: FormValues, today: string): FormErrors {
  const errors: Record<string, string> = {};
  const value = (name: string): string => values[name]?.trim() ?? '';
  if (value('from') === '') errors.from = 'Say who it came from: a name is enough.';
  if (value('details') === '') errors.details = 'Write in a sentence what was asked for.';
  if (!isRealDate(value('receivedOn')))
    errors.receivedOn = 'Choose the day it came: the legal clock starts then.';
  else if (value('receivedOn') > today) errors.receivedOn = 'This is in the future. Choose the day it came.';
  for (const [name, limit] of Object.entries(LONGEST))
    if (value(name).length > limit)
      errors[name] = `Shorten this to ${limit.toLocaleString('en-GB')} characters.`;
  for (const name of ['from', 'details', 'channel'])
    if (holdsCardNumber(value(name)))
      errors[name] =
        'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.';
  return errors;
}

/** Takes a SAR or a police request anybody has received, and alerts the DPO at once (policy 5.5, 5.6). */
export const createReportCase =
  (deps: Part): ReportCase =>
  ({ actor, kind, values, once }) => {
    const { uow, clock, ids, practice } = deps;
    const now = clock.now();
    const errors = faultsOf(values, dateIn(now, practice.zone));
    if (Object.keys(errors).length > 0) return Promise.resolve(err({ kind: 'fields', errors }));
    const report: ReportView = {
      id: ids.request().replace(/^R-/, kind === 'police' ? 'P-' : 'S-'),
      kind,
      reportedBy: actor.name,
      reportedAt: now,
      from: values.from?.trim() ?? '',
      receivedOn: values.receivedOn?.trim() ?? '',
      channel: values.channel?.trim() ?? '',
      details: values.details?.trim() ?? '',
    };
    return uow.run(async (stores) => {
      const isNew = await stores.inbound.isNew(`form:${once}`, now);
      await stores.audit.append({
        at: now,
        actor: await actorId(stores.people, actor),
        action: `${kind}.report`,
        subject: isNew ? report.id : '-',
        outcome: isNew ? 'ok' : 'already-sent',
        detail: {},
      });
      if (!isNew) return err({ kind: 'refused', refused: refusal('already-sent') });
      await stores.reports.insert(report);
      await postToAll(stores, report.id, 'report-alert', await dpoAudiences(stores, practice, now), deps);
      return ok(report);
    });
  };
