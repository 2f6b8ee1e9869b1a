/** Comfort on the desk: keys, save state, fresh ids. Every job is a plain form and works without this file. */
const stored = 'tangga-keys-off';
const dialog = document.querySelector('[data-keys]');
const state = document.querySelector('[data-save-state]');

function keysOff() {
  try {
    return window.localStorage.getItem(stored) === '1';
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    window.localStorage.setItem(stored, off ? '1' : '0');
  } catch {
    // Without storage the choice holds for this page only.
  }
}

let off = keysOff();

/** `previous` and `next` are a link or the button of a form. */
const step = (way) => document.querySelector(`[data-step="${way}"]`)?.click();

/** How large the sheet is shown; kept for this view of the page only. */
const zoomControl = document.querySelector('[data-zoom-control]');
const zoomButtons = [...(zoomControl?.querySelectorAll('button') ?? [])];

function showZoom(chosen) {
  const scroll = document.querySelector('.sheet-scroll');
  if (!scroll || !chosen) return;
  if (!scroll.dataset.zoom) scroll.style.setProperty('--sheet-width', `${scroll.querySelector('.sheet').offsetWidth}px`);
  if (chosen.value === '100') delete scroll.dataset.zoom;
  else scroll.dataset.zoom = chosen.value;
  for (const button of zoomButtons) button.setAttribute('aria-pressed', String(button === chosen));
}

const stepZoom = (by) => showZoom(zoomButtons[zoomButtons.findIndex((button) => button.getAttribute('aria-pressed') === 'true') + by]);

if (zoomControl && document.querySelector('.sheet-scroll')) {
  zoomControl.hidden = false;
  for (const button of zoomButtons) button.addEventListener('click', () => showZoom(button));
}

const jobs = {
  '[': () => step('previous'),
  ']': () => step('next'),
  t: () => {
    const datum = document.activeElement?.closest('a[data-datum]');
    if (datum) datum.click();
    else document.querySelector('.sheet a[data-datum]')?.focus();
  },
  '+': () => stepZoom(1),
  '=': () => stepZoom(1),
  '-': () => stepZoom(-1),
  '?': () => dialog?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (off || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  if (event.target.closest?.('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]'))
    return;
  const job = jobs[event.key];
  if (!job) return;
  event.preventDefault();
  job();
});

if (dialog) {
  const opener = document.querySelector('[data-keys-open]');
  const choice = dialog.querySelector('[data-keys-off]');
  if (opener) {
    opener.hidden = false;
    opener.addEventListener('click', () => dialog.showModal());
  }
  choice.checked = off;
  choice.addEventListener('change', () => {
    off = choice.checked;
    remember(off);
  });
}

/** One press sends once: the ids make a second sending harmless, but the person should see that something happens. */
document.addEventListener('submit', (event) => {
  if (event.target.method !== 'post') return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = 'yes';
  if (state) state.textContent = state.dataset.saving;
  setTimeout(() => {
    delete event.target.dataset.sent;
    if (!state) return;
    state.textContent = state.dataset.failed;
    state.dataset.failing = '';
  }, 15000);
});

/** Random without a secure context too: offices reach the server by its local address. */
function freshId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A chosen reply is saved at once, as an answer in a test is; the button stays for those without scripts and for a save that failed. */
async function saveChoice(form) {
  if (state) {
    state.textContent = state.dataset.saving;
    delete state.dataset.failing;
  }
  const command = Object.fromEntries(new FormData(form));
  const token = command._csrf;
  delete command._csrf;
  delete command.back;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': token },
      body: JSON.stringify(command),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { time } = await answer.json();
    form.querySelector('[data-action-id]').value = freshId();
    if (state) state.textContent = state.dataset.saved.replace('#', time);
  } catch {
    if (!state) return;
    state.textContent = state.dataset.failed;
    state.dataset.failing = '';
  }
}

for (const form of document.querySelectorAll('form[data-save-on-choice]'))
  form.addEventListener('change', () => void saveChoice(form));

/** A page that comes back from the history gets new ids: what is chosen now is a new action, not a repetition. */
window.addEventListener('pageshow', (event) => {
  const back = window.performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  if (!event.persisted && !back) return;
  for (const field of document.querySelectorAll('[data-action-id]')) field.value = freshId();
});

if (document.location.hash === '#pin') document.querySelector('#pin-title')?.focus();
document.querySelector('.error-summary')?.focus();
