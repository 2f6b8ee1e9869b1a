/** The preview beside the editor, and pictures into its texts. Without this file saving shows the preview, and the code of a picture is copied by hand. */
const form = document.querySelector('form[data-preview]');
const shown = document.querySelector('[data-preview-shown]');
const pause = 600;
let timer = null;
let asked = 0;
let last = null;

async function show() {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.preview, { method: 'POST', headers: { Accept: 'text/html' }, body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || mine !== asked) return;
    const part = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
    shown.replaceChildren(...part.body.childNodes);
  } catch {
    // The line of saving says that the connection is gone.
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(show, pause);
});
form.addEventListener('focusin', ({ target }) => {
  if (target.tagName === 'TEXTAREA') last = target;
});

function insert(mark) {
  const field = last ?? form.querySelector('textarea');
  field.setRangeText(mark, field.selectionStart, field.selectionEnd, 'end');
  field.focus();
  field.dispatchEvent(new window.Event('input', { bubbles: true }));
}

for (const button of document.querySelectorAll('[data-insert]')) {
  button.hidden = false;
  button.addEventListener('click', () => insert(button.dataset.insert));
}

const picture = document.querySelector('form[data-picture]');
picture?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const said = picture.querySelector('[data-picture-said]');
  try {
    const answer = await fetch(picture.action, { method: 'POST', headers: { Accept: 'application/json' }, body: new FormData(picture) });
    const { mark, text } = await answer.json().catch(() => ({}));
    said.textContent = text ?? (mark ? '' : said.dataset.failed);
    if (!mark) return;
    picture.reset();
    insert(mark);
  } catch {
    said.textContent = said.dataset.failed;
  }
});
