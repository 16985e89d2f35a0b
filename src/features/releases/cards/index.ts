import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentPageLink } from './pageLink.ts';
import { presentLinkLocked, presentOutsideForm, presentOutsideGiven, presentRelease } from './release.ts';
import { presentReleaseForm } from './releaseForm.ts';
import type { ReleaseCard } from './views.ts';

export const releaseCards: CardDrawers<ReleaseCard> = {
  'release-form': { template: 'desk-form', draw: presentReleaseForm },
  release: { template: 'sheet', draw: presentRelease, standsInChat: true },
  'link-locked': { template: 'sheet', draw: presentLinkLocked },
  'outside-form': { template: 'desk-form', draw: presentOutsideForm },
  'outside-given': { template: 'sheet', draw: presentOutsideGiven, shownOnce: true },
  'page-link': { template: 'sheet', draw: presentPageLink },
};
