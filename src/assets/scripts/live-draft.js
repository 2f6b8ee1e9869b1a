/** Draws the facsimile of an editor anew whenever its draft was kept, and what the rules say of it; what is being typed stays. */
for (const form of document.querySelectorAll('[data-live]')) {
  let asked = 0;
  form.addEventListener('kept', async () => {
    const turn = (asked += 1);
    try {
      const answer = await fetch(form.dataset.live, { headers: { Accept: 'text/html' } });
      if (!answer.ok || turn !== asked) return;
      const fresh = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
      const [old, sheet] = [document, fresh].map((page) => page.querySelector('[data-live-part=sheet]'));
      old.replaceChildren(...sheet.childNodes);
      const states = [...fresh.querySelectorAll('[data-live-part=checks] .state')];
      document.querySelectorAll('[data-live-part=checks] .state').forEach((state, at) => {
        state.className = states[at].className;
        state.textContent = states[at].textContent;
      });
    } catch {
      // The next save draws it.
    }
  });
}
