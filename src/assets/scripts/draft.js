/** Keeps a half-filled rubric shortly after each change. Every button of the form keeps it too, without this file. */
const form = document.querySelector('[data-draft]');
const state = document.querySelector('[data-draft-state]');
let timer = null;

async function keep() {
  try {
    const answer = await fetch(form.dataset.draft, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    state.textContent = (await answer.json()).text;
  } catch {
    state.textContent = state.dataset.failed;
  }
}

form?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(keep, 800);
});
form?.addEventListener('submit', () => clearTimeout(timer));
