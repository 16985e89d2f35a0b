import { REQUEST_FIELDS, type RequestField } from './fields.ts';
import { type FormContext, parseRequestForm } from './form.ts';

/** What finds a call beside its time. Two of the three are enough: the third is not asked for then. */
const FINDERS = ['extension', 'number', 'parties'] as const satisfies readonly RequestField[];

/**
 * The questions that a wish leaves open, in the form's order (policy 5.2): whatever the form would not take as it
 * stands, the date and the time, and extension, number and parties as long as two of these are missing. What the person
 * says that they do not know is asked again only where the request would be browsing without it (policy 5.3).
 */
export function openQuestions(
  values: Readonly<Record<string, string | undefined>>,
  context: FormContext,
  notKnown: readonly RequestField[] = [],
): readonly RequestField[] {
  const isEmpty = (field: RequestField | 'staff'): boolean => (values[field] ?? '').trim() === '';
  const parsed = parseRequestForm(values, context);
  const faults = parsed.ok ? {} : parsed.error;
  const missing = FINDERS.filter((field) => isEmpty(field) && (field !== 'parties' || isEmpty('staff')));
  const unsaid: readonly RequestField[] = [
    ...(isEmpty('date') ? (['date'] as const) : []),
    ...(isEmpty('time') && isEmpty('dateTo') ? (['time'] as const) : []),
    ...(missing.length > 1 ? missing : []),
  ];
  const isBrowsing = Object.values(faults).includes('narrows-nothing');
  const open = isBrowsing ? [...missing, 'time'] : unsaid.filter((field) => !notKnown.includes(field));
  return REQUEST_FIELDS.filter((field) => faults[field] !== undefined || open.includes(field));
}
