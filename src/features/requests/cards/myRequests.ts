import type { CardData } from '../../../platform/cards/cardData.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import type { RequestLine } from '../requestView.ts';
import { requestStateText } from '../text.ts';
import type { RequestCardOf } from './views.ts';

/** What fits a message on both platforms with its buttons. */
const LINES_SHOWN = 10;

/** A person's own requests, newest first, as given. */
export function presentMyRequests({ lines, zone }: RequestCardOf<'my-requests'>): CardData {
  const more = lines.length - LINES_SHOWN;
  const status =
    lines.length === 0 ? 'You have not asked for a recording yet.' : countOf(lines.length, 'request');
  return {
    tone: 'emphasis',
    status,
    speak: `Your requests. ${status}`,
    lines: lines.slice(0, LINES_SHOWN).map((line) => requestLine(line, zone)),
    ...(more > 0 ? { more: `${countOf(more, 'older request')} not shown.` } : {}),
  };
}

const requestLine = (line: RequestLine, zone: string): CardData => ({
  id: line.id,
  title: line.title,
  standing: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}. Asked ${momentText(line.submittedAt, zone)}.`,
  canListen: line.canListen,
  canWithdraw: line.canWithdraw,
  hasButtons: line.canListen || line.canWithdraw,
});
