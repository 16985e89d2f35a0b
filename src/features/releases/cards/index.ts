import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentPageLink } from './pageLink.ts';
import { presentExternalLink, presentExternalLinkForm, presentLinkLocked, presentRelease } from './release.ts';
import { presentReleaseForm } from './releaseForm.ts';
import type { ReleaseCard } from './views.ts';

export const releaseCards: CardDrawers<ReleaseCard> = {
  'release-form': { template: 'form', draw: presentReleaseForm },
  release: { template: 'case', draw: presentRelease, standsInChat: true },
  'link-locked': { template: 'case', draw: presentLinkLocked },
  'external-link-form': { template: 'form', draw: presentExternalLinkForm },
  'external-link': { template: 'clip', draw: presentExternalLink, shownOnce: true },
  'page-link': { template: 'clip', draw: presentPageLink },
};
