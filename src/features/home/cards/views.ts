import type { CommandSpecs } from '../../messaging/model/actions.ts';
import type { HomeView } from '../loadHome.ts';

/** What the cards that begin a conversation are of. */
export type HomeCard =
  | { readonly kind: 'home'; readonly view: HomeView; readonly page: number }
  | {
      readonly kind: 'help';
      readonly practiceName: string;
      /** Every command with what it does, in the order in which people read of them. */
      readonly commands: CommandSpecs;
      readonly isApprover: boolean;
      readonly isDpo: boolean;
      readonly policyUrl: string | null;
    };

export type HomeCardOf<Kind extends HomeCard['kind']> = Extract<HomeCard, { readonly kind: Kind }>;
