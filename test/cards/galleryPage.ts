/** Draws every Teams card, again for each theme; a button and `#dark` choose. */
export const GALLERY_SCRIPT = `
AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = true;
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  if (text in MARKDOWN) { result.outputHtml = MARKDOWN[text]; result.didProcess = true; }
};
function draw(theme) {
  document.documentElement.dataset.page = theme;
  document.getElementById('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
  for (const place of document.querySelectorAll('.slack, #slack_blocks_to_jsx')) place.dataset.theme = theme;
  for (const place of document.querySelectorAll('.teams')) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(HOSTS[theme]);
    card.parse(CARDS[place.dataset.card]);
    place.replaceChildren(card.render());
  }
}
document.getElementById('theme').onclick = () => draw(document.documentElement.dataset.page === 'dark' ? 'light' : 'dark');
draw(location.hash === '#dark' || matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
`;

export const GALLERY_STYLE = `
:root { --ground: #f5f5f5; --card: #fff; --text: #242424; --line: #d1d1d1; --link: #4f52b2; --field: #f5f5f5; --slack: #fff; }
:root[data-page=dark] { --ground: #141414; --card: #292929; --text: #f5f5f5; --line: #4d4d4d; --link: #9299f7; --field: #1f1f1f; --slack: #1a1d21; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; padding: 1rem; background: var(--ground); color: var(--text); font: 15px/1.45 'Segoe UI', 'Open Sans', 'DejaVu Sans', sans-serif; }
header, main > section { max-width: 1240px; margin: 0 auto 2rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin: .5rem 0; } h2 { font-size: 1.1rem; font-weight: 600; margin: 0 0 .25rem; }
nav ul { list-style: none; padding: 0; margin: 1rem 0; columns: 22rem; } nav li { break-inside: avoid; margin-bottom: .35rem; }
nav a { color: var(--link); margin-right: .4rem; display: inline-block; }
nav b { font-weight: 600; } #theme { font: inherit; padding: .25rem 1rem; border: 1px solid var(--line); border-radius: 4px; background: var(--card); color: inherit; }
main > section { border-top: 1px solid var(--line); padding-top: 1rem; } main > section > p { margin: 0 0 .75rem; opacity: .8; font-size: .85rem; overflow-wrap: anywhere; }
.slack * { min-width: 0; }
.panes { display: grid; grid-template-columns: minmax(0, 560px) minmax(0, 600px); gap: 1rem; align-items: start; }
figure { margin: 0; min-width: 0; } figure.phone { max-width: 340px; } figcaption { font-size: .75rem; opacity: .7; margin-bottom: .25rem; }
.teams > .ac-adaptiveCard, .slack { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.slack { background: var(--slack); padding: 12px; overflow-wrap: anywhere; }
.slack .slack_blocks_to_jsx--block_wrapper { margin-bottom: 8px; }
.slack .dot { display: inline-block; width: 14px; height: 14px; border-radius: 50%; vertical-align: -2px; }
.slack .slack_blocks_to_jsx__input .text-small.flex.gap-1 { display: none !important; }
.slack textarea:not([maxlength="500"]):not([maxlength="1000"]):not([maxlength="2000"]) { height: 36px !important; min-height: 36px !important; resize: none; }
.slack .slack_blocks_to_jsx__rich_text { white-space: pre-wrap; }
.modal .bar, .modal .foot { display: flex; justify-content: space-between; align-items: center; gap: 12px; }
.modal .bar { border-bottom: 1px solid var(--line); padding-bottom: 8px; margin-bottom: 8px; font-size: 18px; }
.modal .foot { justify-content: flex-end; border-top: 1px solid var(--line); padding-top: 10px; margin-top: 10px; }
.modal .foot b { background: #007a5a; color: #fff; padding: 6px 14px; border-radius: 4px; font-weight: 600; } .modal .foot span { border: 1px solid var(--line); padding: 5px 14px; border-radius: 4px; }
.teams button { font: 600 14px 'Segoe UI', 'Open Sans', 'DejaVu Sans', sans-serif; padding: 6px 14px; border: 1px solid var(--line); border-radius: 4px; background: var(--card); color: var(--text); }
.teams button.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; } .teams button.style-destructive { color: #c4314b; }
:root[data-page=dark] .teams button.style-destructive { color: #f9526b; }
.teams p { margin: 0; } .teams input, .teams select, .teams textarea { color: var(--text); font: inherit; }
.teams input:not([type=radio]):not([type=checkbox]), .teams select, .teams textarea { width: 100%; background: var(--field); border: 1px solid transparent; border-bottom-color: var(--line); border-radius: 4px; padding: 6px 10px; }
.teams textarea { min-height: 4.5rem; resize: vertical; } :root[data-page=dark] input { color-scheme: dark; }
@media (max-width: 800px) { .panes { grid-template-columns: minmax(0, 1fr); } figure.desktop { display: none; } body { padding: .75rem; } }
`;
