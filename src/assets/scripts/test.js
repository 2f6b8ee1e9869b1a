/**
 * Saves an answer when it is chosen and says so. What could not be sent is kept in this browser and sent again until the server has acknowledged it;
 * its id makes a repetition harmless. Without this file the button of the form saves.
 */
const form = document.querySelector('form[data-item]');
const state = document.querySelector('[data-save-state]');
const sitting = /^\/sittings\/(\d+)/.exec(location.pathname)?.[1];
const box = `tangga-outbox-${sitting}`;
const token = () => document.querySelector('input[name="_csrf"]')?.value ?? '';
let sending = false;
let failed = false;
let retry = null;

const freshId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function waiting() {
  try {
    return JSON.parse(window.localStorage.getItem(box) ?? '[]');
  } catch {
    return [];
  }
}

let memory = waiting();

function keep(list) {
  memory = list;
  try {
    if (list.length > 0) window.localStorage.setItem(box, JSON.stringify(list));
    else window.localStorage.removeItem(box);
  } catch {
    // Without storage the answers wait in this page only.
  }
}

function say(name, value = '') {
  if (!state) return;
  state.textContent = state.dataset[name].replace('#', value);
  if (name === 'failed' || name === 'refused' || name === 'closed') state.dataset.failing = '';
  else delete state.dataset.failing;
}

function markDone(number) {
  const cell = document.querySelector(`[data-cell="${number}"]`);
  if (!cell || !form) return;
  cell.classList.remove('cell-empty');
  cell.classList.add('cell-done');
  cell.setAttribute('aria-label', `${cell.getAttribute('aria-label').split(':')[0]}: ${form.dataset.done}`);
}

/** Sends what waits, the oldest first, one at a time so that the order is kept. */
async function send() {
  if (sending || memory.length === 0) return;
  sending = true;
  clearTimeout(retry);
  while (memory.length > 0) {
    const [first] = memory;
    const answer = await fetch(`/sittings/${sitting}/items/${first.item}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'x-csrf-token': token() },
      body: JSON.stringify({ id: first.id, choice: first.choice }),
    }).catch(() => null);
    if (
      answer === null ||
      answer.status === 423 ||
      answer.status === 429 ||
      answer.status >= 500 ||
      answer.status === 401 ||
      answer.status === 403
    ) {
      failed = true;
      say('failed', String(memory.length));
      retry = setTimeout(send, 3000 + Math.random() * 2000);
      break;
    }
    keep(memory.slice(1));
    if (answer.status === 410) {
      keep([]);
      say('closed');
      location.assign(`/sittings/${sitting}`);
      break;
    }
    if (!answer.ok) {
      say('refused');
      break;
    }
    const { savedAt } = await answer.json();
    markDone(first.number);
    if (memory.length > 0) continue;
    say(failed ? 'again' : 'saved', savedAt);
    failed = false;
  }
  sending = false;
}

if (form) {
  form.addEventListener('change', (event) => {
    if (event.target.name !== 'choice') return;
    const { item, number } = form.dataset;
    // Only the last choice of an item has to arrive, but never the one that is on its way.
    const others = memory.filter((entry, at) => entry.item !== item || (sending && at === 0));
    keep([...others, { item, number, id: freshId(), choice: event.target.value }]);
    say('saving');
    void send();
  });
  // The button saves too; what it sends is newer than what waits for the same item.
  form.addEventListener('submit', () => keep(memory.filter((entry) => entry.item !== form.dataset.item)));
}

window.addEventListener('online', () => void send());
window.addEventListener('beforeunload', (event) => {
  if (memory.length > 0 && failed) event.preventDefault();
});

// The server closes at the deadline, which may have been moved; the page goes to the result a moment later.
document.addEventListener('tangga:time-up', () => {
  for (const field of document.querySelectorAll('form[data-item] input, form[data-item] button')) field.disabled = true;
  say('closed');
  setTimeout(() => location.assign(`/sittings/${sitting}`), 1500);
});

void send();
