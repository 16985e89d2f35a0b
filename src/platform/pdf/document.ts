import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Instant } from '../../kernel/time.ts';
import { directionRuns, printable, wrapped } from './lines.ts';

const { resolve } = createRequire(import.meta.url);

const fontFile = (name: string): string => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** Fonts that go into every paper: Latin, Greek, Cyrillic, Hebrew, Arabic and more, so that names show as written. */
const FONTS = {
  text: fontFile('DejaVuSansCondensed'),
  bold: fontFile('DejaVuSansCondensed-Bold'),
  mono: fontFile('DejaVuSansMono'),
} as const;

type FontName = keyof typeof FONTS;

/** A4, in points. */
const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 64, bottom: 72 } as const;

const PAGE_END = PAGE.height - PAGE.bottom;

export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** Ink: black for what was said, grey for what names it, one colour for headings. */
export const INK = { text: '#1a1a1a', grey: '#5c6670', accent: '#0f4c5c', line: '#c9d1d6' } as const;

export interface Style {
  readonly font: FontName;
  readonly size: number;
  readonly ink?: string;
}

export interface Block {
  readonly text: string;
  readonly style: Style;
}

/** A column of a row: blocks under each other, in a width. */
export interface Cell {
  readonly width: number;
  readonly blocks: readonly Block[];
}

/** The font’s own table of characters, which pdfkit keeps to itself. */
interface FontInUse {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

const heightOf = ({ size }: Style): number => size * 1.38;

export interface PdfDocumentFacts {
  readonly title: string;
  readonly author: string;
  readonly madeAt: Instant;
  /** What stands at the foot of every page, left of its number. */
  readonly foot: string;
}

/** A document under way, and its bytes once it has ended. */
function openDocument({ title, author, madeAt }: PdfDocumentFacts) {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: FONTS.text,
    bufferPages: true,
    compress: false,
    pdfVersion: '1.7',
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: 'Recording Desk',
      Producer: 'Recording Desk',
      CreationDate: new Date(madeAt),
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<Uint8Array>((settle, fail) => {
    doc.on('end', () => settle(Buffer.concat(chunks)));
    doc.on('error', fail);
  });
  return { doc, closed };
}

/** Sets text in lines, and draws them. */
function letteringOn(doc: PDFKit.PDFDocument) {
  const use = ({ font, size, ink }: Style) =>
    doc
      .font(FONTS[font])
      .fontSize(size)
      .fillColor(ink ?? INK.text);

  const linesOf = ({ width, blocks }: Cell): readonly Block[] =>
    blocks.flatMap(({ text, style }) => {
      use(style);
      const { font } = (doc as unknown as FontInUse)._font;
      const shown = printable(text, (code) => font.hasGlyphForCodePoint(code));
      return wrapped(shown, width, (part) => doc.widthOfString(part)).map((line) => ({ text: line, style }));
    });

  const drawLine = ({ text, style }: Block, left: number, top: number): void => {
    use(style);
    let x = left;
    for (const run of directionRuns(text)) {
      if (run !== '') doc.text(run, x, top, { lineBreak: false });
      x += doc.widthOfString(`${run} `);
    }
  };

  return { use, linesOf, drawLine };
}

const heightOfColumn = (lines: readonly Block[]): number => lines.reduce((sum, { style }) => sum + heightOf(style), 0);

const drawRule = (
  doc: PDFKit.PDFDocument,
  y: number,
  { ink = INK.line as string, weight = 0.6, indent = 0, width = TEXT_WIDTH } = {},
): void => {
  const x = PAGE.left + indent;
  doc
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(weight)
    .strokeColor(ink)
    .stroke();
};

function numberPages(doc: PDFKit.PDFDocument, lettering: ReturnType<typeof letteringOn>, foot: string): void {
  const top = PAGE.height - 48;
  const { count } = doc.bufferedPageRange();
  const style: Style = { font: 'text', size: 7.5, ink: INK.grey };
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const number = `Page ${page + 1} of ${count}`;
    drawRule(doc, top);
    const [left] = lettering.linesOf({ width: TEXT_WIDTH - 90, blocks: [{ text: foot, style }] });
    if (left) lettering.drawLine(left, PAGE.left, top + 8);
    lettering.use(style);
    lettering.drawLine({ text: number, style }, PAGE.width - PAGE.right - doc.widthOfString(number), top + 8);
  }
}

export type PdfDocument = ReturnType<typeof createPdfDocument>;

/**
 * A document that is written from the top down and breaks to the next page by itself. The fonts go in, so that it looks
 * the same everywhere. Nothing is compressed, so that a file put into it can be read without a PDF library.
 */
export function createPdfDocument(facts: PdfDocumentFacts) {
  const { doc, closed } = openDocument(facts);
  const lettering = letteringOn(doc);
  const { linesOf, drawLine } = lettering;
  let y: number = PAGE.top;
  /** Drawn again at the head of a page on which a table goes on. */
  let repeated: (() => void) | null = null;

  /** Goes to the next page unless so many points are left on this one. */
  const keep = (height: number): void => {
    if (y + height <= PAGE_END || y <= PAGE.top) return;
    doc.addPage();
    y = PAGE.top;
    repeated?.();
  };

  /** Columns side by side. A row that fits on a page is not broken; a longer one goes on line by line. */
  const row = (cells: readonly Cell[], { gap = 12, indent = 0 } = {}): void => {
    const columns = cells.map(linesOf);
    const whole = Math.max(0, ...columns.map(heightOfColumn));
    if (whole <= PAGE_END - PAGE.top) keep(whole);
    for (let at = 0; columns.some((lines) => at < lines.length); at += 1) {
      const next = columns.flatMap((lines) => lines.slice(at, at + 1));
      const height = Math.max(...next.map(({ style }) => heightOf(style)));
      keep(height);
      let x = PAGE.left + indent;
      for (const [column, lines] of columns.entries()) {
        const line = lines[at];
        if (line) drawLine(line, x, y);
        x += (cells[column]?.width ?? 0) + gap;
      }
      y += height;
    }
  };

  return {
    row,
    /** A line across the page, or across a part of it. */
    rule: (look?: Parameters<typeof drawRule>[2]): void => drawRule(doc, y, look),
    keep,
    /** How high a row of these would be. */
    heightOf: (cells: readonly Cell[]): number => Math.max(0, ...cells.map((cell) => heightOfColumn(linesOf(cell)))),
    space: (height: number): void => {
      y = Math.min(y + height, PAGE_END);
    },
    repeat: (draw: (() => void) | null): void => {
      repeated = draw;
    },
    bookmark: (name: string): void => {
      doc.outline.addItem(name);
    },
    /** Puts a file into the document as it is, byte for byte. */
    attach: (name: string, bytes: Uint8Array, description: string): void => {
      const date = new Date(facts.madeAt);
      const options = { name, description, type: 'application/json', creationDate: date, modifiedDate: date };
      doc.file(Buffer.from(bytes), options);
    },
    finish: (): Promise<Uint8Array> => {
      numberPages(doc, lettering, facts.foot);
      doc.end();
      return closed;
    },
  };
}
