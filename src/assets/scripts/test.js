/** Saves an answer when it is chosen and says so in words. Without this file the button of the form saves. */
import { deliver, flush, freshId, onState, readOnly, say, waiting } from './outbox.js';

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
  if (name === 'again' && form?.querySelector('input:checked')) markDone(form.dataset.number);
  if (name === 'closed') setTimeout(() => location.assign(`/sittings/${sitting}`), 1500);
});

if (form) {
  const { item, number } = form.dataset;
  form.addEventListener('change', async (event) => {
    if (event.target.name !== 'choice') return;
    say('saving');
    const body = { id: freshId(), choice: event.target.value };
    const { name } = await deliver({ url: form.action, body, number, replaces: `item-${item}` });
    if (name === 'saved') markDone(number);
    if (name === 'refused') say('refused');
  });
  // The button saves too, after what waits: the newest choice is the last to arrive.
  form.addEventListener('submit', async (event) => {
    const { submitter } = event;
    if (form.dataset.sending) return;
    event.preventDefault();
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
