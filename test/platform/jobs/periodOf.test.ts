import { expect, it } from 'vitest';
import { toInstant } from '../../../src/kernel/time.ts';
import { every } from '../../../src/platform/jobs/runner.ts';

it.each([
  ['2026-11-24T10:00:00Z', 5, '2026-11-24T10:00:00.000Z'],
  ['2026-11-24T10:04:59.999Z', 5, '2026-11-24T10:00:00.000Z'],
  ['2026-11-24T10:05:00Z', 5, '2026-11-24T10:05:00.000Z'],
  ['2026-11-24T10:05:30Z', 1, '2026-11-24T10:05:00.000Z'],
  ['2026-10-25T01:30:00Z', 60, '2026-10-25T01:00:00.000Z'],
  ['2026-11-24T23:59:00Z', 1440, '2026-11-24T00:00:00.000Z'],
])('%s lies in the period of %d minutes that began at %s', (now, minutes, period) => {
  expect(every(minutes).periodOf(toInstant(now))).toBe(period);
});
