import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/kernel/fault.ts';
import { eachItem, eachStep, ItemsFailed } from '../../../src/platform/jobs/eachItem.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';

const pass = () => {
  const log = createRecordingLog();
  return { log, told: { what: 'number', idOf: String, log } };
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

const failing =
  (isBad: (item: number) => boolean, fault: () => unknown, done: number[] = []) =>
  async (item: number): Promise<number> => {
    if (isBad(item)) throw fault();
    done.push(item);
    return 1;
  };

describe('a pass over many items', () => {
  it('gives the sum when all is well, and writes nothing down', async () => {
    const { log, told } = pass();
    expect(
      await eachItem(
        numbers(10),
        told,
        failing(
          () => false,
          () => {},
        ),
      ),
    ).toBe(10);
    expect(log.lines).toEqual([]);
  });

  it('does the other 9,999 when one of 10,000 is bad, names that one with its cause, and fails at the end', async () => {
    const { log, told } = pass();
    const done: number[] = [];
    const bad = failing(
      (item) => item === 5_000,
      () => new Fault('item', 'BlobArchived', 'No.'),
      done,
    );
    await expect(eachItem(numbers(10_000), told, bad)).rejects.toThrow(ItemsFailed);
    expect(done).toHaveLength(9_999);
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { what: 'number', item: '5000', fault: 'item', code: 'BlobArchived' },
      { what: 'number', count: 1 },
    ]);
  });

  it('goes through them all however many are bad in themselves', async () => {
    const { log, told } = pass();
    const done: number[] = [];
    const bad = failing(
      (item) => item < 500,
      () => new TypeError('x'),
      done,
    );
    await expect(eachItem(numbers(1_000), told, bad)).rejects.toThrow(ItemsFailed);
    expect(done).toHaveLength(500);
    expect(log.lines.length).toBeLessThan(30);
  });

  it.each([
    'passing',
    'place',
    'app',
  ] as const)('stops when an outside is away (%s): five in a row, and not four', async (kind) => {
    const away = () => new Fault(kind, 'no_answer', 'Wait.');
    const done: number[] = [];
    await expect(
      eachItem(
        numbers(10),
        pass().told,
        failing((item) => item < 4, away, done),
      ),
    ).rejects.toThrow(ItemsFailed);
    expect(done).toHaveLength(6);
    await expect(
      eachItem(
        numbers(10),
        pass().told,
        failing((item) => item < 5, away),
      ),
    ).rejects.toMatchObject({ kind });
  });

  it('takes its steps one after another, whatever becomes of one', async () => {
    const { log } = pass();
    const taken: string[] = [];
    const step =
      (name: string, fails = false) =>
      async () => {
        taken.push(name);
        if (fails) throw new Error('x');
        return 1;
      };
    await expect(eachStep(log, { a: step('a'), b: step('b', true), c: step('c') })).rejects.toThrow(ItemsFailed);
    expect(taken).toEqual(['a', 'b', 'c']);
  });
});
