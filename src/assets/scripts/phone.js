/** Opens a page in a window as wide as a phone; without this file it opens in a tab. */
for (const link of document.querySelectorAll('[data-phone]'))
  link.addEventListener('click', (event) => {
    if (window.open(link.href, 'phone', 'popup,width=390,height=800')) event.preventDefault();
  });
