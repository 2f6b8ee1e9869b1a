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
      const rows = new Map([...fresh.querySelectorAll('[data-check]')].map((row) => [row.dataset.check, row.querySelector('.state')]));
      const found = document.querySelector('[data-live-part=checks] tbody');
      for (const row of document.querySelectorAll('[data-check]')) {
        const [state, now] = [row.querySelector('.state'), rows.get(row.dataset.check)];
        state.className = now.className;
        state.textContent = now.textContent;
        // What has become wrong comes up to the others; nothing goes back while somebody writes.
        if (now.classList.contains('state-bad') && row.parentElement !== found && !row.contains(document.activeElement)) found.append(row);
      }
    } catch {
      // The next save draws it.
    }
  });
}
