import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout } from '../../../platform/cards/layouts.ts';
import { momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { PLATFORM_NAMES } from '../../messaging/model/post.ts';
import { checkActions } from '../model/actions.ts';
import type { HeldFor, UserBinding } from '../model/binding.ts';

/** Whose is this account? To the DPO; of the DPO's own account to the directors. */
export interface AccountCard {
  readonly kind: 'account-check';
  readonly id: string;
  readonly account: UserBinding;
  /** The person whose address it has, as the practice file names them. */
  readonly whose: string;
  /** The address it had before, or the person whose name it shows. */
  readonly besides: string | null;
  readonly settledBy: string | null;
  readonly zone: string;
}

const WHY: Readonly<Record<HeldFor, string>> = {
  'second-account': 'It is a second account on this person’s address. Another one has been in use.',
  'changed-address': 'The account had another address before.',
  'like-name': 'It shows the name of somebody else who has a role here.',
};

const BESIDES: Readonly<Record<HeldFor, string>> = {
  'second-account': '',
  'changed-address': 'Address before',
  'like-name': 'Name of',
};

const button = buttonsOf(checkActions);

function presentAccountCheck({ id, account, whose, besides, settledBy, zone }: AccountCard): CaseLayout {
  const { platform, email, name, shownAs, state, heldFor, settled } = account;
  const on = PLATFORM_NAMES[platform];
  const target = { kind: 'account', id } as const;
  const why = heldFor ?? 'second-account';
  const answer = state === 'refused' ? 'No, it is not theirs' : 'Yes, it is theirs';
  return {
    title: 'Whose is this account?',
    tone: state === 'held' ? 'attention' : state === 'refused' ? 'emphasis' : 'good',
    status: settled
      ? `${answer}, said ${settledBy}, ${momentText(settled.at, zone)}.`
      : `Somebody used the desk on ${on} with an account that is not known to be ${whose}’s. Nothing was done, and nothing is sent there.`,
    speak: `An account on ${on} that says it is ${whose}’s waits for you.`,
    facts: [
      row('Address', `${whose} (${email})`),
      row('Account’s name', [name, shownAs].filter((part) => part !== '').join(', shown as ')),
      row(`Account on ${on}`, account.userId),
      row('Why it is asked', WHY[why]),
      ...(besides === null ? [] : [row(BESIDES[why], besides)]),
      row('Used', momentText(account.seenAt, zone)),
    ],
    next: settled
      ? 'There is nothing left to do.'
      : `Ask ${whose} face to face or by telephone, not in the chat, whether this account is theirs. When you confirm it, their private cards go there and to no other account on ${on}.`,
    groups: settled
      ? []
      : [
          {
            heading: '',
            buttons: [
              button('It is theirs', 'confirm-account', target),
              button('It is not theirs', 'refuse-account', target, 'destructive'),
            ],
          },
        ],
  };
}

export const accountCards: CardDrawers<AccountCard> = {
  'account-check': { template: 'case', draw: presentAccountCheck },
};
