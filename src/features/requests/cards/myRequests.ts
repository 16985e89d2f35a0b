import { listOf } from '../../../kernel/listOf.ts';
import { NEW } from '../../../kernel/target.ts';
import type { ListLayout, ListRow } from '../../../platform/cards/layouts.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import { listeningActions } from '../../listening/model/actions.ts';
import { buttonsOf } from '../../messaging/button.ts';
import type { RequestLine } from '../loadRequestView.ts';
import { requestActions } from '../model/actions.ts';
import { requestStateText } from '../text.ts';
import type { RequestCardOf } from './views.ts';

const button = buttonsOf(requestActions);

/** What fits a message on both platforms with its buttons. */
const MAX_LISTED = 10;

/** A person's own requests, newest first, as given. */
export function presentMyRequests({ lines, zone }: RequestCardOf<'my-requests'>): ListLayout {
  const more = lines.length - MAX_LISTED;
  const status = lines.length === 0 ? 'You have not asked for a recording yet.' : countOf(lines.length, 'request');
  return {
    title: 'My requests',
    tone: 'emphasis',
    status,
    speak: `Your requests. ${status}`,
    rows: lines.slice(0, MAX_LISTED).map((line) => requestRow(line, zone)),
    ...(more > 0 ? { more: `${countOf(more, 'older request')} not shown.` } : {}),
    buttons: [button('Request a recording', 'request', NEW)],
  };
}

const requestRow = (line: RequestLine, zone: string): ListRow => ({
  title: line.title,
  text: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}. Asked ${momentText(line.submittedAt, zone)}.`,
  buttons: requestButtons(line),
});

/** What its requester can do about a request. */
const requestButtons = ({ id, canListen, canWithdraw }: RequestLine) =>
  listOf([
    canListen && buttonsOf(listeningActions)('Listen', 'listen', { kind: 'request', id }, 'positive'),
    canWithdraw && button('Withdraw', 'withdraw', { kind: 'request', id }),
  ]);
