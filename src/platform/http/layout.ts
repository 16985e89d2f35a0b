import { type Html, html } from './html.ts';
import { SCRIPT_ADDRESS, STYLE_ADDRESS } from './staticRoutes.ts';

/** The page around a page. `practiceName` is null where nothing is known of the link. */
export const pageFrame = (
  title: string,
  practiceName: string | null,
  main: Html,
  /** What the page needs in its head besides. */
  besides: Html | null = null,
): Html => html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_ADDRESS}">
<script src="${SCRIPT_ADDRESS}" defer></script>
${besides}
</head>
<body>
<header><p><strong>Recording Desk</strong>${practiceName === null ? null : html` <span>${practiceName}</span>`}</p></header>
<main>
${main}
</main>
</body>
</html>
`;

/** A list of facts: what, and its value. */
export const factList = (facts: readonly (readonly [what: string, value: Html | string])[]): Html =>
  html`<dl>${facts.map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>`;
