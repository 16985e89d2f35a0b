import type { HttpDeps } from '../../../src/adapters/http/server.ts';
import { err } from '../../../src/domain/result.ts';
import { toInstant } from '../../../src/domain/time.ts';
import { refusal, refused } from '../../../src/usecases/refused.ts';

const unknown = async () => refused('link-unknown');

/** Nothing behind any door. */
export const NOTHING: Omit<HttpDeps, 'log'> = {
  clock: { now: () => toInstant('2026-11-23T09:30:00Z') },
  publicUrl: null,
  zone: 'Europe/London',
  lookAtLink: unknown,
  openClip: unknown,
  viewHearing: unknown,
  hearClip: unknown,
  lookAtPage: unknown,
  openPage: unknown,
  viewDeskPage: unknown,
  viewPapers: unknown,
  takePaper: unknown,
  sizeOfSound: unknown,
  hearForSilencing: unknown,
  settleFromPage: unknown,
  lookAtOutsideLink: unknown,
  enterPasscode: async () => err({ kind: 'refused', refused: refusal('outside-link-unknown') }),
  routes: [],
  health: async () => ({ ok: true, checks: {} }),
  figures: async () => [],
};
