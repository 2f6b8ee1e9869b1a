/** Ticks every box of its section, or, when all are ticked, none. */
for (const button of document.querySelectorAll('[data-tick-all]')) {
  const boxes = [...button.closest('section').querySelectorAll('input[type=checkbox]')];
  button.hidden = false;
  button.addEventListener('click', () => {
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}
