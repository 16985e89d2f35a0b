/**
 * `npm run cards`: one page, `dist/cards.html`, of every card in every state as Teams and Slack draw it.
 * Nothing is fetched.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { renderCard } from '../../src/chat/cards.ts';
import { forTeams } from '../../src/chat/teams/limits.ts';
import { hostConfigs } from './galleryHosts.ts';
import { GALLERY_SCRIPT, GALLERY_STYLE } from './galleryPage.ts';
import { slackHtml } from './gallerySlack.ts';
import { SAMPLE_VIEWS } from './sampleViews.ts';

const OUT = new URL('../../dist/', import.meta.url);

const require = createRequire(import.meta.url);

const text = (module: string): string => readFileSync(require.resolve(module), 'utf8');

const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** JSON that cannot end the script it stands in. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const samples = Object.entries(SAMPLE_VIEWS).map(([name, view]) => ({
  name,
  kind: view.kind,
  state: name.split('.')[1] ?? '',
  card: renderCard(view),
}));

type Sample = (typeof samples)[number];

const kinds = [...new Set(samples.map((sample) => sample.kind))];

const linkTo = (sample: Sample): string => `<a href="#${sample.name}">${sample.state.replaceAll('-', ' ')}</a>`;

const contents = kinds
  .map((kind) => {
    const states = samples.filter((sample) => sample.kind === kind).map(linkTo);
    return `<li><b>${kind.replaceAll('-', ' ')}</b> ${states.join(' ')}</li>`;
  })
  .join('\n');

const pane = (host: string, width: string, inner: string): string =>
  `<figure class="${width}"><figcaption>${host}, ${width}</figcaption>${inner}</figure>`;

/** A form each, because radio buttons of one name in one form are one choice. */
const teams = (sample: Sample): string => `<form class="teams" data-card="${sample.name}"></form>`;

function section(sample: Sample): string {
  const slack = slackHtml(sample.card, sample.kind.endsWith('-form'));
  const panes = ['desktop', 'phone'].flatMap((width) => [
    pane('Teams', width, teams(sample)),
    pane('Slack', width, `<form class="slack" data-theme="light">${slack}</form>`),
  ]);
  return `<section id="${sample.name}"><h2>${sample.kind.replaceAll('-', ' ')}: ${sample.state.replaceAll('-', ' ')}</h2>
<p>Slack notification: “${escaped(sample.card.speak)}”</p>
<div class="panes">${panes.join('\n')}</div></section>`;
}

const page = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recording Desk: every card</title>
<style>${text('slack-blocks-to-jsx/dist/style.css')}</style><style>${GALLERY_STYLE}</style></head>
<body><header><h1>Every card, as Teams and Slack draw it</h1>
<p>${samples.length} samples of ${kinds.length} cards. <button id="theme" type="button">Dark</button></p>
<nav><ul>${contents}</ul></nav></header>
<main>${samples.map(section).join('\n')}</main>
<script>${text('adaptivecards/dist/adaptivecards.min.js').replaceAll('</script', '<\\/script')}</script>
<script>const CARDS = ${inScript(Object.fromEntries(samples.map(({ name, card }) => [name, forTeams(card)])))};
const HOSTS = ${inScript(hostConfigs())};
const MARKDOWN = ${inScript(markdownOf())};
${GALLERY_SCRIPT}</script></body></html>`;

/** What Markdown makes of every text of every card: worked out here, because the page loads nothing. */
function markdownOf(): Readonly<Record<string, string>> {
  const { micromark } = require('micromark') as { micromark: (markdown: string) => string };
  const texts = new Set<string>();
  JSON.stringify(samples, (key, value) => {
    if (['text', 'title', 'value'].includes(key) && typeof value === 'string') texts.add(value);
    return value;
  });
  return Object.fromEntries([...texts].map((each) => [each, micromark(each)]));
}

mkdirSync(OUT, { recursive: true });

writeFileSync(new URL('cards.html', OUT), page);

console.log(`dist/cards.html: ${samples.length} samples, ${Math.round(page.length / 1024)} KB`);
