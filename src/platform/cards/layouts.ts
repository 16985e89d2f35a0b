import type { FormState } from '../../kernel/form.ts';
import { encodeTarget, type Target } from '../../kernel/target.ts';
import type { Tone } from './adaptiveCard.ts';
import type { CardData } from './cardData.ts';
import type { FactRow } from './factRow.ts';

/** A button, with what it is about. */
export interface Button {
  readonly title: string;
  readonly action: string;
  readonly target: Target;
  readonly style?: 'default' | 'positive' | 'destructive';
}

/** One of a list on a card, with what can be done about it. */
export interface SheetRow {
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly Button[];
}

export interface Sheet {
  readonly title: string;
  readonly tone: Tone;
  /** What a host reads out, and a notification shows: no details. */
  readonly speak: string;
  readonly status?: string;
  readonly warning?: string;
  readonly facts?: readonly FactRow[];
  /** What people typed, each under its heading. */
  readonly sections?: readonly { readonly heading: string; readonly text: string }[];
  readonly rowsTitle?: string;
  readonly rows?: readonly SheetRow[];
  readonly more?: string;
  readonly next?: string;
  readonly groups?: readonly { readonly heading: string; readonly buttons: readonly Button[] }[];
  readonly link?: string;
  readonly linkTitle?: string;
}

/** Letters of the titles that fit one row of buttons on a telephone; more would be cut off there. */
const LETTERS_A_ROW = 34;

const buttonData = ({ title, action, target, style = 'default' }: Button): CardData => ({
  title,
  action,
  id: encodeTarget(target),
  style,
});

/** What `cards/sheet.json` is filled with: a heading, facts, texts, a list and buttons, in that order. */
export function sheetData(sheet: Sheet): CardData {
  const { facts = [], sections = [], rows = [], groups = [], ...texts } = sheet;
  return {
    ...withoutUndefined(texts),
    facts,
    sections: sections.filter(({ text }) => text !== '').map(({ heading, text }) => ({ heading, text })),
    rows: rows.map(({ title, text, buttons }) => ({ title, text, buttons: buttons.map(buttonData) })),
    groups: groups
      .filter(({ buttons }) => buttons.length > 0)
      .flatMap(({ heading, buttons }) =>
        inRows(buttons).map((row, at) => ({
          heading: at === 0 ? heading : '',
          buttons: row.map(buttonData),
        })),
      ),
  };
}

function inRows(buttons: readonly Button[]): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const letters = (row ?? []).reduce((sum, { title }) => sum + title.length, button.title.length);
    if (row === undefined || letters > LETTERS_A_ROW) rows.push([button]);
    else row.push(button);
  }
  return rows;
}

const withoutUndefined = (
  texts: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).filter((each): each is [string, string] => each[1] !== undefined));

export type FieldKind = 'line' | 'text' | 'date' | 'tick' | 'choice' | 'radio';

export interface Field {
  readonly kind: FieldKind;
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  /** What is said when it is left empty. */
  readonly missing?: string;
  readonly hint?: string;
  readonly maxLength?: number;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** Where nothing has been typed. */
  readonly usual?: string;
}

export interface DeskForm {
  readonly title: string;
  readonly speak: string;
  readonly explain?: string;
  readonly facts?: readonly FactRow[];
  readonly fields: readonly Field[];
  readonly sendTitle: string;
  /** The action it submits. */
  readonly action: string;
  readonly sendStyle?: 'positive' | 'destructive';
  readonly target: Target;
  /** What Back leads to; what the form is about unless told. */
  readonly backTo?: Target;
}

const LONGEST_LINE = 200;

const LONGEST_TEXT = 1000;

/** What `cards/desk-form.json` is filled with: inputs one below the other, each with what was typed and what was wrong. */
export const formData = (desk: DeskForm, form: FormState): CardData => ({
  title: desk.title,
  speak: desk.speak,
  ...(desk.explain === undefined ? {} : { explain: desk.explain }),
  ...(form.notice === null ? {} : { notice: form.notice }),
  facts: desk.facts ?? [],
  fields: desk.fields.map((field) => fieldData(field, form)),
  sendTitle: desk.sendTitle,
  action: desk.action,
  sendStyle: desk.sendStyle ?? 'positive',
  id: encodeTarget(desk.target),
  backTo: encodeTarget(desk.backTo ?? desk.target),
});

const fieldData = (field: Field, form: FormState): CardData => ({
  kind: field.kind,
  id: field.id,
  label: field.label,
  required: field.required ?? false,
  errorMessage: field.missing ?? 'Fill this in.',
  hint: field.hint ?? '',
  maxLength: field.maxLength ?? (field.kind === 'line' ? LONGEST_LINE : LONGEST_TEXT),
  choices: (field.choices ?? []).map(({ title, value }) => ({ title, value })),
  value: form.values[field.id] ?? field.usual ?? (field.kind === 'tick' ? 'false' : ''),
  error: form.errors[field.id] ?? '',
});
/**
 * What every form shows again: values as typed (or the default), the sentence at each input that has one, and the notice
 * above. An input nobody filled is an empty text, never missing.
 */
export function presentForm(form: FormState, defaults: Readonly<Record<string, string>>): CardData {
  const values = Object.fromEntries(
    Object.entries(defaults).map(([input, fallback]) => [input, form.values[input] ?? fallback]),
  );
  const errors = Object.fromEntries(Object.keys(defaults).flatMap((input) => errorOf(form, input)));
  return {
    values,
    errors,
    ...(form.notice === null ? {} : { notice: form.notice }),
  };
}

const errorOf = (form: FormState, input: string): readonly (readonly [string, string])[] => {
  const sentence = form.errors[input];
  return sentence === undefined || sentence === '' ? [] : [[input, sentence]];
};
