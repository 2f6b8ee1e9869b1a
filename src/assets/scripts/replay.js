/** Steps through a replay without loading the page anew: arrows, buttons, and playing by itself. Each step is a link and works without this file. */
const usual = 2_000;
const fast = 500;
let playing = 0;
let timer = null;
let busy = false;

const part = () => document.querySelector('[data-replay]');
const bar = () => document.querySelector('.replay-bar');
const link = (way) => document.querySelector(`[data-way="${way}"]`);

/** Shows another step; the rest of the page, and what is ticked in it, stays as it is. */
async function show(href) {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(href, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return void location.assign(href);
    const page = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-replay]');
    if (!fresh) return void location.assign(href);
    const way = document.activeElement?.dataset.way;
    const player = document.activeElement?.dataset.player;
    part().replaceWith(fresh);
    mark(page);
    addPlayers();
    history.replaceState(null, '', href);
    if (way) (link(way) ?? link(way === 'next' || way === 'end' ? 'previous' : 'next'))?.focus();
    if (player) document.querySelector(`[data-player="${player}"]`)?.focus();
  } catch {
    location.assign(href);
  } finally {
    busy = false;
  }
}

/** The list of steps follows the desk. */
function mark(page) {
  for (const item of document.querySelectorAll('[data-steps] > li')) {
    const other = page.querySelector(`[data-steps] > li[data-step="${item.dataset.step}"]`);
    if (!other) continue;
    item.className = other.className;
    if (other.hasAttribute('aria-current')) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
  const field = document.querySelector('.steps-list [name="step"]');
  if (field) field.value = page.querySelector('.steps-list [name="step"]')?.value ?? field.value;
  document.querySelector('[data-steps] > [aria-current]')?.scrollIntoView({ block: 'nearest', container: 'nearest' });
}

function textOf(text, properties) {
  return Object.assign(document.createElement('span'), { textContent: text }, properties);
}

function addPlayers() {
  const place = document.querySelector('[data-players]');
  for (const [pace, sign] of [[usual, '×1'], [fast, '×4']]) {
    const words = bar().dataset[playing === pace ? 'stop' : pace === usual ? 'play' : 'fast'];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = playing === pace ? 'btn btn-primary' : 'btn btn-secondary';
    button.dataset.player = String(pace);
    button.append(textOf(playing === pace ? '■' : sign, { ariaHidden: 'true' }), textOf(words, { className: 'visually-hidden' }));
    button.addEventListener('click', () => play(playing === pace ? 0 : pace));
    place.append(button);
  }
}

function play(pace) {
  playing = pace;
  clearTimeout(timer);
  document.querySelector('[data-players]').replaceChildren();
  addPlayers();
  document.querySelector(`[data-player="${pace || usual}"]`)?.focus();
  if (pace) timer = setTimeout(tick, pace);
}

async function tick() {
  const next = link('next');
  if (!next) return play(0);
  await show(next.href);
  if (playing) timer = setTimeout(tick, playing);
}

document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const chosen = event.target.closest?.('[data-way], [data-steps] a');
  if (!chosen) return;
  event.preventDefault();
  if (playing) play(0);
  void show(chosen.href);
});

const ways = { ArrowLeft: 'previous', ArrowRight: 'next', Home: 'first', End: 'end' };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest?.('input, textarea, select, summary')) return;
  if (event.key === ' ' && !event.target.closest?.('a, button')) {
    event.preventDefault();
    return play(playing ? 0 : usual);
  }
  const to = ways[event.key] && link(ways[event.key]);
  if (!to) return;
  event.preventDefault();
  void show(to.href);
});

addPlayers();
