// Sends what is marked to the desk, and says in a sentence what became of it.

import { isFinal, OUT_OF_REACH } from './redaction-sound.js';

/** @typedef {{ fromMs: number, toMs: number }} Span */

const SAVE_MS = 60_000;

/** Refusals of what is marked, which can be mended; any other says that the page may no longer be used. */
const MENDABLE = [400, 413, 422];

/**
 * `over`: the page may no longer be used. `failed`: nothing has been saved, and it can be tried again.
 * @param {string} desk
 * @param {readonly Span[]} spans
 * @param {boolean} nothing that nothing needs silencing
 * @returns {Promise<{ kind: 'saved', marked: Span[], silencedMs: number } | { kind: 'over' | 'failed', sentence: string }>}
 */
export async function saveMarks(desk, spans, nothing) {
  try {
    const answer = await fetch(`${desk}/spans`, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spans, nothing }),
      signal: AbortSignal.timeout(SAVE_MS),
    });
    if (answer.ok) return { kind: 'saved', ...(await answer.json()) };
    const sentence = await sentenceOf(answer);
    return { kind: isFinal(answer.status) && !MENDABLE.includes(answer.status) ? 'over' : 'failed', sentence };
  } catch {
    return { kind: 'failed', sentence: `${OUT_OF_REACH} Nothing has been saved.` };
  }
}

/** A fault of the desk is answered in plain text. @param {Response} answer */
async function sentenceOf(answer) {
  try {
    return String((await answer.json()).sentence);
  } catch {
    return 'Something went wrong at the desk, and nothing has been saved. Try again.';
  }
}
