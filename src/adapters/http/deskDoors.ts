import type { Request } from 'restify';
import type { HearForSilencing, SizeOfSound, WhichSound } from '../../usecases/hearForSilencing.ts';
import type { DeskVisit } from '../../usecases/openPage.ts';
import type { Clock } from '../../usecases/ports.ts';
import type { SettleFromPage } from '../../usecases/settleFromPage.ts';
import type { TakePaper, ViewPapers } from '../../usecases/takePaper.ts';
import type { ViewDeskPage } from '../../usecases/viewDeskPage.ts';
import { type Answer, jsonAnswer, pageAnswer } from './answer.ts';
import type { Door } from './door.ts';
import { secretIn } from './hearingCookie.ts';
import { papersPage } from './papersPage.ts';
import { isPressedHere, notFromHere } from './pressedHere.ts';
import { refusedJson, refusedPage } from './refusalAnswer.ts';
import { silencingPage } from './silencingPage.ts';
import { describeSound, hearSound, type Sound } from './sound.ts';
import { saveSpans } from './spansDoor.ts';

export interface DeskDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly viewDeskPage: ViewDeskPage;
  readonly viewPapers: ViewPapers;
  readonly takePaper: TakePaper;
  readonly sizeOfSound: SizeOfSound;
  readonly hearForSilencing: HearForSilencing;
  readonly settleFromPage: SettleFromPage;
}

/** A page of the desk's own, for the browser that opened it. Every door asks again whether the person may. */
export function deskDoors(deps: DeskDeps): readonly Door[] {
  const look = (request: Request): Promise<Answer> => page(deps, visitOf(request));
  return [
    { method: 'GET', path: '/desk/:linkId', answer: look },
    { method: 'HEAD', path: '/desk/:linkId', answer: look },
    { method: 'GET', path: '/desk/:linkId/standing', answer: (request) => standing(deps, visitOf(request)) },
    { method: 'GET', path: '/desk/:linkId/file/:name', answer: (request) => file(deps, request) },
    {
      method: 'POST',
      path: '/desk/:linkId/spans',
      answer: (request) => saveSpans(deps, visitOf(request), request),
    },
    ...(['clip', 'result'] as const).flatMap((which) => soundDoors(deps, which)),
  ];
}

function visitOf(request: Request): DeskVisit {
  const { linkId } = request.params as { readonly linkId: string };
  return { linkId, browserSecret: secretIn(request.headers.cookie, linkId) };
}

async function page(deps: DeskDeps, visit: DeskVisit): Promise<Answer> {
  const seen = await deps.viewDeskPage(visit);
  if (!seen.ok) return refusedPage(seen.error, deps.zone);
  if (seen.value.silencing)
    return pageAnswer(200, silencingPage(seen.value, seen.value.silencing, deps.clock.now()));
  const papers = await deps.viewPapers(visit);
  return papers.ok
    ? pageAnswer(200, papersPage(papers.value, deps.clock.now()))
    : refusedPage(papers.error, deps.zone);
}

async function standing({ viewDeskPage, zone }: DeskDeps, visit: DeskVisit): Promise<Answer> {
  const seen = await viewDeskPage(visit);
  return seen.ok ? jsonAnswer(200, { until: seen.value.until }) : refusedJson(seen.error, zone);
}

async function file({ takePaper, publicUrl, zone }: DeskDeps, request: Request): Promise<Answer> {
  // Taking a file may count as handing it over: never ahead of time, and only by a press on the page.
  if (!isPressedHere(request.headers, publicUrl)) return notFromHere();
  const { name } = request.params as { readonly name: string };
  const taken = await takePaper({ visit: visitOf(request), name });
  if (!taken.ok) return refusedPage(taken.error, zone);
  const { contentType, bytes } = taken.value;
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${taken.value.name.replace(/[^\w.-]/g, '')}"`,
    },
    body: bytes,
  };
}

function soundDoors(deps: DeskDeps, which: WhichSound): readonly Door[] {
  const path = `/desk/:linkId/${which}`;
  const soundOf = (request: Request): Sound => {
    const visit = visitOf(request);
    return {
      size: () => deps.sizeOfSound({ visit, which }),
      piece: (offset, length) => deps.hearForSilencing({ visit, which, offset, length }),
    };
  };
  return [
    {
      method: 'GET',
      path,
      answer: (request) => hearSound(soundOf(request), request.headers.range, deps.zone),
    },
    { method: 'HEAD', path, answer: (request) => describeSound(soundOf(request), deps.zone) },
  ];
}
