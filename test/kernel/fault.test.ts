import { describe, expect, it } from 'vitest';
import { causeOf, type FAULT_KINDS, Fault, isFinal, TRIES } from '../../src/kernel/fault.ts';

const fault = (kind: (typeof FAULT_KINDS)[number]) => new Fault(kind, 'a_word', 'Do this.');

describe('what a fault means', () => {
  it.each([
    ['passing', false, false],
    ['item', true, true],
    ['place', true, true],
    ['app', false, false],
    ['unknown', false, true],
  ] as const)('%s is final at once: %s, and after some tries: %s', (kind, atOnce, later) => {
    expect(isFinal(fault(kind), 1)).toBe(atOnce);
    expect(isFinal(fault(kind), TRIES - 1)).toBe(atOnce);
    expect(isFinal(fault(kind), TRIES)).toBe(later);
  });

  it('counts what is no fault of an outside as unknown', () => {
    expect(isFinal(new TypeError('x'), TRIES - 1)).toBe(false);
    expect(isFinal(new TypeError('x'), TRIES)).toBe(true);
  });

  it('gives the log a kind and a code, and nothing that was sent or received', () => {
    expect(causeOf(fault('place'))).toEqual({ fault: 'place', code: 'a_word' });
    expect(causeOf(Object.assign(new Error('<html>Mrs Alder'), { code: 'ECONNRESET' }))).toEqual({
      fault: 'Error',
      code: 'ECONNRESET',
    });
    expect(causeOf(Object.assign(new Error('x'), { code: '<html>Mrs Alder</html>' })).code).toBe('-');
    expect(causeOf('Mrs Alder')).toEqual({ fault: 'unknown', code: 'no error' });
  });
});
