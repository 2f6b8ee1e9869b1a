/** Steps through a replay without loading the page anew: arrows, buttons, and playing by itself at any speed. Each step is a link and works without this file. */
const usual = 2_000;
const speeds = [0.5, 1, 2, 4, 8, 16];
let playing = false;
let speed = 1;
let timer = null;
let busy = false;

const bar = document.querySelector('.replay-bar');
const link = (way) => document.querySelector(`[data-way="${way}"]`);

/** Shows another step; the rest of the page, what is ticked in it and the player itself stay as they are. */
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
    document.querySelector('[data-replay]').replaceWith(fresh);
    for (const part of ['[data-ways]', '.replay-now']) bar.querySelector(part).replaceChildren(...page.querySelector(`.replay-bar ${part}`).childNodes);
    bar.querySelector('progress').value = page.querySelector('.replay-bar progress').value;
    mark(page);
    history.replaceState(null, '', href);
    if (way) (link(way) ?? link(way === 'next' || way === 'end' ? 'previous' : 'next'))?.focus();
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

const button = document.createElement('button');
const sign = Object.assign(document.createElement('span'), { ariaHidden: 'true' });
const words = Object.assign(document.createElement('span'), { className: 'visually-hidden' });

/** The button that plays and pauses, and the speed; both stay while the steps change. */
function addPlayer() {
  const choice = document.createElement('select');
  choice.className = 'form-select';
  choice.setAttribute('aria-label', bar.dataset.speed);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  for (const each of speeds) choice.append(new window.Option(`×${number.format(each)}`, String(each), each === speed, each === speed));
  choice.addEventListener('change', () => {
    speed = Number(choice.value);
    if (playing) play(true);
  });
  button.type = 'button';
  button.dataset.player = '';
  button.append(sign, words);
  button.addEventListener('click', () => play(!playing));
  bar.querySelector('[data-players]').append(button, choice);
  play(false);
}

function play(on) {
  clearTimeout(timer);
  playing = on;
  button.className = on ? 'btn btn-primary' : 'btn btn-secondary';
  sign.textContent = on ? '❚❚' : '▶';
  words.textContent = bar.dataset[on ? 'stop' : 'play'];
  if (on) timer = setTimeout(tick, usual / speed);
}

async function tick() {
  const next = link('next');
  if (!next) return play(false);
  await show(next.href);
  if (playing) play(true);
}

document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const chosen = event.target.closest?.('[data-way], [data-steps] a');
  if (!chosen) return;
  event.preventDefault();
  if (playing) play(false);
  void show(chosen.href);
});

const ways = { ArrowLeft: 'previous', ArrowRight: 'next', Home: 'first', End: 'end' };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest?.('input, textarea, select, summary')) return;
  if (event.key === ' ' && !event.target.closest?.('a, button')) {
    event.preventDefault();
    return play(!playing);
  }
  const to = ways[event.key] && link(ways[event.key]);
  if (!to) return;
  event.preventDefault();
  void show(to.href);
});

addPlayer();
