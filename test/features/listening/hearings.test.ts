import { describe, expect, it } from 'vitest';
import { createHearings } from '../../../src/features/listening/hearings.ts';
import { RANGE_BYTES } from '../../../src/platform/http/sound.ts';

/** What of several ranges, asked for one after the other and each served to its end, begins a hearing. */
async function hearingsOf(total: number, ranges: readonly (readonly [from: number, to: number])[]) {
  const hear = createHearings();
  const began: boolean[] = [];
  for (const [from, to] of ranges) {
    let isNew = false;
    for (let offset = from; offset < to; offset += RANGE_BYTES)
      await hear('a', { offset, length: Math.min(RANGE_BYTES, to - offset), total }, async () => {
        isNew = true;
      });
    began.push(isNew);
  }
  return began;
}

const count = async (...asked: Parameters<typeof hearingsOf>): Promise<number> =>
  (await hearingsOf(...asked)).filter(Boolean).length;

const LONG = 10 * RANGE_BYTES;

const SHORT = 16_000;

describe('a hearing', () => {
  it.each([LONG, SHORT])('of %i bytes begins each time all but the first byte is asked for', async (total) => {
    expect(await count(total, Array(10).fill([1, total]))).toBe(10);
  });

  it('begins once for a player that looks at the header, then at the end, then plays', async () => {
    expect(
      await hearingsOf(LONG, [
        [0, 2],
        [0, 44],
        [LONG - 100, LONG],
        [0, LONG],
      ]),
    ).toEqual([true, false, false, false]);
  });

  it('goes on through places further on, and back to any but the beginning', async () => {
    const moves = [
      [0, 3 * RANGE_BYTES],
      [7 * RANGE_BYTES, 8 * RANGE_BYTES],
      [2 * RANGE_BYTES, 4 * RANGE_BYTES],
    ] as const;
    expect(await hearingsOf(LONG, moves)).toEqual([true, false, false]);
  });

  it('begins again at the beginning once more than the beginning was served, and not at the byte after it', async () => {
    const first = [0, RANGE_BYTES] as const;
    expect(await hearingsOf(LONG, [first, [0, 1]])).toEqual([true, false]);
    expect(await hearingsOf(LONG, [first, [RANGE_BYTES, RANGE_BYTES + 1], [RANGE_BYTES - 1, RANGE_BYTES]])).toEqual([
      true,
      false,
      true,
    ]);
    expect(await hearingsOf(LONG, [first, [RANGE_BYTES, RANGE_BYTES + 1], [RANGE_BYTES, LONG]])).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('begins again when some other part is repeated until twice the whole was served', async () => {
    expect(await count(LONG, Array(10).fill([LONG / 2, LONG]))).toBe(3);
    expect(
      await hearingsOf(LONG, [
        [0, LONG],
        [RANGE_BYTES, LONG],
        [LONG - RANGE_BYTES, LONG],
      ]),
    ).toEqual([true, false, false]);
    expect(
      await hearingsOf(LONG, [
        [0, LONG],
        [RANGE_BYTES, LONG],
        [RANGE_BYTES, LONG],
      ]),
    ).toEqual([true, false, true]);
  });

  it('begins wherever it is asked for in an opening that nothing is remembered of', async () => {
    expect(await hearingsOf(LONG, [[LONG / 2, LONG]])).toEqual([true]);
    const hear = createHearings();
    const piece = { offset: LONG / 2, length: 1, total: LONG };
    const noted: string[] = [];
    const ask = (opening: string) => hear(opening, piece, async () => void noted.push(opening));
    for (let opening = 0; opening <= 1_000; opening += 1) await ask(`o-${opening}`);
    noted.length = 0;
    for (const opening of ['o-1', 'o-0']) await ask(opening);
    expect(noted).toEqual(['o-0']);
  });

  it('that could not be written down is not counted as heard', async () => {
    const hear = createHearings();
    const piece = { offset: 0, length: SHORT, total: SHORT };
    const away = () => Promise.reject(new Error('away'));
    await expect(hear('a', piece, away)).rejects.toThrow('away');
    await expect(hear('a', piece, away)).rejects.toThrow('away');
  });
});
