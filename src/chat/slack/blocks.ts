import type { KnownBlock, ModalView } from '@slack/types';
import type {
  AdaptiveCard,
  BarChart,
  CardAction,
  CardElement,
  CardInput,
  Container,
  ExecuteAction,
  TextBlock,
  Tone,
} from '../../platform/cards/adaptiveCard.ts';
import { headingOf, inside } from '../../platform/cards/headingOf.ts';
import { plainRun, plainText, shorten } from '../../platform/cards/literalText.ts';
import { actionsBlocks, uniqueIds } from './buttons.ts';
import { inputBlock } from './inputs.ts';
import { SLACK_LIMITS, within } from './limits.ts';
import { emoji, escapeMrkdwn, paragraphs, plain, withinWords, words } from './richText.ts';

export interface SlackMessage {
  readonly blocks: KnownBlock[];
  /** For notifications and readers of the screen; escaped, so nothing in it comes alive. */
  readonly text: string;
}

export interface ModalOptions {
  readonly callbackId: string;
  readonly privateMetadata?: string;
  readonly dispatching?: readonly string[];
}

interface Drawing {
  readonly unique: (name: string) => string;
  readonly modal: boolean;
  readonly title: string | null;
  /** Inputs whose change Slack tells the desk of at once. */
  readonly dispatching: readonly string[];
  /** Slack's id of the picture of the chart; null for the chart in words. */
  readonly picture: string | null;
}

/**
 * The Slack message of a card. A chart is put in words, or shown as a picture that Slack has already: `picture` is its
 * file id there. A form's inputs are left out: the button that would send it opens it.
 */
export function toMessage(card: AdaptiveCard, picture: string | null = null): SlackMessage {
  return {
    blocks: draw(asMessage(card), 'messageBlocks', { modal: false, title: null, picture, dispatching: [] }),
    text: escapeMrkdwn(shorten(card.speak, SLACK_LIMITS.fallbackText / 4)),
  };
}

/** A form as a message says what it is about, and its first button opens it with all that is filled in. */
function asMessage(card: AdaptiveCard): AdaptiveCard {
  const inputs = card.body.flatMap(inside).filter(isInput);
  if (inputs.length === 0) return card;
  const filled = Object.fromEntries(inputs.map(({ id, value = '' }) => [id, value]));
  const opening = (action: CardAction): CardAction =>
    isSending(action)
      ? {
          ...action,
          title: 'Answer and send',
          data: { id: action.data.id, values: { ...action.data.values, ...filled } },
        }
      : action;
  const isSaid = (element: CardElement): boolean =>
    element.type === 'TextBlock' && element.id?.startsWith('error-') === true;
  const outside = (element: CardElement): readonly CardElement[] => {
    if (isInput(element) || (isSaid(element) && (element as TextBlock).id === 'error-form')) return [];
    return inside(element).some(isInput) ? inside(element).filter(isSaid) : [element];
  };
  return { ...card, body: card.body.flatMap(outside), actions: (card.actions ?? []).map(opening) };
}

/** The blocks of a card in somebody's Home tab, which takes as many as a modal. */
export const toHome = (card: AdaptiveCard): KnownBlock[] =>
  draw(card, 'modalBlocks', { modal: false, title: null, picture: null, dispatching: [] });

/** The button that sends what stands in a form. */
export const isSending = (action: CardAction): action is ExecuteAction =>
  action.type === 'Action.Execute' && action.data.submit === true;

/** The Slack modal of a card. The button that sends a form is Slack's own Submit. */
export function toModal(card: AdaptiveCard, options: ModalOptions): ModalView {
  const sends = card.actions?.find(isSending);
  const others = card.actions?.filter((action) => action !== sends) ?? [];
  const title = headingOf(card) ?? 'Recording Desk';
  const { dispatching = [] } = options;
  return {
    type: 'modal',
    callback_id: within('callbackId', options.callbackId),
    ...(options.privateMetadata === undefined
      ? {}
      : { private_metadata: within('privateMetadata', options.privateMetadata) }),
    title: plain(modalTitle(title), 'modalTitle'),
    ...(sends ? { submit: plain(shorten(sends.title, SLACK_LIMITS.modalButton, '…'), 'modalButton') } : {}),
    close: plain(sends === undefined ? 'Close' : 'Cancel', 'modalButton'),
    blocks: draw({ ...card, actions: others }, 'modalBlocks', { modal: true, title, picture: null, dispatching }),
  };
}

/** A title that fits, never cut in a word: the card says the whole of it below. */
function modalTitle(title: string): string {
  if (title.length <= SLACK_LIMITS.modalTitle) return title;
  const words = title.slice(0, SLACK_LIMITS.modalTitle).split(' ').slice(0, -1).join(' ');
  return words === '' ? 'Recording Desk' : words.replace(/[,:;–-]+$/, '');
}

function draw(
  { body, actions = [] }: AdaptiveCard,
  limit: 'messageBlocks' | 'modalBlocks',
  how: Omit<Drawing, 'unique'>,
): KnownBlock[] {
  const drawing = { ...how, unique: uniqueIds() };
  const blocks = [...body.flatMap((element) => blocksOf(element, drawing)), ...actionsBlocks(actions, drawing.unique)];
  if (blocks.length > SLACK_LIMITS[limit])
    throw new Error(`Slack takes at most ${SLACK_LIMITS[limit]} blocks; this card has ${blocks.length}`);
  return [...withinWords(blocks)];
}

function blocksOf(element: CardElement, drawing: Drawing): readonly KnownBlock[] {
  const drawn = drawElement(element, drawing);
  return element.separator === true && drawn.length > 0 ? [{ type: 'divider' }, ...drawn] : drawn;
}

function drawElement(element: CardElement, drawing: Drawing): readonly KnownBlock[] {
  switch (element.type) {
    case 'TextBlock':
      return textBlock(element, drawing);
    case 'RichTextBlock':
      return paragraphs([element.inlines.flatMap((run) => words(plainRun(run.text), run.weight === 'Bolder'))]);
    case 'FactSet':
      return paragraphs(
        element.facts.map(({ title, value }) => [
          ...words(`${plainText(title)}: `, true),
          ...words(value === '' ? '–' : plainText(value)),
        ]),
      );
    case 'Container':
      return container(element, drawing);
    case 'ActionSet':
      return actionsBlocks(element.actions, drawing.unique);
    case 'Chart.VerticalBar':
      return chartBlocks(element, drawing.picture);
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.Time':
    case 'Input.Toggle':
    case 'Input.ChoiceSet':
      if (!drawing.modal) throw new Error(`An input ("${element.id}") belongs in a modal, not in a message`);
      return [inputBlock(element, drawing.dispatching)];
  }
}

function textBlock(element: TextBlock, drawing: Drawing): readonly KnownBlock[] {
  // Slack says at the inputs themselves what was wrong with a form that is still open.
  if (drawing.modal && element.id === 'error-form') return [];
  const text = plainText(element.text);
  if (element.style === 'heading') {
    // A modal shows its title above; the same words twice would only take room. One cut to fit is said in
    // full here.
    if (text === drawing.title && text.length <= SLACK_LIMITS.modalTitle) return [];
    return [{ type: 'header', text: plain(text, 'header') }];
  }
  if (element.isSubtle === true) return [{ type: 'context', elements: [plain(text, 'context')] }];
  const mark = element.color === 'Attention' ? [emoji('warning'), ...words(' ')] : [];
  return paragraphs([[...mark, ...words(text, element.weight === 'Bolder')]]);
}

function chartBlocks(chart: BarChart, picture: string | null): readonly KnownBlock[] {
  const inWords = plainText(chart.fallback.text);
  if (picture === null) return paragraphs([words(inWords)]);
  return [
    {
      type: 'image',
      slack_file: { id: picture },
      alt_text: shorten(inWords, SLACK_LIMITS.imageAlt),
      title: plain(chart.title, 'imageTitle'),
    },
  ];
}

/** The chart on a card, when there is one. */
export const chartOn = (card: AdaptiveCard): BarChart | undefined =>
  card.body.flatMap(inside).find((element) => element.type === 'Chart.VerticalBar');

const DOTS: Readonly<Record<Tone, string | null>> = {
  default: null,
  emphasis: 'white_circle',
  good: 'large_green_circle',
  warning: 'large_yellow_circle',
  attention: 'red_circle',
  accent: 'large_blue_circle',
};

/** Slack has no coloured ground: the tone of a header becomes a dot before its status. */
function container(element: Container, drawing: Drawing): readonly KnownBlock[] {
  const dot = DOTS[element.style ?? 'default'];
  return element.items.flatMap((item) =>
    dot !== null && item.type === 'TextBlock' && item.style !== 'heading'
      ? paragraphs([[emoji(dot), ...words(` ${plainText(item.text)}`, true)]])
      : blocksOf(item, drawing),
  );
}

const isInput = (element: CardElement): element is CardInput => element.type.startsWith('Input.');
