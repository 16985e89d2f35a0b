import { createRequire } from 'node:module';
import { createElement, type ReactNode } from 'react';
import { chartOn, toMessage, toModal } from '../../src/chat/slack/blocks.ts';
import { chartSvg } from '../../src/chat/slack/chart/svg.ts';
import type { AdaptiveCard } from '../../src/platform/cards/adaptiveCard.ts';

const require = createRequire(import.meta.url);

const { renderToStaticMarkup } = require('react-dom/server') as { renderToStaticMarkup(node: ReactNode): string };

const { Message } = (await import('slack-blocks-to-jsx')) as unknown as { Message: (props: object) => ReactNode };

const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#1d5c63"/><circle cx="18" cy="18" r="8" fill="#fff"/></svg>')}`;

const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * What the drawing library leaves out: coloured dots (as letters they need a font) and the choice made in a
 * drop-down.
 */
const DOTS: Readonly<Record<string, string>> = {
  '🟢': '#2eb67d',
  '🟡': '#ecb22e',
  '🔴': '#e01e5a',
  '🔵': '#1d9bd1',
  '⚪': '#b0b0b0',
};

const dotted = (html: string): string =>
  html.replace(
    /🟢|🟡|🔴|🔵|⚪️?/gu,
    (dot) => `<i class="dot" style="background:${DOTS[dot.replace('\uFE0F', '')]}"></i>`,
  );

const chosenShown = (blocks: readonly unknown[]): unknown[] =>
  JSON.parse(JSON.stringify(blocks), (_, node) =>
    node?.type === 'static_select' && node.initial_option ? { ...node, placeholder: node.initial_option.text } : node,
  );

const blocksHtml = (blocks: readonly unknown[], withoutWrapper: boolean): string =>
  dotted(
    renderToStaticMarkup(
      createElement(Message, {
        blocks: chosenShown(blocks),
        name: 'Recording Desk',
        logo: LOGO,
        time: new Date('2026-11-23T09:30:00Z'),
        withoutWrapper,
      } as never),
    ),
  );

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
