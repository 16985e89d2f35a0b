import type { FormValues } from '../../../kernel/form.ts';
import type { PurposeTable } from '../../practice/model/purpose.ts';
import { REQUEST_FIELDS, type RequestField } from './fields.ts';

/** An input of the request form; staff who are picked count among the parties. */
export type FormField = RequestField | 'staff';

/** In the order in which they are asked. */
const IN_ORDER: readonly FormField[] = REQUEST_FIELDS.flatMap((name): readonly FormField[] =>
  name === 'parties' ? ['staff', name] : [name],
);

/** What is asked only where the purpose or the kind of time needs it. */
const NOT_ALWAYS: readonly FormField[] = ['timeTo', 'dateTo', 'askedBy', 'reference'];

/** Whether the whole form stands there; otherwise only what a wish leaves open. */
export const isWholeForm = ({ shown = 'all' }: FormValues): boolean => shown === 'all' || shown === 'between';

/**
 * The inputs of the form as it stands: `shown` among its values says `all`, `between` for a call between two times or
 * dates, or names those that were asked already. What the purpose needs besides and what was not taken come with them.
 */
export function shownFields(
  values: FormValues,
  purposes: PurposeTable,
  faulty: readonly string[],
): readonly FormField[] {
  const { shown = 'all', purpose = '' } = values;
  const besides = purposes[purpose as keyof PurposeTable]?.besides ?? [];
  const needed = besides.map((need): FormField => (need === 'reference' ? 'reference' : 'askedBy'));
  const isShown = (name: FormField): boolean => {
    if (faulty.includes(name)) return true;
    if (!isWholeForm(values)) return shown.split(',').includes(name) || (needed.includes(name) && !values[name]);
    if (name === 'timeTo' || name === 'dateTo') return shown === 'between' || Boolean(values.timeTo || values.dateTo);
    return needed.includes(name) || !NOT_ALWAYS.includes(name);
  };
  return IN_ORDER.filter(isShown);
}
