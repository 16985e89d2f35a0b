import { NEW } from '../../../kernel/target.ts';
import type { ListLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { pageOf } from '../../messaging/pages.ts';
import { requestActions } from '../model/actions.ts';
import { requestRow } from '../requestRow.ts';
import type { RequestCardOf } from './views.ts';

const button = buttonsOf(requestActions);

/** A page of a person's own requests, newest first, as given. */
export function presentMyRequests({ lines, page, zone }: RequestCardOf<'my-requests'>): ListLayout {
  const status = lines.length === 0 ? 'You have not asked for a recording yet.' : countOf(lines.length, 'request');
  const shown = pageOf(
    lines.map((line) => requestRow(line, zone)),
    page,
    (title, to) => button(title, 'my-requests', { kind: 'mine', page: to }),
  );
  return {
    title: 'My requests',
    tone: 'emphasis',
    status,
    speak: `Your requests. ${status}`,
    ...shown,
    buttons: [...shown.buttons, button('Request a recording', 'request', NEW)],
  };
}
