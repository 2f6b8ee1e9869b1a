/** Keeps a part of a page as the server has it: by events where there are any, else every few seconds. Without this file loading the page anew does it. */
const region = () => document.querySelector('[data-refresh]');
const link = document.querySelector('[data-link]');
const askEvery = 4_000;
let busy = false;
let again = false;
let asking = null;
let heard = window.performance.now();

async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const answer = await fetch(region().dataset.refresh, { headers: { Accept: 'text/html' }, cache: 'no-store' }).catch(() => null);
  if (link) link.textContent = answer?.ok ? '' : link.dataset.lost;
  if (answer?.ok && !answer.redirected) {
    const fresh = new window.DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-refresh]');
    // Who stands on a name with the keyboard stays there.
    const focused = region().contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    if (fresh) region().replaceWith(fresh);
    if (focused) region().querySelector(`a[href="${window.CSS.escape(focused)}"]`)?.focus();
    if (!region().dataset.events && region().dataset.refreshOn === undefined) clearInterval(asking);
  }
  busy = false;
  if (again) {
    again = false;
    void refresh();
  }
}

function ask() {
  asking ??= setInterval(() => void refresh(), askEvery);
}

function listen() {
  const source = new window.EventSource(region().dataset.events);
  const alive = () => {
    heard = window.performance.now();
    clearInterval(asking);
    asking = null;
  };
  source.addEventListener('state', () => {
    alive();
    void refresh();
  });
  source.addEventListener('beat', alive);
  const cut = () => {
    clearInterval(watch);
    source.close();
    ask();
    void refresh();
    setTimeout(listen, 30_000);
  };
  const watch = setInterval(() => {
    if (window.performance.now() - heard > 25_000) cut();
  }, 5_000);
  source.addEventListener('error', cut);
  source.addEventListener('end', cut);
  window.addEventListener('pagehide', () => source.close(), { once: true });
}

if (region()?.dataset.events) listen();
else if (region()) ask();
