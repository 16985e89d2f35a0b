import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Instant, timeIn } from '../../kernel/time.ts';
import { Html, html } from '../../platform/http/html.ts';
import type { InboundRoute } from '../../platform/http/inboundRoute.ts';
import { dayInWords } from '../../platform/http/wording.ts';
import { CLOCK_MOVES } from './clockMoves.ts';

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
<p>The desk’s clock: <time datetime="${now}">${dayInWords(now, zone)}, ${timeIn(now, zone)}</time></p>
<form method="post" action="/demo/clock">${Object.entries(CLOCK_MOVES).map(
  ([to, words]) => html`<button name="to" value="${to}">${words}</button>`,
)}</form>
<form method="post" action="/demo/call"><button>A call comes in on extension 204</button></form>
<p role="status">${done}</p>
</div>`;

/** What to try, on the terminal and on the page. */
export const GUIDE: readonly string[] = [
  'As Rita (receptionist), type: /request-recording yesterday 3.10pm ext 204 01632 960123 Mrs Alder complaint about a bill',
  'Fill in who spoke (Mrs Alder), press Send; then, as Dana (director), open the channel Directors (☰ shows the chats) and press Approve.',
  'Choose from 0:09 to 0:20, agree, and see every card change. As Rita, press Listen, open the link and hear just that part.',
  'Ask again with the purpose Legal enquiry: now Paula (Data Protection Officer) must agree as well, each in her own chat.',
  'As Paula, press Stop access while Rita listens: the page falls silent.',
  'A caller reads out a card: press “A call comes in”, then, as Rita, type: /card-payment now. It is gone, and Rita and Paula have receipts.',
  'Somebody asks for what is held about them. As Rita, type: /subject-access, and give the number 01632 960123. Paula’s card has the date and the held copy: Identity verified, Release a recording; then Dana agrees in her own chat.',
  'As Paula, press Silence parts on the release’s card: drag across the sound, hear the result, save. Press Give a link, open it in a private window, and type the passcode.',
  'The police ask. As Rita, type: /police-request. As Paula, Complete the request; Case pack gives the whole case as a paper that proves itself.',
  'Press “To tomorrow morning”: the nightly deletion runs, and its report stands in Dana’s chat Managers. Ctrl-C on the terminal ends everything.',
];
