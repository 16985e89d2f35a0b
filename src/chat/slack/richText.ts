import type { KnownBlock, PlainTextElement, RichTextBlock, RichTextSection } from '@slack/types';
import { SHORTENED, shorten } from '../../platform/cards/literalText.ts';
import { SLACK_LIMITS } from './limits.ts';

type RichTextDeps = RichTextSection['elements'][number];

/**
 * Text Slack shows as it stands: no mentions, links or emoji codes come alive in it. A text put in the `text`
 * of a message goes through `escapeMrkdwn` instead.
 */
export const plain = (text: string, limit: keyof typeof SLACK_LIMITS): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text, SLACK_LIMITS[limit]),
  emoji: false,
});

/** The three characters by which Slack knows markup in a message's own `text`. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One run of rich text, which Slack never reads as markup. An empty one is refused by Slack, so it gives none. */
export function words(text: string, bold = false): readonly RichTextDeps[] {
  const shown = shorten(text, SLACK_LIMITS.richText);
  if (shown === '') return [];
  return [{ type: 'text', text: shown, ...(bold ? { style: { bold: true } } : {}) }];
}

export const emoji = (name: string): RichTextDeps => ({ type: 'emoji', name });

/** A rich text block of these lines, one below the other; none when there is nothing in them. */
export function paragraphs(lines: readonly (readonly RichTextDeps[])[]): readonly RichTextBlock[] {
  const elements = lines
    .filter((parts) => parts.length > 0)
    .flatMap((parts, index) => (index === 0 ? parts : [...words('\n'), ...parts]));
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** A text worth cutting; below it the cut would say more than the text. */
const SHORT_ENOUGH = 200;

/** Cuts the longest rich texts, visibly, until all the words of the blocks together are within what Slack takes. */
export function withinWords(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const lengths = blocks.flatMap(richTexts).map((text) => text.length);
  let longest = Math.max(SHORT_ENOUGH, ...lengths);
  while (longest > SHORT_ENOUGH && total(lengths, longest) > SLACK_LIMITS.messageWords)
    longest = Math.max(SHORT_ENOUGH, Math.floor(longest * 0.8));
  return blocks.map((block) => cutRichTexts(block, longest));
}

const total = (lengths: readonly number[], longest: number): number =>
  lengths.reduce((sum, length) => sum + Math.min(length, longest), 0);

function richTexts(block: KnownBlock): readonly string[] {
  if (block.type !== 'rich_text') return [];
  return block.elements.flatMap((section) =>
    section.type === 'rich_text_section'
      ? section.elements.flatMap((part) => (part.type === 'text' ? [part.text] : []))
      : [],
  );
}

function cutRichTexts(block: KnownBlock, longest: number): KnownBlock {
  if (block.type !== 'rich_text') return block;
  return {
    ...block,
    elements: block.elements.map((section) =>
      section.type === 'rich_text_section'
        ? {
            ...section,
            elements: section.elements.map((part) =>
              part.type === 'text' && part.text.length > longest
                ? { ...part, text: shorten(part.text.replace(SHORTENED, ''), longest) }
                : part,
            ),
          }
        : section,
    ),
  };
}
