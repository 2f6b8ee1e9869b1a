/** Pictures into the texts of a question. Without this file the code of a picture is copied by hand. */
const form = document.querySelector('form[data-preview]');
let last = null;

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
