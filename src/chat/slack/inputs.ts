import type { InputBlock, PlainTextOption } from '@slack/types';
import type { CardInput, Choice, InputChoiceSet, InputText, InputToggle } from '../../platform/cards/adaptiveCard.ts';
import { plainText, shorten } from '../../platform/cards/literalText.ts';
import { SLACK_LIMITS, within } from './limits.ts';
import { plain } from './richText.ts';

type Element = InputBlock['element'];

/**
 * The input block of an Adaptive Card input: `block_id` and `action_id` are the input's id, so that an answer
 * is found at `view.state.values[id][id]` and an error sentence is returned by the same id.
 */
export const inputBlock = (input: CardInput, dispatching: readonly string[] = []): InputBlock => ({
  type: 'input',
  block_id: within('blockId', input.id),
  label: plain(input.label ?? (input.type === 'Input.Toggle' ? plainText(input.title) : input.id), 'label'),
  optional: input.isRequired !== true,
  element: elementOf(input),
  ...(dispatching.includes(input.id) ? { dispatch_action: true } : {}),
});

function elementOf(input: CardInput): Element {
  switch (input.type) {
    case 'Input.Text':
      return textInput(input);
    case 'Input.Date':
      return {
        type: 'datepicker',
        action_id: input.id,
        ...(/^\d{4}-\d{2}-\d{2}$/.test(input.value ?? '') ? { initial_date: input.value ?? '' } : {}),
      };
    case 'Input.Time':
      return {
        type: 'timepicker',
        action_id: input.id,
        ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(input.value ?? '') ? { initial_time: input.value ?? '' } : {}),
      };
    case 'Input.Toggle':
      return toggle(input);
    case 'Input.ChoiceSet':
      // Only staff are picked so, and Slack knows them.
      if (input.isMultiSelect)
        return { type: 'multi_users_select', action_id: input.id, ...placeholderOf(input.placeholder) };
      return choiceSet(input);
  }
}

function textInput(input: InputText): Element {
  const longest = Math.min(input.maxLength ?? SLACK_LIMITS.inputText, SLACK_LIMITS.inputText);
  const value = shorten(input.value ?? '', longest);
  return {
    type: 'plain_text_input',
    action_id: input.id,
    multiline: input.isMultiline === true,
    max_length: longest,
    ...(value === '' ? {} : { initial_value: value }),
    ...placeholderOf(input.placeholder),
  };
}

function toggle(input: InputToggle): Element {
  const on = input.valueOn ?? 'true';
  // Without a label of its own its title is the label, so the box beside it only has to say yes.
  const box = option({ title: input.label === undefined ? 'Yes' : plainText(input.title), value: on });
  return {
    type: 'checkboxes',
    action_id: input.id,
    options: [box],
    ...(input.value === on ? { initial_options: [box] } : {}),
  };
}

/** Radio buttons for an expanded set, because Slack shows their whole text; a drop-down when they would be too many. */
function choiceSet(input: InputChoiceSet): Element {
  if (input.choices.length > SLACK_LIMITS.options)
    throw new Error(`Slack takes at most ${SLACK_LIMITS.options} choices; "${input.id}" has ${input.choices.length}`);
  // Hosts read the titles of an expanded set as Markdown, so those come escaped.
  const choices = input.style === 'expanded' ? input.choices.map(unescaped) : input.choices;
  const options = choices.length === 0 ? [NO_CHOICE] : choices.map(option);
  const chosen = options.find((each) => each.value === input.value);
  const initial = chosen === undefined ? {} : { initial_option: chosen };
  return input.style === 'expanded' && options.length <= SLACK_LIMITS.radioOptions
    ? { type: 'radio_buttons', action_id: input.id, options, ...initial }
    : { type: 'static_select', action_id: input.id, options, ...initial, ...placeholderOf(input.placeholder) };
}

/** Slack refuses a set without choices. Its value is no recording's id, so sending it is answered as such. */
const NO_CHOICE: PlainTextOption = {
  text: { type: 'plain_text', text: 'Nothing to choose from', emoji: false },
  value: 'none',
};

const unescaped = (choice: Choice): Choice => ({ ...choice, title: plainText(choice.title) });

const option = (choice: Choice): PlainTextOption => ({
  text: plain(choice.title, 'optionText'),
  value: within('optionValue', choice.value),
});

const placeholderOf = (placeholder: string | undefined): { placeholder?: ReturnType<typeof plain> } =>
  placeholder === undefined
    ? {}
    : { placeholder: plain(shorten(placeholder, SLACK_LIMITS.placeholder, '…'), 'placeholder') };
