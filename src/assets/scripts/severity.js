import { colours, still, switchable } from './switchable.js';

/** How severe each evaluator is: a point with its interval, and the band that is allowed. */
for (const figure of document.querySelectorAll('[data-severity]')) switchable(figure, JSON.parse(figure.dataset.severity), draw);

function draw(box, { names, values, low, high, most, words, summary }) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', summary);
  box.append(canvas);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const say = (index) => words.point.replaceAll(/\{(\w+)\}/g, (_, name) => ({ name: names[index], value: number.format(values[index]), low: known(low[index]), high: known(high[index]) })[name]);
  const known = (value) => (value === null ? words.few : number.format(value));
  const line = (x) => [x, x].map((value, end) => ({ x: value, y: end === 0 ? names[0] : names.at(-1) }));
  const limit = (x, label) => ({ type: 'line', label, data: line(x), borderColor: colours.ink, backgroundColor: colours.ink, borderWidth: 1.5, borderDash: [6, 4], pointRadius: 0, pointStyle: 'line' });
  new window.Chart(canvas, {
    type: 'bar',
    data: {
      labels: names,
      datasets: [
        { type: 'line', showLine: false, label: words.difference, data: values.map((x, index) => ({ x, y: names[index] })), pointRadius: 6, pointStyle: 'circle', borderColor: colours.teal, backgroundColor: colours.teal },
        { label: words.interval, data: values.map((_, index) => (low[index] === null ? null : [low[index], high[index]])), backgroundColor: colours.band, borderColor: colours.teal, borderWidth: 1, borderSkipped: false, barThickness: 12, pointStyle: 'rect' },
        limit(-most, words.target),
        limit(most, ''),
      ],
    },
    options: {
      indexAxis: 'y',
      locale: document.documentElement.lang,
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      scales: {
        x: { suggestedMin: -1, suggestedMax: 1, ticks: { color: colours.grey }, grid: { color: colours.line } },
        y: { ticks: { color: colours.ink }, grid: { display: false } },
      },
      plugins: {
        tooltip: { filter: ({ datasetIndex }) => datasetIndex < 2, displayColors: false, callbacks: { title: () => '', label: ({ dataIndex }) => say(dataIndex) } },
        legend: { position: 'bottom', labels: { color: colours.ink, usePointStyle: true, filter: (item) => item.text !== '' } },
      },
    },
  });
}
