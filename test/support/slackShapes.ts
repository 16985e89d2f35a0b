import { textsOf } from '../fakes/slackRules.ts';

type Json = Readonly<Record<string, unknown>>;

export interface SlackButton {
  readonly action_id: string;
  readonly value?: string;
  readonly url?: string;
  readonly text: { readonly text: string };
}

/** A message of a channel or of a person’s own chat. */
export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  /** In the thread below it. */
  readonly reply_count?: number;
}

export interface SlackView {
  readonly id: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: { readonly text: string };
  readonly blocks: readonly Json[];
}

interface Option {
  readonly text: Json;
  readonly value: string;
}

interface InputElement {
  readonly type: string;
  readonly action_id: string;
  readonly options?: readonly Option[];
  readonly initial_value?: string;
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
}

/** All words that a person reads on a card or in a modal, as one text. */
export const wordsOf = ({ blocks, text = '', title }: Worded): string =>
  `${title ? `${title.text} ` : ''}${blocks.length === 0 ? text : textsOf(blocks).join('')}`;

interface Worded {
  readonly blocks: readonly Json[];
  readonly text?: string;
  /** Of a modal, which does not say its title twice. */
  readonly title?: { readonly text: string };
}

export const buttonsOf = (message: { readonly blocks: readonly Json[] }): readonly SlackButton[] =>
  message.blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as readonly SlackButton[]) : []));

export const labelsOf = (message: { readonly blocks: readonly Json[] }): readonly string[] =>
  buttonsOf(message).map((button) => button.text.text);

export const inputsOf = (view: SlackView): readonly InputElement[] =>
  view.blocks.flatMap((block) => (block.type === 'input' ? [block.element as InputElement] : []));

/** The inputs' values as the modal shows them before anybody types. */
export const filledIn = (view: SlackView): Readonly<Record<string, string>> =>
  Object.fromEntries(inputsOf(view).map((input) => [input.action_id, initialOf(input)]));

const initialOf = (input: InputElement): string =>
  input.type === 'checkboxes'
    ? String((input.initial_options ?? []).length > 0)
    : (input.initial_value ?? input.initial_date ?? input.initial_time ?? input.initial_option?.value ?? '');

/** `view.state.values` as Slack sends them. */
export function stateOf(view: SlackView, typed: Readonly<Record<string, string>>): Json {
  const strange = Object.keys(typed).filter((id) => !inputsOf(view).some((input) => input.action_id === id));
  if (strange.length > 0) throw new Error(`The modal has no input ${strange.join(', ')}`);
  return {
    values: Object.fromEntries(
      inputsOf(view).map((input) => [
        input.action_id,
        { [input.action_id]: sentValue(input, typed[input.action_id] ?? initialOf(input)) },
      ]),
    ),
  };
}

function sentValue(input: InputElement, value: string): Json {
  const { type, options = [] } = input;
  const chosen = options.find((option) => option.value === value);
  if (value !== '' && options.length > 0 && type !== 'checkboxes' && !chosen)
    throw new Error(`“${value}” is not offered at ${input.action_id}`);
  switch (type) {
    case 'datepicker':
      return { type, selected_date: value || null };
    case 'timepicker':
      return { type, selected_time: value || null };
    case 'checkboxes':
      return { type, selected_options: value === 'true' ? options : [] };
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: chosen ?? null };
    default:
      return { type, value: value === '' ? null : value };
  }
}
