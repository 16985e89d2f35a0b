import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { pageFrame } from '../../../platform/http/layout.ts';
import { DESK_STYLE } from '../../../platform/http/staticRoutes.ts';
import { momentText } from '../../../platform/http/wording.ts';
import type { DocumentsView } from '../downloadDocument.ts';
import { pageTitle } from './pageRoutes.ts';

/** One link a file. */
export const documentsPage = (view: DocumentsView, now: Instant): Html =>
  pageFrame(
    pageTitle(view.page),
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
${
  view.names.length === 0
    ? html`<p class="lead">There is nothing to save here just now.</p>`
    : html`<p class="lead">Press a file to save it.</p>
<ul class="files">${view.names.map((name) => html`<li><a class="main" href="/desk/${view.linkId}/file/${name}">${name}</a></li>`)}</ul>`
}
<p class="note">This page can be used until ${momentText(view.until, view.zone, now)}, in this browser only. That you save a file is written down for the practice’s audit; a recording that is saved counts as handed over, and stands in the register.</p>`,
    html`<link rel="stylesheet" href="${DESK_STYLE}">`,
  );
