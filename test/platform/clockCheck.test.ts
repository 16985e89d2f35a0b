import { describe, expect, it } from 'vitest';
import { addDays, addMinutes, addMs, type Instant } from '../../src/kernel/time.ts';
import { ClockWrong, createClockCheck, type TimeReference } from '../../src/platform/clockCheck.ts';
import { NOW } from '../builders.ts';

/** A desk's clock, another's, and the machine's own count of milliseconds. */
function clocks() {
  let own: Instant = NOW;
  let other: Instant = NOW;
  let ticks = 0;
  let isReached = true;
  const reference: TimeReference = async () => {
    if (!isReached) throw new Error('not reached');
    return other;
  };
  return {
    check: createClockCheck({ now: () => own }, [reference], () => ticks),
    pass: (ms: number) => {
      own = addMs(own, ms);
      other = addMs(other, ms);
      ticks += ms;
    },
    set: (at: Instant) => {
      own = at;
    },
    reach: (reached: boolean) => {
      isReached = reached;
    },
  };
}

describe('the clock', () => {
  it('is relied on within five minutes of the others, and no further', async () => {
    const { check, set } = clocks();
    for (const minutes of [0, 5, -5]) {
      set(addMinutes(NOW, minutes));
      await check();
    }
    for (const ms of [5 * 60_000 + 1, -5 * 60_000 - 1]) {
      set(addMs(NOW, ms));
      await expect(check()).rejects.toThrow(ClockWrong);
    }
    expect(check.verdict()).toContain('5 minutes behind');
  });

  it.each([
    [31, '31 days ahead of'],
    [-1, '24 hours behind'],
  ])('set by %i days is wrong, and right again when it is set back', async (days, words) => {
    const { check, set, pass } = clocks();
    await check();
    set(addDays(NOW, days));
    await expect(check()).rejects.toThrow(words);
    set(NOW);
    await check();
    expect(check.verdict()).toBeNull();
    pass(3_600_000);
    await check();
  });

  it('is compared with what others said last, carried on, while none of them answers', async () => {
    const { check, set, pass, reach } = clocks();
    await check();
    reach(false);
    pass(6 * 3_600_000);
    await check();
    set(addDays(NOW, 31));
    await expect(check()).rejects.toThrow(ClockWrong);
  });

  it('is not relied on before anybody has answered', async () => {
    const { check, reach, pass } = clocks();
    reach(false);
    await expect(check()).rejects.toThrow('Nobody whose clock');
    expect(check.verdict()).toBeNull();
    reach(true);
    pass(1_000);
    await check();
  });

  it('is relied on where there is nobody to compare with', async () => {
    await createClockCheck({ now: () => addDays(NOW, 400) }, [])();
  });
});
