import { colours, still, switchable } from './switchable.js';

/** How far the robots are, until they are done; then the page that shows what they did. */
for (const box of document.querySelectorAll('[data-robots]'))
  (async function look() {
    try {
      const answer = await fetch(box.dataset.robots, { headers: { Accept: 'application/json' } });
      const { share, done, text } = await answer.json();
      if (done) return window.location.assign(box.dataset.robots);
      box.querySelector('[data-robots-bar]').value = 100 * share;
      box.querySelector('[data-robots-text]').textContent = text;
    } catch {
      // Asked again.
    }
    setTimeout(look, 400);
  })();

/** How often each robot got how many points: a bar for each five points, for the robot that is chosen. */
for (const figure of document.querySelectorAll('[data-robot-chart]')) switchable(figure, JSON.parse(figure.dataset.robotChart), draw);

function draw(box, { names, labels, histograms, words, summary }) {
  const choice = document.createElement('select');
  choice.className = 'form-select';
  choice.setAttribute('aria-label', words.robot);
  names.forEach((name, at) => choice.append(new window.Option(name, String(at))));
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', summary);
  const frame = document.createElement('div');
  frame.className = 'robot-frame';
  frame.append(canvas);
  box.append(choice, frame);
  const chart = new window.Chart(canvas, {
    type: 'bar',
    data: { labels, datasets: [{ label: words.plays, data: histograms[0], backgroundColor: colours.teal, borderColor: colours.teal }] },
    options: {
      locale: document.documentElement.lang,
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      scales: {
        x: { title: { display: true, text: words.points, color: colours.grey }, ticks: { color: colours.grey, maxRotation: 0 }, grid: { display: false } },
        y: { beginAtZero: true, title: { display: true, text: words.plays, color: colours.grey }, ticks: { color: colours.grey, precision: 0 }, grid: { color: colours.line } },
      },
      plugins: { legend: { display: false } },
    },
  });
  choice.addEventListener('change', () => {
    chart.data.datasets[0].data = histograms[Number(choice.value)];
    chart.update();
  });
}
