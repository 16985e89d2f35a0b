import {
  type Block,
  type Cell,
  INK,
  type PdfDocument,
  type Style,
  TEXT_WIDTH,
} from '../../../platform/pdf/document.ts';
import type { Fact } from '../model/pack.ts';

const STYLES = {
  practice: { font: 'bold', size: 9, ink: INK.grey },
  title: { font: 'bold', size: 21, ink: INK.accent },
  subtitle: { font: 'text', size: 11, ink: INK.grey },
  heading: { font: 'bold', size: 12.5, ink: INK.accent },
  label: { font: 'bold', size: 8.5, ink: INK.grey },
  value: { font: 'text', size: 9 },
  strong: { font: 'bold', size: 9 },
  small: { font: 'text', size: 8, ink: INK.grey },
  mono: { font: 'mono', size: 7.2 },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof STYLES;

export const block = (text: string, style: StyleName = 'value'): Block => ({ text, style: STYLES[style] });

export function title(sheet: PdfDocument, practice: string, name: string, subtitle: string): void {
  sheet.row([{ width: TEXT_WIDTH, blocks: [block(practice, 'practice')] }]);
  sheet.space(4);
  sheet.row([{ width: TEXT_WIDTH, blocks: [block(name, 'title')] }]);
  sheet.row([{ width: TEXT_WIDTH, blocks: [block(subtitle, 'subtitle')] }]);
  sheet.space(8);
  sheet.rule({ ink: INK.accent, weight: 1.4 });
  sheet.space(6);
}

/** A heading is never left alone at the foot of a page. */
export function heading(sheet: PdfDocument, name: string): void {
  sheet.space(12);
  sheet.keep(70);
  sheet.bookmark(name);
  sheet.row([{ width: TEXT_WIDTH, blocks: [block(name, 'heading')] }]);
  sheet.space(2);
  sheet.rule();
  sheet.space(6);
}

export function paragraph(sheet: PdfDocument, text: string, style: StyleName = 'value'): void {
  sheet.row([{ width: TEXT_WIDTH, blocks: [block(text, style)] }]);
  sheet.space(4);
}

const LABEL_WIDTH = 132;

/** A hash is compared sign by sign, so its signs are of one width. */
const HASH = /^[0-9a-f]{64}$/;

/** Names on the left, what they name on the right. */
export function facts(sheet: PdfDocument, all: readonly Fact[], indent = 0): void {
  for (const { title: name, value } of all) {
    const style = HASH.test(value) ? 'mono' : 'value';
    sheet.row(
      [
        { width: LABEL_WIDTH, blocks: [block(name, 'label')] },
        { width: TEXT_WIDTH - LABEL_WIDTH - 12 - indent, blocks: [block(value, style)] },
      ],
      { indent },
    );
    sheet.space(3);
  }
  sheet.space(3);
}

/** Rows under column titles, which come again on every page. `under`: a hash, say, over the row’s whole width. */
export function table(
  sheet: PdfDocument,
  /** Each title with its width. */
  columns: Readonly<Record<string, number>>,
  rows: readonly { readonly cells: readonly (readonly Block[])[]; readonly under?: Block }[],
  { gap = 10 } = {},
): void {
  if (rows.length === 0) {
    paragraph(sheet, 'None.');
    return;
  }
  const head = (): void => {
    sheet.row(
      Object.entries(columns).map(([name, width]) => ({ width, blocks: [block(name, 'label')] })),
      { gap },
    );
    sheet.space(2);
    sheet.rule();
    sheet.space(4);
  };
  sheet.keep(60);
  head();
  sheet.repeat(head);
  for (const { cells, under } of rows) {
    const filled = Object.values(columns).map((width, at): Cell => ({ width, blocks: cells[at] ?? [] }));
    const below: readonly Cell[] = under ? [{ width: TEXT_WIDTH, blocks: [under] }] : [];
    sheet.keep(sheet.heightOf(filled) + sheet.heightOf(below));
    sheet.row(filled, { gap });
    sheet.row(below);
    sheet.space(5);
  }
  sheet.repeat(null);
  sheet.space(3);
}

const SIGNATURE_GAP = 28;

const SIGNATURE_WIDTH = (TEXT_WIDTH - SIGNATURE_GAP) / 2;

/** Lines to sign on, for two people side by side. */
export function signatures(
  sheet: PdfDocument,
  left: { readonly who: string; readonly lines: readonly string[] },
  right: { readonly who: string; readonly lines: readonly string[] },
): void {
  const count = Math.max(left.lines.length, right.lines.length);
  const pair = (style: StyleName, ...texts: readonly string[]): void =>
    sheet.row(
      texts.map((text) => ({ width: SIGNATURE_WIDTH, blocks: [block(text, style)] })),
      { gap: SIGNATURE_GAP },
    );
  sheet.keep(40 + count * 40);
  sheet.space(10);
  pair('strong', left.who, right.who);
  for (let at = 0; at < count; at += 1) {
    sheet.space(26);
    for (const [column, { lines }] of [left, right].entries())
      if (at < lines.length) sheet.rule({ indent: column * (SIGNATURE_WIDTH + SIGNATURE_GAP), width: SIGNATURE_WIDTH });
    sheet.space(2);
    pair('small', left.lines[at] ?? '', right.lines[at] ?? '');
  }
}
