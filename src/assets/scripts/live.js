/**
 * Hears of what an invigilator does: the clock moves, a pause covers the page, a test that is over or open again leads on. Events when there are any, else
 * asking every three seconds. Without this file the same is seen when the page is loaded anew.
 */
const part = document.querySelector('[data-live]');
const note = document.querySelector('[data-live-note]');
const cover = document.querySelector('[data-pause]');
const askEvery = 3_000;
/** The server says something every ten seconds; after so long a stream is cut, whatever the browser believes. */
const silentFor = 25_000;

let known = JSON.parse(part.dataset.state);
let source = null;
let heard = window.performance.now();
let asking = null;
let over = false;

const say = (text) => {
  if (note.textContent !== text) note.textContent = text;
};

function minutesLeft({ now, state }) {
  return Math.max(0, Math.ceil((Date.parse(state.deadlineAt) - Date.parse(state.pausedAt ?? now)) / 60_000));
}

function leave() {
  over = true;
  source?.close();
  clearInterval(asking);
  location.assign(part.dataset.home);
}

/** What was sent during the pause is on its page and nowhere else: then that is not left, but says that it can be sent now. */
function goOn(runs) {
  if (!document.querySelector('[data-held]')) return leave();
  document.querySelector('[data-while-paused]').hidden = runs;
  document.querySelector('[data-after-pause]').hidden = !runs;
}

/** The page of a test is covered, not left: what is typed in it stays, and cannot be read or changed meanwhile. */
function pause(on) {
  if (on && !cover.open) cover.showModal();
  if (!on && cover.open) cover.close();
  document.documentElement.classList.toggle('is-paused', on);
}

function tell(message) {
  const before = known;
  const { state } = message;
  if (state === null) return;
  known = state;
  if (state.screen && part.dataset.screen && state.screen !== part.dataset.screen) document.dispatchEvent(new window.Event('tangga:elsewhere'));
  const isPage = document.querySelector('[data-deadline]') !== null;
  if ((before.submittedAt === null) !== (state.submittedAt === null)) return leave();
  if (!isPage && before.pausedAt !== state.pausedAt) return goOn(state.pausedAt === null);
  if (!isPage || state.submittedAt !== null) return;
  document.dispatchEvent(new window.CustomEvent('tangga:clock', { detail: { deadline: state.deadlineAt, now: message.now, pausedAt: state.pausedAt } }));
  pause(state.pausedAt !== null);
  const left = String(minutesLeft(message));
  if (before.pausedAt !== null && state.pausedAt === null) say(part.dataset.resumed.replace('#', left));
  else if (before.deadlineAt !== state.deadlineAt) say(part.dataset.longer.replace('#', left));
}

/** Others hear when the line to the server goes and comes. */
function hearLine(on) {
  document.dispatchEvent(new window.CustomEvent('tangga:line', { detail: on }));
}

async function ask() {
  const answer = await fetch(part.dataset.live, { headers: { Accept: 'application/json' }, cache: 'no-store' }).catch(() => null);
  if (over) return;
  hearLine(answer !== null);
  if (answer?.ok) {
    heard = window.performance.now();
    tell(await answer.json());
  } else if (answer?.status === 401 || answer?.status === 404) {
    over = true;
    clearInterval(asking);
    say(part.dataset.lost);
  }
}

/** Events are tried again while asking goes on; the first one ends the asking. */
function fallBack() {
  source?.close();
  source = null;
  if (asking === null) {
    asking = setInterval(() => void ask(), askEvery);
    void ask();
  }
  setTimeout(listen, 30_000);
}

function listen() {
  if (over || source !== null) return;
  source = new window.EventSource(part.dataset.live);
  const alive = () => {
    heard = window.performance.now();
    clearInterval(asking);
    asking = null;
    hearLine(true);
  };
  source.addEventListener('state', (event) => {
    alive();
    tell(JSON.parse(event.data));
  });
  source.addEventListener('beat', alive);
  source.addEventListener('end', () => {
    source.close();
    source = null;
    void ask();
  });
  source.addEventListener('error', () => fallBack());
}

setInterval(() => {
  if (!over && source !== null && window.performance.now() - heard > silentFor) fallBack();
}, 5_000);

// Escape would close a dialog; a pause ends with the invigilator alone.
cover.addEventListener('cancel', (event) => event.preventDefault());
cover.addEventListener('close', () => {
  if (known.pausedAt !== null && !over) cover.showModal();
});
window.addEventListener('pagehide', () => source?.close());
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    source = null;
    listen();
  }
});
// Who only leafs past a page opens no stream for it.
setTimeout(listen, 1_000);

// The time left by the server's clock; the voice speaks at 30, 10, 5 and 1 minutes only. `tangga:time-up` is heard when it is over.
const clock = document.querySelector('[data-deadline]');
const status = document.querySelector('[data-clock-status]');
if (clock) {
  // The page's own clock may be wrong: only the time that passed since loading is taken from it.
  let left = Date.parse(clock.dataset.deadline) - Date.parse(clock.dataset.now);
  let started = window.performance.now();
  let paused = false;
  const face = clock.querySelector('.clock-face');
  const calls = [30, 10, 5, 1];
  let before = Infinity;
  let timer = null;

  const two = (value) => String(value).padStart(2, '0');
  const show = () => {
    const seconds = Math.max(0, Math.ceil((left - (paused ? 0 : window.performance.now() - started)) / 1000));
    const minutes = Math.ceil(seconds / 60);
    face.textContent =
      seconds === 0
        ? clock.dataset.up
        : `${two(Math.floor(seconds / 3600))}.${two(Math.floor(seconds / 60) % 60)}.${two(seconds % 60)}`;
    const call = calls.find((at) => seconds <= at * 60 && before > at * 60 && before !== Infinity);
    if (call && status) status.textContent = clock.dataset.left.replace('#', String(minutes));
    if (seconds === 0 && !paused) {
      if (status) status.textContent = clock.dataset.up;
      clearInterval(timer);
      document.dispatchEvent(new window.Event('tangga:time-up'));
    }
    before = seconds;
  };
  const run = () => {
    clearInterval(timer);
    timer = setInterval(show, 1000);
    show();
  };

  document.addEventListener('tangga:clock', ({ detail }) => {
    left = Date.parse(detail.deadline) - Date.parse(detail.pausedAt ?? detail.now);
    started = window.performance.now();
    paused = detail.pausedAt !== null;
    before = Infinity;
    clock.dataset.deadline = detail.deadline;
    run();
  });
  run();
}
