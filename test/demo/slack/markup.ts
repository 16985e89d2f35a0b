import type { ActionsBlock, Button, InputBlock, KnownBlock } from '@slack/types';
import { Html, html } from '../../../src/platform/http/html.ts';
import { authorOf, DESK, drawBlocks } from './drawing.ts';
import type { Seat, SlackMessage, SlackView, Workspace } from './workspace.ts';

/** What one person sees, each part as markup; null for what they have not. */
export async function shownTo(seat: Seat, workspace: Workspace) {
  const { seats, director, directors } = workspace;
  const conversation = async (channel: string): Promise<string> =>
    (await workspace.messages(channel, seat)).map((message) => messageMarkup(message, seats)).join('');
  const view = seat.views.at(-1);
  return {
    chat: await conversation(seat.chat),
    directors: seat.email === director.email ? await conversation(directors) : null,
    home: seat.home ? viewMarkup(seat.home, seats) : '',
    view: view ? viewMarkup(view, seats) : null,
  };
}

function messageMarkup(message: SlackMessage & { readonly thread_ts?: string }, seats: readonly Seat[]): string {
  const { ts, text, blocks = [], thread_ts: thread = ts, isWhisper } = message;
  const person = seats.find(({ id }) => id === message.user);
  const shown = blocks.length > 0 ? blocks : [{ type: 'section', text: { type: 'plain_text', text } } as const];
  const drawn = drawBlocks(shown, { by: person ? authorOf(person.name) : DESK, at: new Date(Number(ts) * 1000) });
  const kind = isWhisper ? 'whisper' : thread !== ts ? 'reply' : person ? 'person' : '';
  const note = isWhisper ? html`<p>Only visible to you</p>` : null;
  return html`<article class="${kind}" data-on="${ts}">${note}${pressable(drawn, shown)}</article>`.text;
}

function viewMarkup({ id, title, submit, close, blocks }: SlackView, seats: readonly Seat[]): string {
  const drawn = blocks.map((block) =>
    block.type === 'input'
      ? fieldMarkup(block, seats)
      : pressable(drawBlocks([block], { by: DESK, at: new Date(0), bare: true }), [block]),
  );
  if (!title) return html`<form data-on="${id}">${drawn}</form>`.text;
  return html`<form data-on="${id}"><h2>${title.text}</h2><div>${drawn}</div><footer>
<button type="button" data-close>${close?.text ?? 'Close'}</button>${submit ? html`<button class="primary">${submit.text}</button>` : null}
</footer></form>`.text;
}

/** Makes the drawn buttons say what they do: the library leaves them nothing but their id. */
const pressable = (markup: string, blocks: readonly KnownBlock[]): Html =>
  new Html(
    markup.replace(/<button type="button" id="([^"]*)"/g, (drawn, id: string) => {
      const elements = (blocks as readonly ActionsBlock[]).flatMap((block) => (block.elements ?? []) as Button[]);
      const button = elements.find((each) => each.action_id === id);
      if (!button) return drawn;
      const { confirm, url = '', accessibility_label: label = button.text.text } = button;
      const asked = confirm && [confirm.title, confirm.text, confirm.deny, confirm.confirm].map((each) => each?.text);
      return html`<button type="button" data-action="${id}" aria-label="${label}" data-url="${url}" data-confirm="${asked ? JSON.stringify(asked) : ''}"`
        .text;
    }),
  );

/** An input that takes what is typed: the library only draws one. */
const fieldMarkup = (
  block: InputBlock,
  seats: readonly Seat[],
): Html => html`<fieldset data-block="${block.block_id ?? ''}"
data-type="${block.element.type}" data-tells="${block.dispatch_action ? 'yes' : ''}">
<legend>${block.label.text}${block.optional ? html` <small>(optional)</small>` : null}</legend>
${controlOf(block.element, block.label.text, seats)}<small>${block.hint?.text ?? ''}</small><p role="alert"></p></fieldset>`;

const given = (name: string, isGiven: boolean): Html => new Html(isGiven ? ` ${name}` : '');

function controlOf(element: InputBlock['element'], label: string, seats: readonly Seat[]): Html {
  switch (element.type) {
    case 'datepicker':
      return html`<input type="date" aria-label="${label}" value="${element.initial_date ?? ''}">`;
    case 'timepicker':
      return html`<input type="time" aria-label="${label}" value="${element.initial_time ?? ''}">`;
    case 'checkboxes':
    case 'radio_buttons': {
      const initial = element.type === 'checkboxes' ? (element.initial_options ?? []) : [element.initial_option];
      const chosen = initial.map((each) => each?.value);
      const kind = element.type === 'checkboxes' ? 'checkbox' : 'radio';
      return html`${element.options.map(
        ({ text, value = '' }) =>
          html`<label><input type="${kind}" name="${element.action_id ?? ''}" value="${value}"${given('checked', chosen.includes(value))}> ${text.text}</label>`,
      )}`;
    }
    case 'static_select': {
      const { options = [], placeholder, initial_option: initial } = element;
      const none = initial ? null : html`<option value="">${placeholder?.text ?? 'Choose one'}</option>`;
      return html`<select aria-label="${label}">${none}${options.map(
        ({ text, value = '' }) =>
          html`<option value="${value}"${given('selected', value === initial?.value)}>${text.text}</option>`,
      )}</select>`;
    }
    case 'multi_users_select':
      return html`<select multiple size="${seats.length}" aria-label="${label}">${seats.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>`;
    case 'plain_text_input': {
      const { max_length: most = 3000, placeholder, initial_value: value = '' } = element;
      const rows = element.multiline ? 3 : 1;
      return html`<textarea rows="${rows}" aria-label="${label}" maxlength="${most}" placeholder="${placeholder?.text ?? ''}">${value}</textarea>`;
    }
    default:
      throw new Error(`The desk’s forms have no ${element.type}.`);
  }
}
