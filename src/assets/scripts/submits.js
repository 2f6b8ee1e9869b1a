/** A choice on which the rest of the form depends sends the form, so that the page shows what belongs to it. */
for (const choice of document.querySelectorAll('[data-submits]')) choice.addEventListener('change', () => choice.form.requestSubmit(choice.form.querySelector('[name=then][value=stay]')));
