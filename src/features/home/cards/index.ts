import { NEW } from '../../../kernel/target.ts';
import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { type FactRow, row } from '../../../platform/cards/factRow.ts';
import type { PolicyLayout } from '../../../platform/cards/layouts.ts';
import { buttonsOf } from '../../messaging/button.ts';
import type { CommandSpecs } from '../../messaging/model/actions.ts';
import { requestActions } from '../../requests/model/actions.ts';
import { presentHome } from './home.ts';
import type { HomeCard, HomeCardOf } from './views.ts';

/** What can be typed, for everybody first and then for the DPO. */
const presentHelp = ({ practiceName, commands, isApprover, isDpo, policyUrl }: HomeCardOf<'help'>): PolicyLayout => ({
  title: 'Recording Desk',
  tone: 'emphasis',
  status: `Call recordings at ${practiceName}.`,
  speak: 'What the Recording Desk can do for you.',
  commands: [...linesOf(commands, false), ...(isDpo ? linesOf(commands, true) : [])],
  how: 'Type any of these in a message:',
  ...(isApprover
    ? {
        approver:
          'You are one of those who decide. Requests come to you as cards: approve, deny, or ask a question. You cannot decide on your own request, or on a call you took part in.',
      }
    : {}),
  ...(policyUrl === null ? {} : { policyUrl }),
  buttons: [buttonsOf(requestActions)('Request a recording', 'request', NEW, 'positive')],
});

const linesOf = (commands: CommandSpecs, dpo: boolean): readonly FactRow[] =>
  Object.entries(commands).flatMap(([command, { does, help = does, forDpo = false }]) =>
    forDpo === dpo && help !== null ? [row(`/${command}`, help)] : [],
  );

export const homeCards: CardDrawers<HomeCard> = {
  home: { template: 'list', draw: presentHome },
  help: { template: 'policy', draw: presentHelp },
};
