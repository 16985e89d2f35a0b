import { listOf } from '../../../kernel/listOf.ts';
import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout } from '../../../platform/cards/layouts.ts';
import { countOf, momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { PLATFORM_NAMES } from '../../messaging/model/post.ts';
import { checkActions } from '../model/actions.ts';
import type { ChannelCheck } from '../model/channelBinding.ts';

/** May a channel have the cards, though others read it? To whoever bound it and to the DPO. */
export interface ChannelCard {
  readonly kind: 'channel-check';
  readonly check: ChannelCheck;
  readonly askedBy: string | null;
  readonly settledBy: string | null;
  readonly zone: string;
}

const NAMED = 20;

const button = buttonsOf(checkActions);

function presentChannelCheck({ check, askedBy, settledBy, zone }: ChannelCard): CaseLayout {
  const { channel, platform, name, isPublic, strangers, settled } = check;
  const target = { kind: 'channel', id: check.id } as const;
  const more = strangers.length - NAMED;
  const names = strangers
    .slice(0, NAMED)
    .map((each) => (each.name.includes(each.email) ? each.name : `${each.name} (${each.email})`));
  const isBound = askedBy === null;
  return {
    title: isBound && !settled ? 'Somebody else reads a channel' : `The channel for ${channel}`,
    tone: settled ? (settled.isYes ? 'good' : 'emphasis') : 'attention',
    status: settled
      ? `${settled.isYes ? `Cards for ${channel} go to “${name}”` : `Cards for ${channel} do not go to “${name}”`}, said ${settledBy}, ${momentText(settled.at, zone)}.`
      : isBound
        ? `Cards for ${channel} go to “${name}”, which others can read as well.`
        : `${askedBy} wants cards for ${channel} to go to “${name}”. Others would read them too.`,
    speak: `Who reads cards for ${channel}.`,
    facts: listOf([
      row('Channel', `${name}, on ${PLATFORM_NAMES[platform]}`),
      strangers.length > 0 &&
        row(
          'Without a role for these cards',
          `${names.join(', ')}${more > 0 ? `, and ${countOf(more, 'more', 'more')}` : ''}`,
        ),
      isPublic && row('Open', 'anybody in the workspace can read and join it'),
      row('Asked', momentText(check.askedAt, zone)),
    ]),
    next: settled
      ? 'There is nothing left to do.'
      : 'The cards name people and calls. Use a private channel with nobody else in it, or say that these people may read them.',
    groups: settled
      ? []
      : [
          {
            heading: '',
            buttons: [
              button('They may read them', 'confirm-channel', target),
              button(isBound ? 'Take the cards from it' : 'Do not use it', 'refuse-channel', target, 'destructive'),
            ],
          },
        ],
  };
}

export const channelCards: CardDrawers<ChannelCard> = {
  'channel-check': { template: 'case', draw: presentChannelCheck },
};
