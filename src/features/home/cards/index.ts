import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentHelp } from './help.ts';
import { presentHome } from './home.ts';
import type { HomeCard } from './views.ts';

export const homeCards: CardDrawers<HomeCard> = {
  home: { template: 'list', draw: presentHome },
  help: { template: 'policy', draw: presentHelp },
};
