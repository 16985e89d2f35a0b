import type { Tone } from '../../platform/cards/adaptiveCard.ts';
import type { CardDrawers } from '../../platform/cards/drawers.ts';
import type { NoticeLayout } from '../../platform/cards/layouts.ts';
import type { NoticeCard } from './model/notice.ts';

const TONES: Readonly<Record<NoticeCard['tone'], Tone>> = { good: 'good', plain: 'emphasis', warning: 'warning' };

const presentNotice = ({ tone, title, text, backTo, buttons = [] }: NoticeCard): NoticeLayout => ({
  tone: TONES[tone],
  title,
  speak: `${title}. ${text}`,
  text,
  buttons,
  ...(backTo === undefined ? {} : { backTo }),
});

export const noticeCards: CardDrawers<NoticeCard> = { notice: { template: 'notice', draw: presentNotice } };
