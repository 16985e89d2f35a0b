import { type Refusal, type Refused, refusalText } from '../../kernel/refusal.ts';
import { refusalPage } from './refusalPage.ts';
import { type Answer, type Headers, jsonAnswer, pageAnswer, textAnswer } from './response.ts';

/** The refusals a link can meet; any other would be a plain 403. */
const STATUS: Readonly<Partial<Record<Refusal, number>>> = {
  'link-unknown': 404,
  'link-used': 410,
  'link-expired': 410,
  'access-ended': 410,
  'clip-not-ready': 409,
  'other-browser': 403,
  'copy-not-agreed': 403,
  'spans-invalid': 422,
  'too-many-spans': 422,
  'external-link-unknown': 404,
  'external-link-locked': 410,
  'external-link-ended': 410,
  'no-playbacks-left': 410,
  'external-playback-over': 410,
  'external-other-browser': 403,
  'storage-unavailable': 503,
};

const RETRY_SECONDS = '30';

const statusOf = (code: Refusal): number => STATUS[code] ?? 403;

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
