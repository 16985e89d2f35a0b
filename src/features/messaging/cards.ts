import { encodeTarget } from '../../kernel/target.ts';
import type { Tone } from '../../platform/cards/adaptiveCard.ts';
import type { CardData } from '../../platform/cards/cardData.ts';
import type { CardDrawers } from '../../platform/cards/drawers.ts';
import type { NoticeCard } from './model/notice.ts';

const TONES: Readonly<Record<NoticeCard['tone'], Tone>> = {
  good: 'good',
  plain: 'emphasis',
  warning: 'warning',
};

const presentNotice = ({ tone, title, text, backTo }: NoticeCard): CardData => ({
  tone: TONES[tone],
  title,
  speak: `${title}. ${text}`,
  text,
  backTo: backTo === undefined ? '' : encodeTarget(backTo),
});

export const noticeCards: CardDrawers<NoticeCard> = {
  notice: { template: 'notice', draw: presentNotice },
};
