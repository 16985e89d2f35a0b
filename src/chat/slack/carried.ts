import type { FormValues } from '../../kernel/form.ts';
import { decodeTarget, type Target, type TargetKind } from '../../kernel/target.ts';
import { shorten } from '../../platform/cards/literalText.ts';

/** What a button's value or a modal's metadata holds: what it is about, and what goes along. */
export interface Carried {
  readonly target: Target;
  readonly values: FormValues;
  /** The button sends its form as it stands, where nothing is left to be filled in. */
  readonly isSubmission: boolean;
}

interface ToCarry {
  readonly id: string;
  readonly submit?: true;
  readonly values?: FormValues;
}

/** What is shorter and does not fit is left out. */
const SHORTEST_CUT = 200;

/** The text of it, in at most so many characters: the longest value is cut visibly. */
export function encodeCarried({ id, submit, values = {} }: ToCarry, most: number): string {
  const names = Object.keys(values);
  if (names.length === 0 && !submit) return id;
  const text = `${id}\n${submit ? 'send' : 'press'}\n${JSON.stringify(values)}`;
  if (text.length <= most || names.length === 0) return text;
  const longest = names.reduce((a, b) => ((values[b]?.length ?? 0) > (values[a]?.length ?? 0) ? b : a));
  const { [longest]: cut = '', ...rest } = values;
  // By steps, since how much room a letter takes depends on how it is written there.
  const kept = cut.length < SHORTEST_CUT ? rest : { ...rest, [longest]: shorten(cut, Math.floor(cut.length * 0.9)) };
  return encodeCarried({ id, ...(submit ? { submit } : {}), values: kept }, most);
}

/** Reads it back; what is no value of a form is left out. */
export function decodeCarried(text: string, about: TargetKind | 'any'): Carried {
  const [id = '', how, ...rest] = text.replaceAll('\0', '').split('\n');
  return { target: decodeTarget(id, about), isSubmission: how === 'send', values: valuesIn(rest.join('\n')) };
}

function valuesIn(json: string): FormValues {
  try {
    const entries = Object.entries((json === '' ? {} : JSON.parse(json)) as Record<string, unknown>);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}
