import { listOf } from '../../kernel/listOf.ts';
import type { ListRow } from '../../platform/cards/layouts.ts';
import { momentText } from '../../platform/cards/wording.ts';
import { listeningActions } from '../listening/model/actions.ts';
import { buttonsOf } from '../messaging/button.ts';
import type { RequestLine } from './loadRequestView.ts';
import { requestActions } from './model/actions.ts';
import { requestStateText } from './text.ts';

/** One request by its id and the call, with what its requester can do about it. */
export const requestRow = (line: RequestLine, zone: string): ListRow => ({
  title: `${line.id}: ${line.title}, call ${line.call}`,
  text: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}. Asked ${momentText(line.submittedAt, zone)}.`,
  buttons: listOf([
    line.canListen && buttonsOf(listeningActions)('Listen', 'listen', { kind: 'request', id: line.id }, 'positive'),
    line.canWithdraw && buttonsOf(requestActions)('Withdraw', 'withdraw', { kind: 'request', id: line.id }),
  ]),
});
