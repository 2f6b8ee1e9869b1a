/**
 * The time left by the server's clock; the voice speaks at 30, 10, 5 and 1 minutes only. Other scripts move it by the event `tangga:clock` and hear the end
 * by `tangga:time-up`.
 */
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
