import fc from 'fast-check';
import { micromark } from 'micromark';
import { describe, expect, it } from 'vitest';
import type { CardView } from '../../src/chat/cards.ts';
import { renderCard } from '../../src/chat/cards.ts';
import { toMessage, toModal } from '../../src/chat/slack/blocks.ts';
import { SLACK_LIMITS } from '../../src/chat/slack/limits.ts';
import { TEAMS_LIMITS, withinTeamsLimits } from '../../src/chat/teams/limits.ts';
import type { CardElement } from '../../src/platform/cards/adaptiveCard.ts';
import { escapeMarkdown, plainText, shorten, showable } from '../../src/platform/cards/literalText.ts';
import { agreementOf, recordingOf, requestOf, viewOf } from '../cards/sampleRequests.ts';

const HOSTILE = [
  '<!channel> and <@U123>',
  '*bold* _it_ ~gone~ `code` **b**',
  '${1+1} ${reason} ${x',
  '[a](http://x.example) <https://evil.example|click>',
  'line one\n- item\n1. item\n# heading\n> quote',
  '{{DATE(2026-11-20T10:00:00Z,SHORT)}}',
  'שלום עולם and مرحبا',
  '🐕‍🦺 &lt;b&gt; &amp; <b>b</b> :wave:',
  'C:\\temp\\*.wav \\* \\\\',
  '$data $when $root',
];

/** The same text in every place where a person's words stand on an approver's card. */
const everywhere = (text: string): CardView => ({
  kind: 'approver',
  view: viewOf(
    requestOf('regulatory', {
      requesterName: text,
      state: 'awaiting-answer',
      ask: {
        reason: text,
        when: { kind: 'day', date: '2026-11-20' },
        extension: { kind: 'not-known' },
        number: { kind: 'not-known' },
        parties: { kind: 'known', names: text },
        other: text,
        reference: text,
        askedBy: text,
      },
      agreements: [agreementOf({ comment: text, statement: text, consultation: text })],
      questions: [{ askedBy: 'x@x.example', askedAt: requestOf('legal').submittedAt, text, answer: null }],
    }),
    { candidates: [recordingOf({ extension: '204' })], names: { 'x@x.example': text }, unreached: [text] },
  ),
});

const inside = (element: CardElement): readonly CardElement[] =>
  element.type === 'Container' ? element.items.flatMap(inside) : [element];

/** What Teams shows of a Markdown text: tags of its own making would be markup. */
const shownByTeams = (markdown: string): string => {
  const html = micromark(markdown.replaceAll('\n', '&#10;'));
  expect(html.replace(/^<p>|<\/p>$/g, '')).not.toMatch(/<\/?\w/);
  return html
    .replace(/^<p>|<\/p>$/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('\u2060', '');
};

describe.each(HOSTILE)('the text %j', (text) => {
  const card = renderCard(everywhere(text));

  it('comes out letter by letter on Teams, as markup nowhere', () => {
    const elements = card.body.flatMap(inside);
    const runs = elements.flatMap((each) => (each.type === 'RichTextBlock' ? each.inlines.map((run) => run.text) : []));
    expect(runs.filter((run) => run.replaceAll('\u2060', '') === text).length).toBeGreaterThanOrEqual(5);
    const facts = elements.flatMap((each) => (each.type === 'FactSet' ? each.facts : []));
    const oneLine = facts.filter((fact) => ['People on the call', 'Reference'].includes(fact.title));
    expect(oneLine.map((fact) => shownByTeams(fact.value))).toEqual([text, text]);
    expect(JSON.stringify(card.body)).not.toContain('{{');
    for (const element of elements) if (element.type === 'TextBlock') shownByTeams(element.text);
  });

  it('comes out letter by letter on Slack, in places Slack reads no markup in', () => {
    const { blocks, text: fallback } = toMessage(card);
    const kinds = new Set(JSON.stringify(blocks).match(/"type":"[a-z_]+"/g));
    expect(kinds).not.toContain('"type":"mrkdwn"');
    expect(kinds).not.toContain('"type":"link"');
    const parts = blocks.flatMap((block) =>
      block.type === 'rich_text'
        ? block.elements.flatMap((section) => (section.type === 'rich_text_section' ? section.elements : []))
        : [],
    );
    const same = parts.filter((part) => part.type === 'text' && part.text === text);
    expect(same.length).toBeGreaterThanOrEqual(8);
    expect(fallback).not.toMatch(/[<>]/);
  });
});

it.each(HOSTILE)('a form gives back what was typed, letter by letter: %j', (text) => {
  const card = renderCard({
    kind: 'ask-form',
    view: viewOf(requestOf('complaint')),
    form: { values: { question: text }, errors: { question: text }, notice: text },
  });
  const inputs = card.body.flatMap((element) => (element.type === 'Container' ? element.items : [element]));
  const input = inputs.find((element) => element.type === 'Input.Text');
  expect(input).toMatchObject({ value: text });
  const block = toModal(card, { callbackId: 'x' }).blocks.find((each) => each.block_id === 'question');
  expect(block).toMatchObject({ element: { initial_value: text } });
});

describe('very long text', () => {
  const card = renderCard(everywhere('Ä'.repeat(4000)));

  it('is cut visibly on Slack', () => {
    const { blocks } = toMessage(card);
    expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.messageBlocks);
    expect(JSON.stringify(blocks)).toContain('… (shortened)');
    expect(JSON.stringify(blocks).length).toBeLessThan(SLACK_LIMITS.messageWords * 2);
  });

  it('is cut visibly on Teams', () => {
    const fitted = withinTeamsLimits(card);
    expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(TEAMS_LIMITS.cardBytes);
    expect(JSON.stringify(fitted)).toContain('… (shortened)');
  });
});

describe('literal text', () => {
  it('loses nothing between Markdown and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = showable(text);
        expect(plainText(escapeMarkdown(shown))).toBe(shown);
      }),
    );
  });

  it('drops what reverses the order of the text around it', () => {
    expect(showable('gpj.\u202Eexe')).toBe('gpj.exe');
  });

  it('is cut between characters', () => {
    expect(shorten('ab🐕cdefgh', 4, '…')).toBe('ab…');
    expect(shorten('abcd', 4)).toBe('abcd');
  });
});
