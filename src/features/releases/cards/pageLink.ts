import type { ClipLayout } from '../../../platform/cards/layouts.ts';
import { momentText } from '../../../platform/cards/wording.ts';
import type { ReleaseCardOf } from './views.ts';

/** A link to a page of the desk's own, once, for five minutes. */
export const presentPageLink = ({ title, url, openBy, zone }: ReleaseCardOf<'page-link'>): ClipLayout => ({
  title,
  tone: 'good',
  status: `Open it by ${momentText(openBy, zone)}.`,
  speak: 'Your link is ready.',
  next: 'It works once, in one browser, for you alone.',
  link: url,
  linkTitle: 'Open the page',
});
