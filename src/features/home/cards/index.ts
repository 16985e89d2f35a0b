import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentHelp } from './help.ts';
import { presentHome } from './home.ts';
import type { HomeCard } from './views.ts';

export const homeCards: CardDrawers<HomeCard> = {
  home: { template: 'sheet', draw: presentHome },
  help: { template: 'help', draw: presentHelp },
};
