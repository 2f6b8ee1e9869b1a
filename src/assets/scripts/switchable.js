/**
 * A page brings a still picture and a table of the same figures; the library that draws the interactive chart is heavy and comes only when it is
 * asked for, by the button that this script shows.
 */
export const colours = { ink: '#16263a', teal: '#0b6b6b', band: 'rgb(11 107 107 / 14%)', grey: '#56657a', line: '#d9d2c3' };
export const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Lets the figure change between its picture and the chart that `draw(box, figures)` makes. */
export function switchable(figure, figures, draw) {
  const picture = figure.querySelector('[data-picture]');
  const acts = figure.querySelector('[data-acts]');
  const button = acts.querySelector('button');
  const status = acts.querySelector('[role=status]');
  const say = (name) => (status.textContent = name ? status.dataset[name] : '');
  let box = null;
  let busy = false;

  const show = (interactive) => {
    picture.hidden = interactive;
    box.hidden = !interactive;
    button.setAttribute('aria-pressed', String(interactive));
    say(interactive ? 'ready' : '');
  };
  // The button stays where it is, and the focus on it.
  button.addEventListener('click', async () => {
    if (busy) return;
    if (box) return show(box.hidden);
    busy = true;
    say('loading');
    try {
      await load(figure.dataset.library);
      box = document.createElement('div');
      box.className = 'chart';
      picture.after(box);
      show(true);
      draw(box, figures);
    } catch {
      if (box) {
        show(false);
        box.remove();
        box = null;
      }
      say('failed');
    }
    busy = false;
  });
  acts.hidden = false;
}

/** Loads a script once; what could not be loaded is tried again by the next call. */
function load(address) {
  if (window.Chart) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.addEventListener('load', () => (window.Chart ? resolve() : reject(new Error(address))));
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error(address));
    });
    document.head.append(script);
  });
}
