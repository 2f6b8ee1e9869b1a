/** Says that a form which takes some seconds was sent, and lets it be sent once. */
for (const form of document.querySelectorAll('[data-busy]'))
  form.addEventListener('submit', (event) => {
    const said = form.querySelector('[data-busy-text]');
    if (said.textContent !== '') return event.preventDefault();
    said.textContent = form.dataset.busy;
  });
