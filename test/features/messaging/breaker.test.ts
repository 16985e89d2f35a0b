import { describe, expect, it } from 'vitest';
import { createBreakers } from '../../../src/features/messaging/breaker.ts';
import { Fault, type FaultKind } from '../../../src/kernel/fault.ts';
import { NOW } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';

const fault = (kind: FaultKind, code = 'no_answer') => new Fault(kind, code, 'Wait.');

const breaker = () => {
  const clock = createTestClock(NOW);
  const { slack } = createBreakers(clock);
  const refuse = (times: number, error: unknown = fault('passing')): void => {
    for (let n = 0; n < times; n += 1) slack.note(error);
  };
  return { clock, slack, refuse };
};

describe('the breaker before a platform', () => {
  it('opens after five refusals in a row, and not after four', () => {
    const { slack, refuse } = breaker();
    refuse(4);
    expect(slack.isOpen()).toBe(false);
    expect(slack.room(8, 3)).toBe(5);
    refuse(1);
    expect(slack.isOpen()).toBe(true);
    expect(slack.why()).toBe('passing no_answer');
    expect(slack.room(8, 0)).toBe(0);
  });

  it('opens at once when the platform refuses the desk itself', () => {
    const { slack, refuse } = breaker();
    refuse(1, fault('app', 'invalid_auth'));
    expect(slack.why()).toBe('app invalid_auth');
  });

  it.each<[string, unknown]>([
    ['a word about one message', fault('item')],
    ['a word about one place', fault('place')],
    ['an unknown word', fault('unknown')],
    ['a limit', fault('passing', 'ratelimited')],
    ['a mistake of the desk’s own', new TypeError('x')],
  ])('does not open for %s, however often', (_what, error) => {
    const { slack, refuse } = breaker();
    refuse(50, error);
    expect(slack.isOpen()).toBe(false);
  });

  it('lets one be tried after a second, and later at most every ten seconds', () => {
    const { clock, slack, refuse } = breaker();
    refuse(5);
    clock.advanceMs(999);
    expect(slack.room(8, 0)).toBe(0);
    clock.advanceMs(1);
    expect(slack.room(8, 0)).toBe(1);
    expect(slack.room(8, 1)).toBe(0);
    refuse(20);
    clock.advanceMs(9_999);
    expect(slack.room(8, 0)).toBe(0);
    clock.advanceMs(1);
    expect(slack.room(8, 0)).toBe(1);
  });

  it('closes with the first that is taken, or that is read and refused, and says so once', () => {
    for (const answer of [undefined, fault('item'), fault('place')]) {
      const { slack, refuse } = breaker();
      refuse(5);
      expect(slack.note(answer)).toBe(true);
      expect(slack.isOpen()).toBe(false);
      expect(slack.note(undefined)).toBe(false);
      expect(slack.room(8, 0)).toBe(8);
    }
  });

  it('does not wait for a clock that has been set back since', () => {
    const { clock, slack, refuse } = breaker();
    refuse(20);
    clock.advanceMs(-86_400_000);
    expect(slack.room(8, 0)).toBe(1);
  });
});
