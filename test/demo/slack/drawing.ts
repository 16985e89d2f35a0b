import { createRequire } from 'node:module';
import { createElement, type ReactNode } from 'react';

const require = createRequire(import.meta.url);

const { renderToStaticMarkup } = require('react-dom/server') as { renderToStaticMarkup(node: ReactNode): string };

const { Message } = (await import('slack-blocks-to-jsx')) as unknown as { Message: (props: object) => ReactNode };

const picture = (inner: string, ground: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="${ground}"/>${inner}</svg>`)}`;

/** Whoever wrote a message, and their picture. */
export interface Author {
  readonly name: string;
  readonly logo: string;
}

export const DESK: Author = {
  name: 'Recording Desk',
  logo: picture('<circle cx="18" cy="18" r="8" fill="#fff"/>', '#1d5c63'),
};

/** A person, with the letter their name begins with. */
export const authorOf = (name: string): Author => ({
  name,
  logo: picture(
    `<text x="18" y="24" text-anchor="middle" font-family="sans-serif" font-size="17" fill="#fff">${name.slice(0, 1)}</text>`,
    '#7b3f8c',
  ),
});

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

/** Blocks as Slack draws them; `bare` without who wrote them and when. */
export const drawBlocks = (
  blocks: readonly unknown[],
  { by, at, bare = false }: { readonly by: Author; readonly at: Date; readonly bare?: boolean },
): string =>
  dotted(
    renderToStaticMarkup(
      createElement(Message, { blocks: chosenShown(blocks), ...by, time: at, withoutWrapper: bare } as never),
    ),
  );
