import { chartOn, toMessage, toModal } from '../../src/chat/slack/blocks.ts';
import { chartSvg } from '../../src/chat/slack/chart/svg.ts';
import type { AdaptiveCard } from '../../src/platform/cards/adaptiveCard.ts';
import { DESK, drawBlocks } from '../demo/slack/drawing.ts';

const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const blocksHtml = (blocks: readonly unknown[], bare: boolean): string =>
  drawBlocks(blocks, { by: DESK, at: new Date('2026-11-23T09:30:00Z'), bare });

/** A message's blocks as Slack draws them. */
export const slackMessageHtml = (blocks: readonly unknown[]): string => blocksHtml(blocks, false);

interface DrawnModal {
  readonly title: { readonly text: string };
  readonly submit?: { readonly text: string } | undefined;
  readonly close?: { readonly text: string } | undefined;
  readonly blocks: readonly unknown[];
}

/** A modal as Slack draws it. */
export function slackModalHtml({ title, submit, close, blocks }: DrawnModal): string {
  const send = submit === undefined ? '' : `<b>${escaped(submit.text)}</b>`;
  return `<div class="modal"><div class="bar"><strong>${escaped(title.text)}</strong><span>✕</span></div>
${blocksHtml(blocks, true)}
<div class="foot"><span>${escaped(close?.text ?? 'Close')}</span>${send}</div></div>`;
}

/** What Slack draws of a card: a modal for a form, a message for the rest. */
export const slackHtml = (card: AdaptiveCard, isForm: boolean): string =>
  isForm ? slackModalHtml(toModal(card, { callbackId: 'sample' }) as DrawnModal) : slackMessageHtml(pictured(card));

/** A message with its chart as Slack would hold it: a picture. */
function pictured(card: AdaptiveCard): readonly unknown[] {
  const chart = chartOn(card);
  if (!chart) return toMessage(card).blocks;
  const image = `data:image/svg+xml,${encodeURIComponent(chartSvg(chart))}`;
  return toMessage(card, 'F0PICTURE').blocks.map((block) =>
    block.type === 'image' ? { type: 'image', image_url: image, alt_text: block.alt_text, title: block.title } : block,
  );
}
