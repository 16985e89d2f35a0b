import type { KnownBlock } from '@slack/types';
import { SHORTENED, shorten } from '../cards/literalText.ts';
import { SLACK_LIMITS } from './limits.ts';

/** A text worth cutting; below it the cut would say more than the text. */
const SHORT_ENOUGH = 200;

/** Cuts the longest rich texts, visibly, until all the words of the blocks together are within what Slack takes. */
export function withinWords(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const lengths = blocks.flatMap(richTexts).map((text) => text.length);
  let longest = Math.max(SHORT_ENOUGH, ...lengths);
  while (longest > SHORT_ENOUGH && total(lengths, longest) > SLACK_LIMITS.messageWords) {
    longest = Math.max(SHORT_ENOUGH, Math.floor(longest * 0.8));
  }
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
