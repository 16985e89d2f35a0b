import type { RequestId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { CardDrawers } from '../../platform/cards/drawers.ts';
import type { ClipLayout } from '../../platform/cards/layouts.ts';
import { momentText } from '../../platform/cards/wording.ts';
import { buttonsOf } from '../messaging/button.ts';
import { listeningActions } from './model/actions.ts';

/** What the cards about listening are of. */
export interface ListenCard {
  readonly kind: 'listen-link';
  readonly requestId: RequestId;
  readonly url: string;
  readonly openBy: Instant;
  readonly zone: string;
  /** False when there is no clip page and the address is the storage's own. */
  readonly oneUse: boolean;
}

const presentListenLink = ({ requestId, url, openBy, zone, oneUse }: ListenCard): ClipLayout => ({
  title: 'Your link',
  tone: 'good',
  status: `Open it by ${momentText(openBy, zone)}.`,
  speak: 'Your link to the recording is ready.',
  link: url,
  linkTitle: 'Open the recording',
  buttons: [buttonsOf(listeningActions)('Another link', 'listen', { kind: 'request', id: requestId })],
  next: oneUse
    ? 'The link works once, in one browser, for you alone. If it has run out, press Another link.'
    : 'The link is for you alone: do not pass it on. If it has run out, press Another link.',
});

export const listeningCards: CardDrawers<ListenCard> = {
  'listen-link': { template: 'clip', draw: presentListenLink, beside: true },
};
