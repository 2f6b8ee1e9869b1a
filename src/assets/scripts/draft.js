/** Keeps half-filled forms while they are filled. Every button of such a form keeps it too, without this file. */
const pause = 800;
/** Who types without a pause is not waited for longer: what is typed is on the server within ten seconds. */
const longest = 5000;
const again = 5000;

function watch(form) {
  const state = document.querySelector(`[data-draft-state="${form.dataset.draftName ?? ''}"]`);
  let timer = null;
  let since = null;

  async function keep() {
    clearTimeout(timer);
    since = null;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(new FormData(form)),
      });
      // Over, or another screen writes now: trying again would not help.
      if (answer.status === 409 || answer.status === 410) return void (state.textContent = state.dataset.failed);
      if (!answer.ok) throw new Error(String(answer.status));
      state.textContent = (await answer.json()).text;
    } catch {
      state.textContent = state.dataset.failed;
      timer = setTimeout(keep, again);
    }
  }

  form.addEventListener('input', () => {
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(pause, since + longest - Date.now())));
  });
  form.addEventListener('submit', () => clearTimeout(timer));
}

for (const form of document.querySelectorAll('[data-draft]')) watch(form);
