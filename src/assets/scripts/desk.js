/** Comfort on the desk: keys, save state, fresh ids. Every job is a plain form and works without this file. */
import { deliver, flush, freshId, isConnected, onState, say, waiting } from './outbox.js';

const stored = 'tangga-keys-off';
const dialog = document.querySelector('[data-keys]');

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

/** How large the sheet is shown; kept for this view of the page only. `fit` is the whole page. */
const scroll = document.querySelector('.sheet-scroll');
const zoomControl = document.querySelector('[data-zoom-control]');
const zoomButtons = [...(zoomControl?.querySelectorAll('button') ?? [])];
const zoomButton = (value) => zoomButtons.find((button) => button.value === value);
const press = (chosen) => {
  for (const button of zoomButtons) button.setAttribute('aria-pressed', String(button === chosen));
};

function showZoom(chosen) {
  if (!scroll || !chosen) return;
  // Measured at 100 % each time: a phone may have been turned since.
  delete scroll.dataset.zoom;
  scroll.classList.add('sheet-measured');
  const sheet = scroll.querySelector('.sheet');
  scroll.style.setProperty('--sheet-width', `${sheet.offsetWidth}px`);
  scroll.style.setProperty('--sheet-rise', String((window.innerHeight - 24) / sheet.offsetHeight));
  scroll.classList.remove('sheet-measured');
  scroll.dataset.zoom = chosen.value;
  press(chosen);
}

/** The steps are those of the percentages; the whole page has a key of its own. */
function stepZoom(by) {
  const steps = zoomButtons.filter((button) => button.value !== 'fit');
  const at = steps.findIndex((button) => button.getAttribute('aria-pressed') === 'true');
  showZoom(at === -1 && by < 0 ? undefined : steps[at + by]);
}

if (zoomControl && scroll) {
  zoomControl.hidden = false;
  if (window.getComputedStyle(scroll.querySelector('.sheet')).zoom !== '1') press(zoomButton('fit'));
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
  0: () => showZoom(zoomButton('fit')),
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

/** A form of this page waits: when it has arrived the page is made anew, unless somebody types. */
let queued = false;
let typing = false;
document.addEventListener('input', (event) => {
  typing ||= Boolean(event.target.closest('[data-draft]'));
});

onState(({ name, count, time }) => {
  say(name, name === 'saved' || name === 'again' ? time : String(count));
  if (name === 'closed') setTimeout(() => location.reload(), 1500);
  if (name === 'again' && queued && !typing) location.reload();
});

/** The fields of a form as the server reads them from JSON: groups of boxes are lists. */
function bodyOf(form, submitter) {
  const body = {};
  for (const [name, value] of new FormData(form, submitter))
    if (name !== '_csrf') body[name] = name in body ? [body[name], value].flat() : value;
  return body;
}

/** Every page that the server makes now is asked for anew, also where only the part behind the # differs. */
function goTo(path) {
  const target = new window.URL(path, location.href);
  const same = target.pathname === location.pathname && target.search === location.search;
  if (!same) return location.assign(target);
  location.hash = target.hash;
  location.reload();
}

/** What an action brings to see needs the server; everything else may wait in this browser. */
const needsAnswer = (body) => ['look-up', 'open-document', 'send', 'submit'].includes(body.type);

/**
 * A form of the desk is sent by script first: a line that has just been lost then shows a bar, not a page of the browser, and what was done waits
 * here. What the server refuses is sent as a form, and its page names the field.
 */
async function sendForm(form, submitter) {
  say('saving');
  const body = bodyOf(form, submitter);
  if (needsAnswer(body) && (!isConnected() || (await waiting()).length > 0)) {
    await flush();
    if (!isConnected() || (await waiting()).length > 0) return say('waiting', String((await waiting()).length));
  }
  const outcome = await deliver({ url: form.action, body });
  if (outcome.name === 'saved') return goTo(outcome.answer.next);
  if (outcome.name === 'refused') {
    form.dataset.native = '';
    return form.requestSubmit(submitter);
  }
  queued = outcome.name === 'waiting';
  for (const field of form.querySelectorAll('[data-action-id]')) field.value = freshId();
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (
    form.method !== 'post' ||
    !form.action.includes('/sittings/') ||
    'connectionTake' in form.dataset ||
    'native' in form.dataset
  )
    return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = 'yes';
  void sendForm(form, event.submitter).finally(() => delete form.dataset.sent);
});

/** A chosen reply is saved at once, as an answer in a test is; the button stays for those without scripts. */
async function saveChoice(form) {
  say('saving');
  const { id, ...rest } = bodyOf(form, null);
  const field = form.querySelector('[data-action-id]');
  field.value = freshId();
  delete rest.back;
  const { name } = await deliver({
    url: form.action,
    body: { id, ...rest },
    replaces: `reply-${form.action}-${rest.conversation}`,
  });
  if (name === 'refused') say('refused');
}

for (const form of document.querySelectorAll('form[data-save-on-choice]'))
  form.addEventListener('change', () => void saveChoice(form));

/** Drafts are kept from the first time that somebody comes into a form with text; until then their script need not come over a slow line. */
for (const form of document.querySelectorAll('[data-draft]'))
  form.addEventListener('focusin', () => void import('./draft.js').then(() => typing && form.dispatchEvent(new window.Event('input'))), {
    once: true,
  });

/** A page that comes back from the history gets new ids: what is chosen now is a new action, not a repetition. */
window.addEventListener('pageshow', (event) => {
  const back = window.performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  if (!event.persisted && !back) return;
  for (const field of document.querySelectorAll('[data-action-id]')) field.value = freshId();
});

if (document.location.hash === '#pin') document.querySelector('#pin-title')?.focus();
document.querySelector('.error-summary')?.focus();
