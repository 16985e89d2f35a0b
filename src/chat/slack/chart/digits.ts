/** Height of a digit as drawn here; widths are in the same unit. */
export const DIGIT_HEIGHT = 10;

const WIDTH = 6;

const ADVANCE = 8.5;

/**
 * Digits as strokes, six units wide and ten high: a desk's machine may have no font at all, and a chart needs no more
 * than these, since its words stand beside it.
 */
const STROKES: Readonly<Record<string, string>> = {
  '0': 'M3 0C1 0 0 2 0 5S1 10 3 10 6 8 6 5 5 0 3 0Z',
  '1': 'M1 2.2 3.8 0V10',
  '2': 'M.3 2.8C.5 1 1.6 0 3 0 4.7 0 5.8 1.1 5.8 2.7 5.8 4.4 4.6 5.5 0 10H6',
  '3': 'M.4 1.8C.9.7 1.8 0 3 0 4.6 0 5.6 1 5.6 2.4 5.6 3.9 4.5 4.7 2.4 4.7 4.8 4.7 6 5.7 6 7.3 6 9 4.7 10 3 10 1.6 10 .5 9.3 0 8.1',
  '4': 'M4.6 10V0L0 7H6',
  '5': 'M5.4 0H1.1L.6 4.6C1.3 4 2.1 3.7 3 3.7 4.8 3.7 6 4.9 6 6.8 6 8.7 4.8 10 3 10 1.6 10 .5 9.3 0 8.1',
  '6': 'M5.4 1.3C4.8.5 4.1 0 3.2 0 1.2 0 0 2.2 0 5.6 0 8.4 1.1 10 3 10 4.8 10 6 8.7 6 6.8 6 4.9 4.8 3.8 3.1 3.8 1.6 3.8.4 4.8 0 6.3',
  '7': 'M0 0H6L2 10',
  '8': 'M3 4.6C1.4 4.6.4 3.7.4 2.3.4.9 1.4 0 3 0S5.6.9 5.6 2.3C5.6 3.7 4.6 4.6 3 4.6 1.2 4.6 0 5.6 0 7.3S1.2 10 3 10 6 9 6 7.3C6 5.6 4.8 4.6 3 4.6Z',
  '9': 'M.6 8.7C1.2 9.5 1.9 10 2.8 10 4.8 10 6 7.8 6 4.4 6 1.6 4.9 0 3 0 1.2 0 0 1.3 0 3.2 0 5.1 1.2 6.2 2.9 6.2 4.4 6.2 5.6 5.2 6 3.7',
  '+': 'M0 5.5H6M3 2.5V8.5',
  '-': 'M.5 5.5H5.5',
};

export type Anchor = 'start' | 'middle' | 'end';

export const digitsWidth = (text: string): number => Math.max(0, text.length * ADVANCE - (ADVANCE - WIDTH));

/** A number as SVG strokes with its top at `y`; throws on anything but digits, plus and minus. */
export function digits(text: string, x: number, y: number, anchor: Anchor): string {
  const width = digitsWidth(text);
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width;
  return [...text]
    .map((digit, index) => {
      const stroke = STROKES[digit];
      if (stroke === undefined) throw new Error(`A chart has no ${JSON.stringify(digit)} among its digits`);
      return `<path d="${stroke}" transform="translate(${round(left + index * ADVANCE)} ${round(y)})"/>`;
    })
    .join('');
}

/** Two decimals: enough to the eye, and short. */
export const round = (value: number): number => Math.round(value * 100) / 100;
