import type { Refusal } from '../../domain/request/refusal.ts';
import { type Html, html } from './html.ts';
import { pageFrame } from './pageFrame.ts';

const HEADINGS: Readonly<Partial<Record<Refusal, string>>> = {
  'link-unknown': 'This link is not known',
  'link-used': 'This link has been used',
  'link-expired': 'This link has run out',
  'access-ended': 'This access has ended',
  'clip-not-ready': 'Not ready yet',
  'other-browser': 'Opened in another browser',
  'copy-not-agreed': 'Listening only',
  'storage-unavailable': 'Not available just now',
};

/** Says why there is nothing to hear, and what to do next. */
export const refusalPage = (code: Refusal, sentence: string): Html =>
  noticePage(HEADINGS[code] ?? 'This cannot be heard', sentence);

export const noticePage = (heading: string, sentence: string): Html =>
  pageFrame(heading, null, html`<section class="notice"><h1>${heading}</h1><p>${sentence}</p></section>`);
