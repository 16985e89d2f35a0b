import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import type { Route } from '../../../platform/http/route.ts';
import { oneTimeRoutes, type TokenRouteDeps } from '../../../platform/http/tokenRoutes.ts';
import { momentText } from '../../../platform/http/wording.ts';
import type { DocumentKind, Page } from '../../listening/model/oneTimeLink.ts';
import type { LookAtPage, OpenPage, PageLinkView } from '../openPage.ts';

export interface PageDeps extends TokenRouteDeps {
  readonly lookAtPage: LookAtPage;
  readonly openPage: OpenPage;
}

/** A fresh link to a page of the desk's own. */
export const pageRoutes = ({ lookAtPage: look, openPage: open, ...deps }: PageDeps): readonly Route[] =>
  oneTimeRoutes(['/page', '/desk'], { ...deps, look, open }, pageLandingPage);

const DOCUMENT_TITLES: Readonly<Record<DocumentKind, string>> = {
  register: 'Register of disclosures',
  'case-pack': 'Papers of a case',
  'cover-sheet': 'Copy to hand over',
};

/** What a page is called. */
export const pageTitle = (page: Page): string =>
  page.kind === 'documents'
    ? DOCUMENT_TITLES[page.documents]
    : page.kind === 'hearing'
      ? 'Hear a call before deciding'
      : 'Silence parts of a recording';

/** What a page's link is, and the button that uses it up. The form is sent to the address the page was read from. */
const pageLandingPage = (view: PageLinkView, now: Instant): Html =>
  pageFrame(
    pageTitle(view.page),
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
<p class="lead">For ${view.forName} only. If that is not you, close this page.</p>
${factList([
  ['For', view.forName],
  ['Open it by', momentText(view.until, view.zone, now)],
])}
<form method="post" id="open">
<button type="submit" class="main">Open the page</button>
</form>
<p class="note">This link works once and in this browser only. That you open it is written down for the practice’s audit.</p>`,
  );
