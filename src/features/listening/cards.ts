import type { FormState } from '../../kernel/form.ts';
import type { RequestId } from '../../kernel/ids.ts';
import { listOf } from '../../kernel/listOf.ts';
import type { Instant } from '../../kernel/time.ts';
import type { CardDrawers } from '../../platform/cards/drawers.ts';
import type { ClipLayout, FormLayout } from '../../platform/cards/layouts.ts';
import { momentText } from '../../platform/cards/wording.ts';
import { buttonsOf, viewButton } from '../messaging/button.ts';
import type { RequestView } from '../requests/loadRequestView.ts';
import { askedFacts, recordingField, requesterFacts, typedOf } from '../requests/requestFacts.ts';
import { listeningActions } from './model/actions.ts';

/** What the cards about listening are of. */
export type ListenCard =
  | {
      readonly kind: 'listen-link';
      readonly requestId: RequestId;
      readonly url: string;
      readonly openBy: Instant;
      readonly zone: string;
      /** False when there is no clip page and the address is the storage's own. */
      readonly oneUse: boolean;
      /** By which button it came: another link comes by the same. */
      readonly by: keyof typeof listeningActions;
    }
  /** Which call is heard before it is decided. */
  | { readonly kind: 'hear-form'; readonly view: RequestView; readonly form: FormState };

type CardOf<Kind extends ListenCard['kind']> = Extract<ListenCard, { readonly kind: Kind }>;

const presentListenLink = ({ requestId, url, openBy, zone, oneUse, by }: CardOf<'listen-link'>): ClipLayout => ({
  title: by === 'listen' ? 'Your link' : 'Hear it first',
  tone: 'good',
  status: `Open it by ${momentText(openBy, zone)}.`,
  speak: 'Your link to the recording is ready.',
  link: url,
  linkTitle: 'Open the recording',
  buttons: listOf([
    buttonsOf(listeningActions)('Another link', by, { kind: 'request', id: requestId }),
    by === 'hear-first' && viewButton('Back to the request', 'back', { kind: 'request', id: requestId }),
  ]),
  next: oneUse
    ? `The link works once, in one browser, for you alone. If it has run out, press Another link.${by === 'listen' ? '' : ' The page lets you choose the part to allow; Approve is filled in with it.'}`
    : 'The link is for you alone: do not pass it on. If it has run out, press Another link.',
});

const presentHearForm = ({ view, form }: CardOf<'hear-form'>): FormLayout => ({
  title: 'Hear it first',
  explain: 'Hearing it before you decide is written down. The person who asked is not told.',
  speak: 'Which call do you want to hear before you decide?',
  facts: [...requesterFacts(view), ...askedFacts(view)],
  sections: typedOf(view),
  fields: [recordingField(view)],
  sendTitle: 'Get the link',
  action: 'hear-first',
  target: { kind: 'request', id: view.request.id },
  form,
});

export const listeningCards: CardDrawers<ListenCard> = {
  'listen-link': { template: 'clip', draw: presentListenLink, beside: true },
  'hear-form': { template: 'form', draw: presentHearForm },
};
