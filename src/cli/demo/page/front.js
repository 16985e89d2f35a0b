/** In a Teams client's page: its log would cover half the chat, its tools the rest, and it would take the focus. */
const style = document.createElement('style');
style.textContent = 'h1, [role=toolbar] > [aria-labelledby] { display: none !important }';
document.documentElement.append(style);

const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (options) {
  if (navigator.userActivation.hasBeenActive || parent === window) focus.call(this, options);
};

new MutationObserver((_, observer) => {
  const hide = document.querySelector('[title="Hide log panel"], [aria-label="Hide log panel"]');
  if (!hide) return;
  observer.disconnect();
  hide.click();
}).observe(document, { childList: true, subtree: true });

/** The page around this one opens a channel, or types a line. */
addEventListener('message', ({ data: { line, place } }) => {
  if (place) document.evaluate(`//*[text()="${place}"]`, document).iterateNext()?.click();
  const box = document.querySelector('[role=textbox][contenteditable=true]');
  if (!line || !box) return;
  focus.call(box, { preventScroll: true });
  document.execCommand('selectAll');
  document.execCommand('insertText', false, line);
});
