import type { Refusal } from '../../kernel/refusal.ts';
import { type Html, html } from './html.ts';
import { pageFrame } from './layout.ts';

const NO_LINK = 'This link cannot be opened';

const HEADINGS: Readonly<Partial<Record<Refusal, string>>> = {
  'link-unknown': NO_LINK,
  'link-used': NO_LINK,
  'link-expired': NO_LINK,
  'other-browser': NO_LINK,
  'access-ended': 'Nothing to hear here any more',
  'clip-not-ready': 'Nothing to hear here yet',
  'copy-not-agreed': 'No copy can be saved',
  'copy-by-documents': 'No copy is saved here',
  'not-the-dpo': 'This page is not yours to use',
  'not-redacted-yet': 'Nothing has been settled yet',
  'case-not-found': 'This case is not there any more',
  'confidential-case': 'This page is not yours to use',
  'external-link-unknown': NO_LINK,
  'external-link-locked': 'This link is locked',
  'external-link-ended': 'This link has ended',
  'no-playbacks-left': 'Nothing to hear here any more',
  'external-other-browser': 'The passcode is needed here too',
  'external-playback-over': 'The time for listening has run out',
  'storage-unavailable': 'Nothing to hear just now',
};

/** Says why there is nothing to hear, and what to do next. */
export const refusalPage = (code: Refusal, sentence: string): Html => noticePage(HEADINGS[code] ?? NO_LINK, sentence);

export const noticePage = (heading: string, sentence: string): Html =>
  pageFrame(heading, null, html`<section class="notice"><h1>${heading}</h1><p>${sentence}</p></section>`);
