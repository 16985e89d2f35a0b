import { type Refusal, type Refused, refusalText } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import { type Html, html } from './html.ts';
import { pageFrame } from './layout.ts';
import { type Answer, type Headers, jsonAnswer, pageAnswer, textAnswer } from './response.ts';

const NO_LINK = 'This link cannot be opened';

/** The refusals a link can meet: the status, and what stands above why; of any other, 403 and that it cannot be opened. */
const ANSWERS: Readonly<Partial<Record<Refusal, readonly [status: number, heading?: string]>>> = {
  'link-unknown': [404],
  'link-used': [410],
  'link-expired': [410],
  'link-replaced': [410, 'This link has ended'],
  'access-ended': [410, 'Nothing to hear here any more'],
  'clip-not-ready': [409, 'Nothing to hear here yet'],
  'copy-not-agreed': [403, 'No copy can be saved'],
  'copy-by-documents': [403, 'No copy is saved here'],
  'not-the-dpo': [403, 'This page is not yours to use'],
  'not-redacted-yet': [403, 'Nothing has been settled yet'],
  'case-not-found': [403, 'This case is not there any more'],
  'confidential-case': [403, 'This page is not yours to use'],
  'external-link-unknown': [404],
  'external-link-locked': [410, 'This link is locked'],
  'external-link-ended': [410, 'This link has ended'],
  'no-playbacks-left': [410, 'Nothing to hear here any more'],
  'external-other-browser': [403, 'The passcode is needed here too'],
  'external-replaced': [410, 'It goes on elsewhere'],
  'external-playback-over': [410, 'The time for listening has run out'],
  'storage-unavailable': [503, 'Nothing to hear just now'],
  'part-too-long': [422],
  'part-empty': [422],
  'terms-wider': [422],
  'spans-invalid': [422],
  'too-many-spans': [422],
};

/** Says why there is nothing to hear, and what to do next. */
const refusalPage = (code: Refusal, sentence: string): Html => noticePage(ANSWERS[code]?.[1] ?? NO_LINK, sentence);

export const noticePage = (heading: string, sentence: string): Html =>
  pageFrame(heading, null, html`<section class="notice"><h1>${heading}</h1><p>${sentence}</p></section>`);

const RETRY_SECONDS = '30';

const statusOf = (code: Refusal): number => ANSWERS[code]?.[0] ?? 403;

const headersOf = (code: Refusal): Headers => (statusOf(code) === 503 ? { 'retry-after': RETRY_SECONDS } : {});

/** For somebody who looks at the page. */
export const refusedPage = (refused: Refused, zone: string): Answer =>
  pageAnswer(statusOf(refused.code), refusalPage(refused.code, refusalText(refused, zone)), headersOf(refused.code));

/** For the page's script. */
export const refusedJson = (refused: Refused, zone: string): Answer =>
  jsonAnswer(
    statusOf(refused.code),
    { code: refused.code, sentence: refusalText(refused, zone) },
    headersOf(refused.code),
  );

/** For the browser's player, which shows nothing of it. */
export const refusedText = (refused: Refused, zone: string): Answer =>
  textAnswer(statusOf(refused.code), refusalText(refused, zone), headersOf(refused.code));

/** Whether a page may go on, for its script. */
export async function standingAnswer(
  seen: Promise<Result<{ readonly until: Instant }, Refused>>,
  zone: string,
): Promise<Answer> {
  const found = await seen;
  return found.ok ? jsonAnswer(200, { until: found.value.until }) : refusedJson(found.error, zone);
}
