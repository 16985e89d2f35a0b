import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Instant, timeIn } from '../../kernel/time.ts';
import { Html, html } from '../../platform/http/html.ts';
import type { InboundRoute } from '../../platform/http/inboundRoute.ts';
import { CLOCK_MOVES } from './clockMoves.ts';
import { GUIDE } from './guide.ts';

export interface DemoSeat {
  readonly who: string;
  readonly url: string;
}

export interface DemoPage {
  readonly seats: readonly DemoSeat[];
  readonly now: Instant;
  readonly zone: string;
  /** What the last button did. */
  readonly done: string;
}

const part = (file: string): string => readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8');

const STYLE = part('demo.css');

const SCRIPT = part('demo.js');

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One page with a client for each person, side by side, and the desk's clock. */
export function demoRoute(page: () => DemoPage): InboundRoute {
  return {
    method: 'GET',
    path: '/demo',
    maxBytes: 0,
    answer: async () => ({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': [
          "default-src 'none'",
          `style-src ${digest(STYLE)}`,
          `script-src ${digest(SCRIPT)}`,
          "connect-src 'self'",
          "form-action 'self'",
          'img-src data:',
          `frame-src ${page()
            .seats.map(({ url }) => new URL(url).origin)
            .join(' ')}`,
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ].join('; '),
        'cross-origin-embedder-policy': 'unsafe-none',
        'cross-origin-opener-policy': 'unsafe-none',
      },
      body: pageOf(page()).text,
    }),
  };
}

const pageOf = (page: DemoPage): Html => html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recording Desk: demonstration</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>Recording Desk: three people of one practice</h1>
<ol>${GUIDE.map((line) => html`<li>${line}</li>`)}</ol>
</header>
${barOf(page)}
<main>
${page.seats.map(
  ({ who, url }) =>
    html`<section aria-label="${who}"><h2>${who}</h2><iframe title="${who}" src="${url}" allow="clipboard-write"></iframe></section>`,
)}
</main>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;

const barOf = ({ now, zone, done }: DemoPage): Html => html`<div id="bar" role="group" aria-label="The desk’s clock">
<p>The desk’s clock: <time datetime="${now}">${longMoment(now, zone)}</time></p>
<form method="post" action="/demo/clock">${Object.entries(CLOCK_MOVES).map(
  ([to, words]) => html`<button name="to" value="${to}">${words}</button>`,
)}</form>
<form method="post" action="/demo/call"><button>A call comes in on extension 204</button></form>
<p role="status">${done}</p>
</div>`;

/** "Tuesday 24 November 2026, 10:02" */
function longMoment(at: Instant, zone: string): string {
  const date = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  }).format(new Date(at));
  return `${date.replace(',', '')}, ${timeIn(at, zone)}`;
}
