/** Saves an answer when it is chosen and says so in words. Without this file the button of the form saves. */
import { deliver, flush, onState, onTaken, readOnly, say, waiting } from './outbox.js';

const form = document.querySelector('form[data-item]');
const sitting = /^\/sittings\/(\d+)/.exec(location.pathname)?.[1];

function markDone(number) {
  const cell = document.querySelector(`[data-cell="${number}"]`);
  if (!cell || !form) return;
  cell.classList.remove('cell-empty');
  cell.classList.add('cell-done');
  cell.setAttribute('aria-label', `${cell.getAttribute('aria-label').split(':')[0]}: ${form.dataset.done}`);
}

onState(({ name, count, time }) => {
  say(name, name === 'saved' || name === 'again' ? time : String(count));
  if (name === 'again' && form?.querySelector('input:checked, select option[value]:not([value=""]):checked')) markDone(form.dataset.number);
  if (name === 'closed') setTimeout(() => location.assign(`/sittings/${sitting}`), 1500);
});

if (form) {
  const { item, number } = form.dataset;
  /** A question of the bank has fields of its kind: all of them are its answer. */
  const answerOf = (target) => {
    if (form.dataset.question === undefined) return { choice: target.value };
    const body = {};
    for (const [name, value] of new FormData(form)) if (!['_csrf', 'id', 'seen'].includes(name)) body[name] = name in body ? [body[name], value].flat() : value;
    return body;
  };
  const { id: page, seen } = form.elements;
  let made = 0;
  let typing = null;
  onTaken(({ url, body }) => {
    if (url === form.action) seen.value = body.id;
  });
  const save = async (target) => {
    clearTimeout(typing);
    say('saving');
    const answer = answerOf(target);
    // The ids of one page begin alike: so the server knows its answers from those of another tab.
    const body = { id: `${page.value}-${(made += 1)}`, seen: seen.value, ...answer };
    const { name, newer } = await deliver({ url: form.action, body, number, replaces: `item-${item}` });
    if (name === 'saved' && Object.values(answer).some((value) => value !== '')) markDone(number);
    if (name !== 'refused') return;
    say('refused');
    if (newer) location.assign(`${form.action}?newer`);
  };
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'choice' || form.dataset.question !== undefined) void save(target);
  });
  // What is typed is saved when the typing pauses.
  form.addEventListener('input', ({ target }) => {
    if (form.dataset.question === undefined || !target.matches('input[type="text"]')) return;
    clearTimeout(typing);
    typing = setTimeout(() => void save(target), 1000);
  });
  // The button saves too, after what waits: the newest choice is the last to arrive.
  form.addEventListener('submit', async (event) => {
    const { submitter } = event;
    if (form.dataset.sending) return;
    event.preventDefault();
    clearTimeout(typing);
    await flush();
    if ((await waiting()).length > 0) return;
    form.dataset.sending = '';
    form.requestSubmit(submitter);
    delete form.dataset.sending;
  });
}

// The server closes at the deadline, which may have been moved; the page goes to the result a moment later.
document.addEventListener('tangga:time-up', () => {
  readOnly();
  say('closed');
  setTimeout(() => location.assign(`/sittings/${sitting}`), 1500);
});
