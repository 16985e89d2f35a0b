import { expect, it } from 'vitest';
import { backOffMs } from '../../../src/features/messaging/dispatcher.ts';

it.each([
  [1, null, 1_000],
  [2, null, 2_000],
  [5, null, 16_000],
  [9, null, 256_000],
  [10, null, 300_000],
  [1_000, null, 300_000],
  [1, 30_000, 30_000],
  [9, 30_000, 256_000],
  [1, 600_000, 600_000],
  [1, 900_000, 600_000],
])('after %d attempts, asked for %s ms of rest, waits %d ms', (attempts, retryAfterMs, wait) => {
  expect(backOffMs(attempts, retryAfterMs)).toBe(wait);
});
