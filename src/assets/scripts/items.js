import { colours, still, switchable } from './switchable.js';

/** Items by difficulty and discrimination, and one item over the fifths of the persons. */
for (const figure of document.querySelectorAll('[data-scatter]')) switchable(figure, JSON.parse(figure.dataset.scatter), drawScatter);
for (const figure of document.querySelectorAll('[data-fifths]')) switchable(figure, JSON.parse(figure.dataset.fifths), drawFifths);

const red = '#b3261e';
const legend = { position: 'bottom', labels: { color: colours.ink, usePointStyle: true } };
const general = { locale: document.documentElement.lang, animation: still ? false : { duration: 200 }, maintainAspectRatio: false };

function canvasIn(box, summary) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', summary);
  box.append(canvas);
  return canvas;
}

function drawScatter(box, { points, words, summary }) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const say = ({ name, p, r }) => words.point.replaceAll(/\{(\w+)\}/g, (_, key) => ({ name, p: number.format(p), r: number.format(r) })[key]);
  const set = (flagged, label, pointStyle, colour) => ({
    label,
    data: points.filter((point) => point.flagged === flagged).map((point) => ({ x: point.p, y: point.r, point })),
    pointStyle,
    pointRadius: 5,
    borderColor: colour,
    backgroundColor: colour,
  });
  new window.Chart(canvasIn(box, summary), {
    type: 'scatter',
    data: { datasets: [set(false, words.good, 'circle', colours.teal), set(true, words.bad, 'triangle', red)] },
    options: {
      ...general,
      scales: {
        x: { min: 0, max: 1, title: { display: true, text: words.x, color: colours.grey }, ticks: { color: colours.grey }, grid: { color: colours.line } },
        y: { suggestedMin: -0.2, suggestedMax: 1, title: { display: true, text: words.y, color: colours.grey }, ticks: { color: colours.grey }, grid: { color: colours.line } },
      },
      plugins: { legend, tooltip: { displayColors: false, callbacks: { label: ({ raw }) => say(raw.point) } } },
    },
  });
}

function drawFifths(box, { labels, lines, summary }) {
  const dashes = [[6, 4], [2, 3], [8, 3, 2, 3], [1, 2], [10, 5]]; // prettier-ignore
  let other = 0;
  new window.Chart(canvasIn(box, summary), {
    type: 'line',
    data: {
      labels,
      datasets: lines.map(({ name, key, values }) => ({
        label: name,
        data: values,
        borderColor: key ? colours.teal : colours.grey,
        backgroundColor: key ? colours.teal : colours.grey,
        borderWidth: key ? 3 : 1.5,
        borderDash: key ? [] : dashes[other++ % dashes.length],
        pointStyle: 'line',
      })),
    },
    options: {
      ...general,
      scales: {
        x: { ticks: { color: colours.grey }, grid: { display: false } },
        y: { min: 0, max: 1, ticks: { color: colours.grey, format: { style: 'percent' } }, grid: { color: colours.line } },
      },
      plugins: { legend },
    },
  });
}
