/** The clock of a shift goes on in sight; the board is asked for again, and changes where nobody is choosing. */
const seconds = 10;
const news = document.querySelector('[data-news]');
let loaded = Date.now();

const board = () => document.querySelector('[data-board]');

function tick() {
  const clock = board().querySelector('[data-clock]');
  if (clock.dataset.clock === '') return;
  const [hours, minutes] = clock.dataset.starts.split(':').map(Number);
  const all = 60 * hours + minutes + Math.floor(Number(clock.dataset.clock) + (Date.now() - loaded) / 60_000);
  clock.textContent = `${String(Math.floor(all / 60)).padStart(2, '0')}${document.documentElement.lang === 'en' ? ':' : '.'}${String(all % 60).padStart(2, '0')}`;
}

async function look() {
  try {
    const here = document.activeElement;
    // Whoever is choosing a reason or has opened something is not disturbed.
    const busy = board().contains(here) && (here.matches('select, summary') || here.closest('details[open]'));
    if (!busy) {
      const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
      if (answer.redirected) return location.assign(answer.url);
      const fresh = answer.ok && new window.DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-board]');
      if (fresh && document.activeElement === here) change(fresh, here);
    }
  } catch {
    // Asked again.
  }
  setTimeout(look, 1000 * seconds);
}

function change(fresh, here) {
  const old = board();
  const chosen = old.querySelector('select')?.value;
  const focus = old.contains(here) ? here.id : '';
  const said = old.dataset.words;
  old.replaceWith(document.adoptNode(fresh));
  loaded = Date.now();
  const select = fresh.querySelector('select');
  if (select && chosen) select.value = chosen;
  if (focus) document.getElementById(focus)?.focus();
  if (fresh.dataset.words !== said) news.textContent = fresh.dataset.words;
}

setInterval(tick, 1000);
setTimeout(look, 1000 * seconds);
