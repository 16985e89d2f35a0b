import type { HttpDeps } from '../../src/app/http.ts';
import { refusal, refused } from '../../src/kernel/refusal.ts';
import { err } from '../../src/kernel/result.ts';
import { toInstant } from '../../src/kernel/time.ts';

const unknown = async () => refused('link-unknown');

/** What an HTTP server needs where no route is used. */
export const NOTHING: Omit<HttpDeps, 'log'> = {
  clock: { now: () => toInstant('2026-11-23T09:30:00Z') },
  publicUrl: null,
  zone: 'Europe/London',
  lookAtLink: unknown,
  openClip: unknown,
  viewPlayback: unknown,
  playClip: unknown,
  lookAtPage: unknown,
  openPage: unknown,
  viewDeskPage: unknown,
  viewDocuments: unknown,
  downloadDocument: unknown,
  sizeOfSound: unknown,
  playForRedaction: unknown,
  saveRedactionFromPage: unknown,
  viewExternalLink: unknown,
  enterPasscode: async () => err({ kind: 'refused', refused: refusal('external-link-unknown') }),
  routes: [],
  health: async () => ({ ok: true, checks: {} }),
  figures: async () => [],
  metricsToken: null,
};
