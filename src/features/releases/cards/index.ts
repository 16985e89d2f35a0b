import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import type { ClipLayout } from '../../../platform/cards/layouts.ts';
import { momentText } from '../../../platform/cards/wording.ts';
import {
  presentExternalLink,
  presentExternalLinkForm,
  presentLinkLocked,
  presentRelease,
  presentReleaseForm,
} from './release.ts';
import type { ReleaseCard, ReleaseCardOf } from './views.ts';

/** A link to a page of the desk's own, once, for five minutes. */
const presentPageLink = ({ title, url, openBy, zone }: ReleaseCardOf<'page-link'>): ClipLayout => ({
  title,
  tone: 'good',
  status: `Open it by ${momentText(openBy, zone)}.`,
  speak: 'Your link is ready.',
  next: 'It works once, in one browser, for you alone.',
  link: url,
  linkTitle: 'Open the page',
});

export const releaseCards: CardDrawers<ReleaseCard> = {
  'release-form': { template: 'form', draw: presentReleaseForm },
  release: { template: 'case', draw: presentRelease, standsInChat: true },
  'link-locked': { template: 'case', draw: presentLinkLocked },
  'external-link-form': { template: 'form', draw: presentExternalLinkForm },
  'external-link': { template: 'clip', draw: presentExternalLink, shownOnce: true },
  'page-link': { template: 'clip', draw: presentPageLink, beside: true },
};
