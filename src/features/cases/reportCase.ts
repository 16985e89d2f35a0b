import type { FormErrors, FormValues } from '../../kernel/form.ts';
import { holdsCardNumber } from '../../kernel/paymentCard.ts';
import { refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { addMonths, dateIn, isRealDate } from '../../kernel/time.ts';
import { CARD_TYPED } from '../../kernel/typedText.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { parseExternalNumber } from '../recordings/model/externalNumber.ts';
import type { SubjectQuery } from '../recordings/model/searching.ts';
import { numbersIn } from '../requests/model/wish/numbers.ts';
import type { CaseDeps } from './actOnCase.ts';
import { CHANNELS } from './caseWords.ts';
import { holdForCase, meantByCase } from './holds/placeHold.ts';
import type { CaseKind, CaseRecord } from './model/case.ts';
import { parseSubjectQuery, subjectQueryErrors } from './model/subjectSearch.ts';

export type ReportCase = (act: {
  readonly actor: Actor;
  readonly kind: CaseKind;
  readonly values: FormValues;
  /** Names this copy of the form: sent again, it is refused. */
  readonly idempotencyKey: string;
}) => Promise<Result<CaseRecord, SubmitFault>>;

const LONGEST = { from: 500, details: 2000 } as const;

/** A request may lie unfound in a drawer for long; what is older than this is a wrong year. */
const MAX_AGO_MONTHS = 60;

function faultsOf(values: FormValues, today: string): FormErrors {
  const errors: Record<string, string> = {};
  const value = (name: string): string => values[name]?.trim() ?? '';
  if (value('from') === '') errors.from = 'Say who it came from: a name is enough.';
  if (value('details') === '') errors.details = 'Write in a sentence what was asked for.';
  if (!isRealDate(value('receivedOn'))) errors.receivedOn = 'Choose the day it came: the legal clock starts then.';
  else if (value('receivedOn') > today) errors.receivedOn = 'This is in the future. Choose the day it came.';
  else if (value('receivedOn') < addMonths(today, -MAX_AGO_MONTHS))
    errors.receivedOn = 'This is more than five years ago. Check the year, and choose the day it came.';
  if (!Object.hasOwn(CHANNELS, value('channel'))) errors.channel = 'Choose one of these ways.';
  for (const [name, limit] of Object.entries(LONGEST))
    if (value(name).length > limit) errors[name] = `Shorten this to ${limit.toLocaleString('en-GB')} characters.`;
  for (const name of ['from', 'details']) if (holdsCardNumber(value(name))) errors[name] = CARD_TYPED;
  return errors;
}

/**
 * Takes a SAR or a police request anybody has received: the DPO and those standing in are alerted at once with the due
 * date, and what answers it is held before the nightly deletion can take it (policy 5.5, 5.6; DPA 2018 s.173).
 */
export const createReportCase =
  (deps: CaseDeps): ReportCase =>
  ({ actor, kind, values, idempotencyKey }) => {
    const { uow, clock, ids, practice } = deps;
    const now = clock.now();
    const today = dateIn(now, practice.zone);
    const subjectQuery = parseSubjectQuery(values, today);
    const errors = { ...(subjectQuery.ok ? {} : subjectQueryErrors(subjectQuery.error)), ...faultsOf(values, today) };
    if (!subjectQuery.ok || Object.keys(errors).length > 0) return Promise.resolve(err({ kind: 'fields', errors }));
    const caseRecord: CaseRecord = {
      id: ids.named(kind === 'police' ? 'P' : 'S'),
      version: 0,
      kind,
      report: {
        reportedBy: actor.email,
        reporterName: actor.name,
        reportedAt: now,
        from: values.from?.trim() ?? '',
        receivedOn: values.receivedOn?.trim() ?? '',
        channel: values.channel?.trim() ?? '',
        details: values.details?.trim() ?? '',
      },
      subjectQuery: withTypedNumbers(subjectQuery.value, textsAbout(kind, values)),
      steps: [],
      reminded: [],
    };
    return uow.run(async (context) => {
      const isNew = await context.inbound.claimEvent(`form:${idempotencyKey}`, now);
      await context.recordAudit(actor, {
        action: `${kind}.report`,
        subject: isNew ? caseRecord.id : '-',
        outcome: isNew ? 'ok' : 'already-sent',
      });
      if (!isNew) return err({ kind: 'refused', refused: refusal('already-sent') });
      await context.cases.insert(caseRecord);
      const recordings = await meantByCase(context, caseRecord);
      if (recordings.length > 0) await holdForCase(context, caseRecord, recordings);
      await postToAll(context, caseRecord.id, 'case', await dpoAudiences(context));
      // Whoever reported it learns by it when the DPO could not be reached.
      await postToPerson(context, actor.email, caseRecord.id, 'report-received');
      return ok(caseRecord);
    });
  };

/** What may hold the caller’s number; an officer’s own is not one. */
const textsAbout = (kind: CaseKind, { from = '', details = '' }: FormValues): string =>
  kind === 'police' ? details : `${from}\n${details}`;

/** Numbers somebody typed into the other inputs count too: a letterhead’s, an officer’s account of the call. */
function withTypedNumbers(subjectQuery: SubjectQuery, text: string): SubjectQuery {
  if (subjectQuery.numbers.length > 0) return subjectQuery;
  const found = [...numbersIn(text)].flatMap((typed) => {
    const read = parseExternalNumber(typed);
    return read.ok && read.value.kind === 'number' ? [read.value.e164] : [];
  });
  return { ...subjectQuery, numbers: [...new Set(found)] };
}
