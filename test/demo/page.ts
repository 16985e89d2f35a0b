import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Instant, timeIn } from '../../src/kernel/time.ts';
import { Html, html } from '../../src/platform/http/html.ts';
import type { InboundRoute } from '../../src/platform/http/inboundRoute.ts';
import { dayInWords } from '../../src/platform/http/wording.ts';
import { CLOCK_MOVES } from './clockMoves.ts';

export interface DemoSeat {
  readonly id: string;
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
<h1>One practice, on Slack and on Teams</h1>
<ol>${GUIDE.map((step) => html`<li>${step.says} ${buttonOf(step)}</li>`)}</ol>
</header>
${barOf(page)}
<nav aria-label="People">${page.seats.map(({ id, who }) => html`<button data-seat="${id}">${who}</button>`)}</nav>
<main>
${page.seats.map(
  ({ id, who, url }) =>
    html`<section id="${id}" aria-label="${who}"><h2>${who}</h2><iframe title="${who}" src="${url}" allow="clipboard-write"></iframe></section>`,
)}
</main>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;

const barOf = ({ now, zone, done }: DemoPage): Html => html`<div id="bar" role="group" aria-label="The desk’s clock">
<p>The desk’s clock: <time datetime="${now}">${dayInWords(now, zone)}, ${timeIn(now, zone)}</time></p>
<form method="post" action="/demo/clock">${Object.entries(CLOCK_MOVES).map(
  ([to, words]) => html`<button name="to" value="${to}">${words}</button>`,
)}</form>
<form method="post" action="/demo/call"><button>A call comes in on extension 204</button></form>
<p role="status">${done}</p>
</div>`;

interface Step {
  readonly says: string;
  readonly button: string;
  /** The client it leads to, and the person who signs in there. */
  readonly seat: string;
  readonly as?: string;
  /** What is typed there, ready to be sent; or the channel that is opened there. */
  readonly line?: string;
  readonly place?: string;
}

const buttonOf = ({ button, seat, as = '', line = '', place = '' }: Step): Html =>
  html`<button data-seat="${seat}" data-as="${as}" data-line="${line}" data-place="${place}"${line === '' ? null : html` title="${line}"`}>${button}</button>`;

/** What to try, on the terminal and on the page. */
export const GUIDE: readonly Step[] = [
  {
    says: 'Tom, a nurse on Slack, says what he needs, and sends the request.',
    button: 'Type Tom’s wish',
    seat: 'slack',
    as: 'tom@example.com',
    line: 'I need to hear the call with Mrs Alder yesterday afternoon about her bill',
  },
  {
    says: 'Dana, a director on Teams, approves the part from 0:09 to 0:20. David’s copy on Slack changes with hers.',
    button: 'Show Dana’s channel',
    seat: 'dana',
    place: 'Directors',
  },
  {
    says: 'Tom presses Listen, and hears just that part.',
    button: 'Show Tom',
    seat: 'slack',
    as: 'tom@example.com',
    line: '',
  },
  {
    says: 'Press “A call comes in”. A card number was read out on it: Rita has it deleted.',
    button: 'Type Rita’s line',
    seat: 'rita',
    line: 'somebody just read out their card number, delete it',
  },
  {
    says: 'Mrs Alder asks what is held about her: Paula has the case and its date. Then go to tomorrow morning.',
    button: 'Type Tom’s report',
    seat: 'slack',
    as: 'tom@example.com',
    line: '/subject-access Mrs Alder wants a copy of her calls from 01632 960123',
  },
];
