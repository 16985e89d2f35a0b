const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Who is signed in, where they look, and what was drawn last in each place. */
let seat = $('[data-as]');
let place = 'chat';
let drawn = {};

const channel = () => $(`[data-place=${place}]`).dataset.channel ?? seat.dataset.chat;
const ask = async (options) => (await fetch(`/?as=${seat.dataset.as}`, options)).json();

async function act(what) {
  const answer = await ask({ method: 'POST', body: JSON.stringify({ channel: channel(), ...what }) });
  await look();
  return answer;
}

async function look() {
  const who = seat;
  const shown = await ask();
  if (who !== seat) return;
  for (const button of all('[data-as]')) button.setAttribute('aria-pressed', button === seat);
  for (const button of all('[data-place]')) {
    const there = button.dataset.place;
    button.hidden = shown[there] === null;
    button.setAttribute('aria-pressed', there === place);
    button.classList.toggle('new', there !== place && shown[there] !== (drawn[there] ?? shown[there]));
    if (there !== place) drawn[there] ??= shown[there];
  }
  $('#say').hidden = place === 'home';
  const main = $('main');
  if (main.markup !== shown[place]) {
    main.innerHTML = shown[place] || '<p>Say in your own words what you need.</p>';
    main.scrollTop = place === 'home' ? 0 : main.scrollHeight;
  }
  main.markup = drawn[place] = shown[place];
  if (drawn.view === shown.view) return;
  const modal = $('#modal');
  drawn.view = shown.view;
  modal.innerHTML = shown.view ?? '';
  if (!shown.view) modal.close();
  else if (!modal.open) modal.showModal();
}

function go(who, where) {
  if (who !== seat) drawn = {};
  seat = who;
  place = where;
  return where === 'home' ? act({ kind: 'home' }) : look();
}

/** What stands in an input, as Slack sends it. */
const READ = {
  datepicker: ({ value }) => ({ selected_date: value || null }),
  timepicker: ({ value }) => ({ selected_time: value || null }),
  checkboxes: (_, ticked) => ({ selected_options: ticked }),
  radio_buttons: (_, [ticked = null]) => ({ selected_option: ticked }),
  static_select: ({ value }) => ({ selected_option: value ? { value } : null }),
  multi_users_select: ({ selectedOptions }) => ({ selected_users: [...selectedOptions].map(({ value }) => value) }),
  plain_text_input: ({ value }) => ({ value: value || null }),
};

function sentOf(field) {
  const { type } = field.dataset;
  const ticked = all('input:checked', field).map(({ value }) => ({ value }));
  return { type, ...READ[type]($('input, select, textarea', field), ticked) };
}

/** Where something was done, and all that stands in the form there. */
const at = (element) => {
  const root = element.closest('[data-on]');
  const fields = all('[data-block]', root).map((field) => [field.dataset.block, field]);
  return {
    on: root.dataset.on,
    values: Object.fromEntries(fields.map(([block, field]) => [block, { [block]: sentOf(field) }])),
  };
};

/** Asks once more where the button says so. */
function sure(asked) {
  if (!asked) return true;
  const dialog = $('#sure');
  dialog.innerHTML =
    '<form method="dialog"><h2></h2><p></p><footer><button></button><button value="yes" class="danger"></button></footer></form>';
  for (const [i, words] of JSON.parse(asked).entries()) all('h2, p, button', dialog)[i].textContent = words;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
  });
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button');
  const { as, place: where, url, action, confirm, close } = button?.dataset ?? {};
  if (as) go(button, 'chat');
  if (where) go(seat, where);
  if (url) window.open(url, '_blank', 'noopener');
  else if (action && (await sure(confirm))) act({ kind: 'press', action, ...at(button) });
  if (close !== undefined) act({ kind: 'close', ...at(button) });
});

document.addEventListener('change', ({ target }) => {
  const field = target.closest('[data-tells=yes]');
  if (!field) return;
  const { block } = field.dataset;
  act({ kind: 'press', action: block, chosen: { block_id: block, ...sentOf(field) }, ...at(field) });
});

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.method === 'dialog') return;
  event.preventDefault();
  if (form.id === 'say') {
    const box = $('textarea', form);
    const text = box.value.trim();
    box.value = '';
    if (text) act({ kind: 'say', text });
    return;
  }
  const { errors = {} } = await act({ kind: 'submit', ...at(form) });
  for (const field of all('[data-block]', form))
    $('[role=alert]', field).textContent = errors[field.dataset.block] ?? '';
  $('[role=alert]:not(:empty)', form)?.scrollIntoView({ block: 'center' });
});

$('#modal').addEventListener('cancel', (event) => {
  event.preventDefault();
  $('[data-close]', event.target).click();
});

$('#say').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  $('#say').requestSubmit();
});

/** The page around this one types a line for whoever it names. */
addEventListener('message', async ({ data: { line, as } }) => {
  if (line === undefined) return;
  await go($(`[data-as="${as}"]`) ?? seat, 'chat');
  $('#say textarea').value = line;
  $('#say textarea').focus();
});

look();
setInterval(() => look().catch(() => {}), 700);
