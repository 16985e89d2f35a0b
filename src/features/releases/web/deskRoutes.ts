import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../kernel/ports.ts';
import type { Instant } from '../../../kernel/time.ts';
import { sessionOf } from '../../../platform/http/cookie.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { refusedJson, refusedPage, standingAnswer } from '../../../platform/http/refusalResponse.ts';
import { type Answer, jsonAnswer, pageAnswer } from '../../../platform/http/response.ts';
import { type Request, type Route, readBody } from '../../../platform/http/route.ts';
import { isSameOrigin, notFromHere } from '../../../platform/http/sameOrigin.ts';
import { describeSound, inPieces, playSound, type Sound } from '../../../platform/http/sound.ts';
import { DESK_STYLE } from '../../../platform/http/staticRoutes.ts';
import { lengthInWords, momentText } from '../../../platform/http/wording.ts';
import type { Session } from '../../listening/openLink.ts';
import type { RedactedSpan } from '../../requests/model/grant.ts';
import { MAX_SPANS, totalMs } from '../../requests/model/redaction.ts';
import type { DocumentsView, DownloadDocument, ViewDocuments } from '../downloadDocument.ts';
import type { PlayForRedaction, SizeOfSound, WhichSound } from '../playForRedaction.ts';
import type { SaveRedactionFromPage } from '../saveRedaction.ts';
import type { DeskPageView, ViewDeskPage } from '../viewRedactionPage.ts';
import { pageTitle } from './pageRoutes.ts';
import { redactionPage } from './redactionPage.ts';
import { BENCH_FILES, workbench } from './workbench.ts';

/** Where somebody who may agree to a request hears the call first, and chooses the part that answers the reason. */
const hearingPage = (view: DeskPageView, hearing: NonNullable<DeskPageView['hearing']>, now: Instant): Html =>
  pageFrame(
    `${pageTitle(view.page)}, request ${hearing.request.id}`,
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
<p class="lead">Hear as much as you need to decide, and choose the part that answers the reason: ${hearing.request.ask.reason}</p>
<noscript><p class="notice">This page needs JavaScript. Nothing can be heard without it.</p></noscript>
${workbench({
  ...hearing,
  linkId: view.linkId,
  marginMs: 0,
  marks: hearing.chosen && [hearing.chosen],
  step: 'a second',
  sound: 'call',
  hear: null,
  title: 'The part to allow',
  note: null,
  save: 'Use this part',
  nothing: 'Use the whole call',
})}
<p id="said" role="alert" tabindex="-1"></p>
<p id="saved" role="status">${hearing.chosen ? 'This part is filled in when you press Approve in the chat.' : 'Nothing is chosen yet. You can also go back to the chat and decide without.'}</p>
${factList([
  ['Request', hearing.request.id],
  ['Asked by', hearing.request.requesterName],
  ['Purpose', hearing.request.rule.title],
  ['Call', momentText(hearing.recording.startedAt, view.zone, now)],
  ['Length', lengthInWords(hearing.durationMs)],
  ['Use this page until', momentText(view.until, view.zone, now)],
])}
<p class="note">That you listen here before deciding is written down for the practice’s audit. The person who asked is not told. The page ends once the request is decided.</p>`,
    BENCH_FILES,
  );

/** One link a file. */
const documentsPage = (view: DocumentsView, now: Instant): Html =>
  pageFrame(
    pageTitle(view.page),
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
${
  view.names.length === 0
    ? html`<p class="lead">There is nothing to save here just now.</p>`
    : html`<p class="lead">Press a file to save it.</p>
<ul class="files">${view.names.map((name) => html`<li><a class="main" href="/desk/${view.linkId}/file/${name}">${name}</a></li>`)}</ul>`
}
<p class="note">This page can be used until ${momentText(view.until, view.zone, now)}, in this browser only. That you save a file is written down for the practice’s audit; a recording that is saved counts as handed over, and stands in the register.</p>`,
    html`<link rel="stylesheet" href="${DESK_STYLE}">`,
  );

export interface DeskDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly viewDeskPage: ViewDeskPage;
  readonly viewDocuments: ViewDocuments;
  readonly downloadDocument: DownloadDocument;
  readonly sizeOfSound: SizeOfSound;
  readonly playForRedaction: PlayForRedaction;
  readonly saveRedactionFromPage: SaveRedactionFromPage;
}

/** A page of the desk's own, for the browser that opened it. Every route asks again whether the person may. */
export function deskRoutes(deps: DeskDeps): readonly Route[] {
  const look = (request: Request): Promise<Answer> => page(deps, sessionOf(request));
  return [
    { method: 'GET', path: '/desk/:linkId', answer: look },
    { method: 'HEAD', path: '/desk/:linkId', answer: look },
    {
      method: 'GET',
      path: '/desk/:linkId/standing',
      answer: (request) => standingAnswer(deps.viewDeskPage(sessionOf(request)), deps.zone),
    },
    { method: 'GET', path: '/desk/:linkId/file/:name', answer: (request) => file(deps, request) },
    { method: 'POST', path: '/desk/:linkId/spans', answer: (request) => saveSpans(deps, sessionOf(request), request) },
    ...(['clip', 'result', 'call'] as const).flatMap((which) => soundRoutes(deps, which)),
  ];
}

async function page(deps: DeskDeps, visit: Session): Promise<Answer> {
  const seen = await deps.viewDeskPage(visit);
  if (!seen.ok) return refusedPage(seen.error, deps.zone);
  if (seen.value.hearing) return pageAnswer(200, hearingPage(seen.value, seen.value.hearing, deps.clock.now()));
  if (seen.value.redaction) return pageAnswer(200, redactionPage(seen.value, seen.value.redaction, deps.clock.now()));
  const documents = await deps.viewDocuments(visit);
  return documents.ok
    ? pageAnswer(200, documentsPage(documents.value, deps.clock.now()))
    : refusedPage(documents.error, deps.zone);
}

async function file({ downloadDocument, viewDocuments, publicUrl, zone }: DeskDeps, request: Request): Promise<Answer> {
  // Taking a file may count as handing it over: never ahead of time, and only by a press on the page.
  if (!isSameOrigin(request.headers, publicUrl)) return notFromHere();
  const { name } = request.params as { readonly name: string };
  const visit = sessionOf(request);
  const taken = await downloadDocument({ visit, name });
  if (!taken.ok) return refusedPage(taken.error, zone);
  const { contentType, bytes } = taken.value;
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${taken.value.name.replace(/[^\w.-]/g, '')}"`,
    },
    body: inPieces(bytes, async () => (await viewDocuments(visit)).ok),
  };
}

function soundRoutes(deps: DeskDeps, which: WhichSound): readonly Route[] {
  const path = `/desk/:linkId/${which}`;
  const soundOf = (request: Request): Sound => {
    const visit = sessionOf(request);
    return {
      size: () => deps.sizeOfSound({ visit, which }),
      piece: (offset, length) => deps.playForRedaction({ visit, which, offset, length }),
    };
  };
  return [
    { method: 'GET', path, answer: (request) => playSound(soundOf(request), request.headers.range, deps.zone) },
    { method: 'HEAD', path, answer: (request) => describeSound(soundOf(request), deps.zone) },
  ];
}

/** Room for twice as many spans as may be saved: a list that is too long is answered with why. */
const MAX_BYTES = MAX_SPANS * 2 * 64;

/** What the page sends. Without a part marked it says so besides: an empty list alone may be a mistake. */
interface Sent {
  readonly spans: readonly RedactedSpan[];
  readonly nothing: boolean;
}

const refusedHere = (status: number, sentence: string): Answer =>
  jsonAnswer(status, { sentence }, status === 413 ? { connection: 'close' } : {});

/** Saves what is marked; answers JSON, for the page's script. */
async function saveSpans(
  { saveRedactionFromPage, publicUrl, zone }: DeskDeps,
  visit: Session,
  request: IncomingMessage,
): Promise<Answer> {
  if (!isSameOrigin(request.headers, publicUrl))
    return refusedHere(403, 'That did not come from the desk’s own page. Nothing has been saved.');
  const body = await readBody(request, MAX_BYTES);
  const sent = body === 'too-long' ? undefined : readSent(body.toString('utf8'));
  if (body === 'too-long') return refusedHere(413, 'Too many parts are marked. Nothing has been saved.');
  if (!sent) return refusedHere(400, 'The desk could not read what is marked. Nothing has been saved.');
  if ((sent.spans.length === 0) !== sent.nothing)
    return refusedHere(422, 'Mark at least one part, or press “Nothing needs silencing”. Nothing has been saved.');
  const settled = await saveRedactionFromPage({ visit, spans: sent.spans });
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

function isSpan(value: unknown): value is RedactedSpan {
  if (typeof value !== 'object' || value === null) return false;
  const { fromMs, toMs } = value as Record<string, unknown>;
  return typeof fromMs === 'number' && typeof toMs === 'number';
}
