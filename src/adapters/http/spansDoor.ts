import type { IncomingMessage } from 'node:http';
import type { SilencedSpan } from '../../domain/release/grant.ts';
import { MOST_SPANS, totalMs } from '../../domain/release/redaction.ts';
import type { DeskVisit } from '../../usecases/openPage.ts';
import type { SettleFromPage } from '../../usecases/settleFromPage.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { isPressedHere } from './pressedHere.ts';
import { readBody } from './readBody.ts';
import { refusedJson } from './refusalAnswer.ts';

export interface SpansDeps {
  readonly publicUrl: string | null;
  readonly zone: string;
  readonly settleFromPage: SettleFromPage;
}

/** Room for twice as many spans as may be saved: a list that is too long is answered with why. */
const MOST_BYTES = MOST_SPANS * 2 * 64;

/** What the page sends. Without a part marked it says so besides: an empty list alone may be a mistake. */
interface Sent {
  readonly spans: readonly SilencedSpan[];
  readonly nothing: boolean;
}

const refusedHere = (status: number, sentence: string): Answer =>
  jsonAnswer(status, { sentence }, status === 413 ? { connection: 'close' } : {});

/** Saves what is marked; answers JSON, for the page's script. */
export async function saveSpans(
  { settleFromPage, publicUrl, zone }: SpansDeps,
  visit: DeskVisit,
  request: IncomingMessage,
): Promise<Answer> {
  if (!isPressedHere(request.headers, publicUrl))
    return refusedHere(403, 'That did not come from the desk’s own page. Nothing has been saved.');
  const body = await readBody(request, MOST_BYTES);
  const sent = body === 'too-long' ? undefined : readSent(body.toString('utf8'));
  if (body === 'too-long') return refusedHere(413, 'Too many parts are marked. Nothing has been saved.');
  if (!sent) return refusedHere(400, 'The desk could not read what is marked. Nothing has been saved.');
  if ((sent.spans.length === 0) !== sent.nothing)
    return refusedHere(
      422,
      'Mark at least one part, or press “Nothing needs silencing”. Nothing has been saved.',
    );
  const settled = await settleFromPage({ visit, spans: sent.spans });
  if (!settled.ok) return refusedJson(settled.error, zone);
  const { marked, spans } = settled.value;
  return jsonAnswer(200, { marked, silencedMs: totalMs(spans) });
}

function readSent(text: string): Sent | undefined {
  try {
    const { spans, nothing } = JSON.parse(text) as Record<string, unknown>;
    if (!Array.isArray(spans) || typeof nothing !== 'boolean' || !spans.every(isSpan)) return undefined;
    return { spans: spans.map(({ fromMs, toMs }) => ({ fromMs, toMs })), nothing };
  } catch {
    return undefined;
  }
}

function isSpan(value: unknown): value is SilencedSpan {
  if (typeof value !== 'object' || value === null) return false;
  const { fromMs, toMs } = value as Record<string, unknown>;
  return typeof fromMs === 'number' && typeof toMs === 'number';
}
