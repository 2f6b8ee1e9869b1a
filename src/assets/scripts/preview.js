/** What the server says of the draft of an editor while it is typed, beside its form. Without this file saving shows it. */
const form = document.querySelector('form[data-preview]');
const shown = document.querySelector('[data-preview-shown]');
const said = document.querySelector('[data-preview-said]');
const pause = 600;
let timer = null;
let asked = 0;

async function show() {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.preview, { method: 'POST', headers: { Accept: 'text/html' }, body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || mine !== asked) return;
    const part = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
    const line = part.querySelector('[data-preview-line]')?.textContent.trim() ?? '';
    // Only what changes is read out.
    if (said && said.textContent !== line) said.textContent = line;
    const open = [...shown.querySelectorAll('details')].map((each) => each.open);
    shown.replaceChildren(...part.body.childNodes);
    shown.querySelectorAll('details').forEach((each, at) => (each.open = open[at] ?? each.open));
  } catch {
    // The line of saving says that the connection is gone.
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(show, pause);
});
