/**
 * What is done in a sitting waits here until the server has acknowledged it: in this browser's own database, so that a closed browser or a lost
 * line loses nothing. It is sent in its order, one at a time; its id makes a repetition harmless.
 */
const sitting = /^\/sittings\/(\d+)/.exec(location.pathname)?.[1] ?? '';
const retryAfter = 3000;
const patience = 10_000;
const token = () => document.querySelector('input[name="_csrf"]')?.value ?? '';

/** Random without a secure context too: offices reach the server by its local address. */
export const freshId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function openDatabase() {
  return new Promise((resolve) => {
    try {
      const request = window.indexedDB.open('tangga', 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

const opened = openDatabase();
/** Without a database the actions wait in this page only. */
const memory = [];

async function shelf(mode) {
  const database = await opened;
  return database?.transaction('outbox', mode).objectStore('outbox') ?? null;
}

async function put(entry) {
  const store = await shelf('readwrite');
  if (store) entry.key = await asked(store.add(entry));
  else memory.push(Object.assign(entry, { key: memory.length === 0 ? 1 : memory.at(-1).key + 1 }));
}

async function remove(key) {
  const store = await shelf('readwrite');
  if (store) await asked(store.delete(key));
  else
    memory.splice(
      memory.findIndex((entry) => entry.key === key),
      1,
    );
}

/** What waits in this sitting, the oldest first. */
export async function waiting() {
  const store = await shelf('readonly');
  const all = store ? await asked(store.getAll()) : [...memory];
  return all.filter((entry) => entry.sitting === sitting);
}

// How far the clock of this computer has been moved since the page was loaded; the time that passes is measured beside it.
const loaded = { clock: Date.now(), passed: window.performance.now() };
const clockMoved = () => Math.abs(Date.now() - loaded.clock - (window.performance.now() - loaded.passed));

const state = document.querySelector('[data-save-state]');

/** The state of saving in the words that the page brought along; `value` is a time or a number in them. */
export function say(name, value = '') {
  const text = state?.dataset[name];
  if (!text) return;
  state.textContent = text.replace('#', value);
  if (['waiting', 'refused', 'closed', 'elsewhere', 'signedOut'].includes(name)) state.dataset.failing = '';
  else delete state.dataset.failing;
}

const bar = document.querySelector('[data-connection]');
const listeners = [];
let connected = true;
let lineOn = true;

/** Tells `listener` of every change: { name, count, time } with name saved, again, waiting, refused, closed, elsewhere or signed-out. */
export const onState = (listener) => listeners.push(listener);

const arrivals = [];

/** Tells `listener` of each action that the server has taken, also of one that an earlier page left here: { url, body }. */
export const onTaken = (listener) => arrivals.push(listener);

function tell(name, count = 0, time = '') {
  for (const listener of listeners) listener({ name, count, time });
  showBar(name, count);
}

function showBar(name, count) {
  connected = name === 'saved' || name === 'again';
  if (!bar) return;
  const text = name === 'waiting' && count === 0 ? bar.dataset.offline : bar.dataset[name];
  const loud = ['waiting', 'elsewhere', 'signedOut', 'refused'].includes(name);
  bar.hidden = !loud;
  const line = bar.querySelector('[data-connection-text]');
  if (loud && text && line.textContent !== text.replace('#', String(count)))
    line.textContent = text.replace('#', String(count));
  bar.querySelector('[data-connection-take]').hidden = name !== 'elsewhere';
  document.body.toggleAttribute('data-offline', name === 'waiting');
}

/** Told by the events of a running test, before anybody tries to save: the line went or came, or another screen writes now. */
document.addEventListener('tangga:line', async ({ detail: on }) => {
  if (on === lineOn) return;
  lineOn = on;
  const list = await waiting();
  if (!on) return tell('waiting', list.length);
  if (list.length > 0) void flush();
  else showBar('saved', 0);
});
document.addEventListener('tangga:elsewhere', () => {
  tell('elsewhere');
  readOnly();
});

/** From now on this screen only reads. */
export function readOnly() {
  for (const field of document.querySelectorAll(
    'main form[method="post"]:not([data-connection-take]) :is(input, select, textarea, button)',
  ))
    field.disabled = true;
}

async function post({ url, body, at }) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'x-csrf-token': token() };
  headers['x-held-seconds'] = String(Math.max(0, Math.round((Date.now() - at) / 1000)));
  headers['x-clock-moved'] = String(Math.round(clockMoved() / 1000));
  const stop = new window.AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: stop.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

// 423: an invigilator has paused the test; the same is taken when it goes on.
const unreachable = (answer) => answer === null || answer.status === 423 || answer.status === 429 || answer.status >= 500;
const outcomes = { 409: 'elsewhere', 410: 'closed', 401: 'signedOut', 403: 'signedOut' };
const settles = new Map();
let sending = null;
let retry = null;
let missed = false;

function settle(entry, outcome) {
  settles.get(entry.key)?.(outcome);
  settles.delete(entry.key);
}

/** One round: until nothing waits, or until the server cannot be reached or says no to everything. */
async function round() {
  clearTimeout(retry);
  for (let list = await waiting(); list.length > 0; list = await waiting()) {
    const [first] = list;
    const answer = await post(first);
    if (unreachable(answer) || answer.status === 401 || answer.status === 403 || answer.status === 409) {
      missed = true;
      const name = unreachable(answer) ? 'waiting' : outcomes[answer.status];
      tell(name, list.length);
      for (const entry of list) settle(entry, { name });
      if (name === 'elsewhere') readOnly();
      else retry = setTimeout(() => void flush(), retryAfter + Math.random() * 2000);
      return;
    }
    await remove(first.key);
    if (answer.status === 410) {
      for (const entry of list) await remove(entry.key);
      for (const entry of list) settle(entry, { name: 'closed' });
      return tell('closed');
    }
    if (!answer.ok) {
      // A form of this page shows what is wrong by itself; what waited since an earlier page has nobody to tell but the bar.
      if (!settles.has(first.key)) tell('refused', first.number ?? 0);
      const said = await answer.json().catch(() => ({}));
      settle(first, { name: 'refused', newer: said.error === 'newer' });
      continue;
    }
    const said = await answer.json();
    for (const listener of arrivals) listener(first);
    const left = list.length - 1;
    if (left === 0) tell(missed ? 'again' : 'saved', 0, said.time ?? said.savedAt ?? '');
    if (left === 0) missed = false;
    settle(first, { name: 'saved', answer: said });
  }
}

/** Sends what waits; several tabs of one browser take turns where the browser can arrange it. */
export function flush() {
  sending ??= (navigator.locks ? navigator.locks.request(`tangga-outbox-${sitting}`, round) : round()).finally(() => {
    sending = null;
  });
  return sending;
}

/**
 * Takes an action for this sitting and resolves with what became of it: { name: 'saved', answer }, or waiting, refused (`newer`: another page has answered), closed,
 * elsewhere, signedOut. `replaces` is a name under which only the newest has to arrive, such as the answer to one item.
 */
export async function deliver({ url, body, number = null, replaces = null }) {
  const entry = { sitting, url, body, number, replaces, at: Date.now() };
  const before = replaces ? await waiting() : [];
  // The oldest may be on its way already.
  for (const older of sending ? before.slice(1) : before) if (older.replaces === replaces) await remove(older.key);
  await put(entry);
  const settled = new Promise((resolve) => settles.set(entry.key, resolve));
  // A round that is about to end may not have seen it.
  void flush().then(() => (settles.has(entry.key) ? flush() : null));
  return settled;
}

/** Whether the last attempt reached the server. */
export const isConnected = () => connected && navigator.onLine !== false;

window.addEventListener('online', () => void flush());
window.addEventListener('offline', async () => tell('waiting', (await waiting()).length));
window.addEventListener('beforeunload', (event) => {
  if (memory.length > 0) event.preventDefault();
});

/** A page that cannot come is not asked for: the one that is here, and what is typed on it, stay. */
document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || isConnected() || link.target === '_blank' || link.getAttribute('href').startsWith('#')) return;
  event.preventDefault();
  tell('waiting', (await waiting()).length);
});

/** A form to which the server has to answer, such as a reply in a conversation, waits in its page with what was chosen. */
document.addEventListener('submit', async (event) => {
  if (!event.target.closest('[data-online]') || isConnected()) return;
  event.preventDefault();
  tell('waiting', (await waiting()).length);
});

if (sitting) void flush();
