import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentPageLink } from './pageLink.ts';
import { presentLinkLocked, presentOutsideForm, presentOutsideGiven, presentRelease } from './release.ts';
import { presentReleaseForm } from './releaseForm.ts';
import type { ReleaseCard } from './views.ts';

export const releaseCards: CardDrawers<ReleaseCard> = {
  'release-form': { template: 'form', draw: presentReleaseForm },
  release: { template: 'case', draw: presentRelease, standsInChat: true },
  'link-locked': { template: 'case', draw: presentLinkLocked },
  'outside-form': { template: 'form', draw: presentOutsideForm },
  'outside-given': { template: 'clip', draw: presentOutsideGiven, shownOnce: true },
  'page-link': { template: 'clip', draw: presentPageLink },
};
