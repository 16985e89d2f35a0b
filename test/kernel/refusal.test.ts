import { describe, expect, it } from 'vitest';
import { REFUSALS, refusal, refusalText } from '../../src/kernel/refusal.ts';
import { NOW } from '../builders.ts';

describe('what a person reads when the desk says no', () => {
  it.each(REFUSALS)('words the refusal %s in whole sentences', (code) => {
    const text = refusalText(refusal(code), 'Europe/London');
    expect(text).toMatch(/^[A-Z].{20,}[.!?]$/);
    expect(text).not.toContain(code);
  });

  it('names the person who decided first, and when, by the practice’s clock', () => {
    expect(refusalText(refusal('already-decided', 'Dana Drew', NOW), 'Europe/London')).toMatch(
      /\(Dana Drew, Tue 24 Nov 2026, 10:00\)$/,
    );
  });
});
