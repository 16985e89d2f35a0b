/** Without this the buttons work too, but the clients beside them begin anew with the page. */
const bar = () => document.querySelector('#bar');

/** Takes the bar out of the page an answer leads to; the rest of the page stays as it is. */
async function showBar(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('#bar');
  if (!fresh) throw new Error('No bar');
  bar().replaceChildren(...fresh.childNodes);
}

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const pressed = event.submitter;
  const name = pressed.textContent;
  const body = new URLSearchParams(new FormData(form, pressed));
  for (const button of bar().querySelectorAll('button')) button.disabled = true;
  bar().querySelector('[role=status]').textContent = 'The desk is at work…';
  try {
    await showBar(await fetch(form.action, { method: 'POST', body }));
  } catch {
    bar().querySelector('[role=status]').textContent = 'The desk does not answer. Look at the terminal.';
    for (const button of bar().querySelectorAll('button')) button.disabled = false;
  }
  [...bar().querySelectorAll('button')].find((button) => button.textContent === name)?.focus();
});

const EVERY_MS = 20_000;

setInterval(async () => {
  if (bar().querySelector('button:disabled')) return;
  try {
    const page = new DOMParser().parseFromString(await (await fetch('/demo')).text(), 'text/html');
    bar().querySelector('time').replaceWith(page.querySelector('#bar time'));
  } catch {
    // The next look may find the desk again.
  }
}, EVERY_MS);

/** Shows a person's client; a step of the guide types its line there, to be sent by whoever reads it. */
document.addEventListener('click', ({ target }) => {
  const { seat, as, line, place } = target.closest('button[data-seat]')?.dataset ?? {};
  if (!seat) return;
  const section = document.getElementById(seat);
  section.scrollIntoView({ behavior: 'smooth', block: 'nearest', inline: 'nearest' });
  const frame = section.querySelector('iframe');
  frame.focus();
  if (line !== undefined) frame.contentWindow.postMessage({ as, line, place }, '*');
});
