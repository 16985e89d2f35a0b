import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../src/chat/actions.ts';
import { renderCard } from '../../../src/chat/cards.ts';
import { toMessage, toModal } from '../../../src/chat/slack/blocks.ts';
import { parseActionId } from '../../../src/chat/slack/buttons.ts';
import { SLACK_LIMITS } from '../../../src/chat/slack/limits.ts';
import type { AdaptiveCard } from '../../../src/platform/cards/adaptiveCard.ts';
import { inDeclaredSubset } from '../../cards/declaredSubset.ts';
import { SAMPLE_VIEWS } from '../../cards/sampleViews.ts';

const sample = (name: string): AdaptiveCard => {
  const view = SAMPLE_VIEWS[name];
  if (view === undefined) throw new Error(`no sample ${name}`);
  return renderCard(view);
};

const isForm = (name: string): boolean => name.split('.')[0]?.endsWith('-form') === true;

const modalOf = (name: string): ModalView => toModal(sample(name), { callbackId: 'test', privateMetadata: 'req-1042' });

const inputOf = (modal: ModalView, id: string): InputBlock =>
  (modal.blocks as KnownBlock[]).find((block) => block.block_id === id) as InputBlock;

const LONGEST: Readonly<Record<string, number>> = {
  header: SLACK_LIMITS.header,
  placeholder: SLACK_LIMITS.placeholder,
  initial_value: SLACK_LIMITS.inputText,
  action_id: SLACK_LIMITS.actionId,
  block_id: SLACK_LIMITS.blockId,
  url: SLACK_LIMITS.buttonUrl,
};

/** Everything Slack states a limit of, wherever it stands in a message or a view. */
function expectWithinLimits(part: unknown, path = ''): void {
  if (Array.isArray(part)) {
    for (const [index, each] of part.entries()) expectWithinLimits(each, `${path}[${index}]`);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const node = part as Record<string, unknown>;
  const textLength = ((node.text as { text?: string } | undefined)?.text ?? '').length;
  if (node.type === 'button') expect(textLength, path).toBeLessThanOrEqual(SLACK_LIMITS.buttonText);
  if (node.type === 'header') expect(textLength, path).toBeLessThanOrEqual(SLACK_LIMITS.header);
  if (node.type === 'text') expect((node.text as string).length, path).toBeGreaterThan(0);
  if (node.type === 'radio_buttons') expect((node.options as []).length).toBeLessThanOrEqual(SLACK_LIMITS.radioOptions);
  if (Array.isArray(node.options)) {
    expect(node.options.length, path).toBeGreaterThan(0);
    for (const option of node.options as { text: { text: string }; value: string }[]) {
      expect(option.text.text.length, path).toBeLessThanOrEqual(SLACK_LIMITS.optionText);
      expect(option.text.text, path).not.toContain('shortened');
      expect(option.value.length, path).toBeLessThanOrEqual(SLACK_LIMITS.optionValue);
    }
  }
  for (const [key, value] of Object.entries(node)) {
    const longest = LONGEST[key];
    if (typeof value === 'string' && longest !== undefined)
      expect(value.length, `${path}.${key}`).toBeLessThanOrEqual(longest);
    expectWithinLimits(value, `${path}.${key}`);
  }
}

const buttonsOf = (blocks: readonly KnownBlock[]) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).filter((each) => each.type === 'button');

describe.each(Object.keys(SAMPLE_VIEWS))('%s on Slack', (name) => {
  it('is within the limits as a modal', () => {
    const modal = modalOf(name);
    expect(modal.blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.modalBlocks);
    expect(modal.title.text.length).toBeLessThanOrEqual(SLACK_LIMITS.modalTitle);
    expect(modal.submit === undefined).toBe(!isForm(name));
    expectWithinLimits(modal);
  });

  it('is within the limits as a message', () => {
    const { blocks, text } = toMessage(sample(name));
    expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.messageBlocks);
    expect(text).not.toBe('');
    expectWithinLimits(blocks);
    const ids = buttonsOf(blocks).map((button) => button.action_id ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const button of buttonsOf(blocks)) {
      if (button.url === undefined) expect(parseActionId(button.action_id ?? '')).not.toBeNull();
      else expect(parseActionId(button.action_id ?? '')).toBeNull();
    }
  });
});

describe('a form as a modal', () => {
  it('keeps what was typed, with the sentence at each input when it is drawn anew', () => {
    const modal = modalOf('request-form.with-errors');
    expect(inputOf(modal, 'reason').element).toMatchObject({
      initial_value: 'Bill',
      max_length: 1000,
      multiline: true,
    });
    expect(inputOf(modal, 'date').element).toMatchObject({ type: 'datepicker', initial_date: '2026-11-16' });
    expect(inputOf(modal, 'time').element).not.toHaveProperty('initial_time');
    expect(JSON.stringify(modal)).toContain('The second date is before the first');
    expect(JSON.stringify(modal)).toContain('Not sent yet: three things need another look.');
  });

  it('says which inputs may be left empty', () => {
    const modal = modalOf('request-form.empty');
    expect(inputOf(modal, 'reason').optional).toBe(false);
    expect(inputOf(modal, 'parties').optional).toBe(true);
  });

  it('gives block and action the id of the input', () => {
    const modal = modalOf('approve-form.delegate');
    for (const id of ['recordingId', 'from', 'to', 'days', 'mode', 'comment', 'statement', 'consultation']) {
      expect(inputOf(modal, id).element.action_id).toBe(id);
    }
  });

  it('takes its title and its submit words from the card, drops Back, and does not say the title twice', () => {
    const modal = modalOf('deny-form.empty');
    expect(modal.title.text).toBe('Deny a request');
    expect(modal.submit?.text).toBe('Deny');
    expect(modal.blocks.some((block) => block.type === 'actions' || block.type === 'header')).toBe(false);
    expect(modal).toMatchObject({ callback_id: 'test', private_metadata: 'req-1042' });
  });
});

describe('buttons', () => {
  it('carry the verb in the action id and the request in the value', () => {
    const buttons = buttonsOf(toMessage(sample('approver.nobody-agreed')).blocks);
    expect(buttons.map((button) => [button.action_id, button.value])).toEqual([
      ['approve', 'req-1042'],
      ['hear-first', 'req-1042'],
      ['deny', 'req-1042'],
      ['ask', 'req-1042'],
    ]);
  });

  it('are told apart when a verb is repeated', () => {
    const ids = buttonsOf(toMessage(sample('my-requests.several')).blocks).map((button) => [
      button.action_id,
      button.value,
    ]);
    expect(ids.slice(0, 2)).toEqual([
      ['listen', 'req-1042'],
      ['listen:2', 'req-1040'],
    ]);
  });

  it.each(Object.keys(ACTIONS))('%s is read back from its action id, with and without a number', (verb) => {
    expect(parseActionId(verb)).toBe(verb);
    expect(parseActionId(`${verb}:12`)).toBe(verb);
  });

  it.each(['open-url', 'listen:', 'listen:x', 'toString', ''])('%j is no action', (id) => {
    expect(parseActionId(id)).toBeNull();
  });
});

const CARD = sample('notice.good');

describe('the declared subset', () => {
  const card = CARD;
  it.each([
    ['an unknown element', { ...card, body: [{ type: 'Image', url: 'https://x.example/a.png' }] }],
    ['an unknown property', { ...card, body: [{ type: 'TextBlock', text: 'x', maxLines: 2 }] }],
    ['an unknown action', { ...card, actions: [{ type: 'Action.Submit', title: 'x' }] }],
    [
      'data besides the id',
      { ...card, actions: [{ type: 'Action.Execute', title: 'x', verb: 'listen', data: { id: '1', role: 'dpo' } }] },
    ],
    ['a script as a link', { ...card, actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:1' }] }],
  ])('has no room for %s', (_, stranger) => {
    expect(() => inDeclaredSubset(stranger)).toThrow(/Adaptive Card/);
  });
});

describe('the translator', () => {
  const card = CARD;

  it('refuses more blocks than Slack takes, and ids it would have to cut', () => {
    const body = Array.from({ length: 51 }, () => ({ type: 'TextBlock' as const, text: 'x' }));
    expect(() => toMessage({ ...card, body })).toThrow(/at most 50 blocks/);
    expect(() => toModal(card, { callbackId: 'x'.repeat(256) })).toThrow(/at most 255/);
  });

  it('colours the status with a dot', () => {
    expect(JSON.stringify(toMessage(sample('approver.denied')).blocks)).toContain('red_circle');
  });
});
