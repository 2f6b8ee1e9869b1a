import { colours, still, switchable } from './switchable.js';

/** Lines of ability over time with their band. */
for (const course of document.querySelectorAll('[data-course]')) switchable(course, JSON.parse(course.dataset.course), draw);

function draw(box, { labels, times, theta, low, high, cut, words, summary }) {
  const canvas = document.createElement('canvas');
  box.append(canvas);
  const line = (values) => values.map((y, index) => ({ x: times[index], y }));
  const [first, last] = [times[0], times.at(-1)];
  const flat = { pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, borderWidth: 0 };
  const chart = new window.Chart(canvas, {
    type: 'line',
    data: {
      datasets: [
        {
          label: words.ability,
          data: line(theta),
          borderColor: colours.teal,
          backgroundColor: colours.teal,
          borderWidth: 2.5,
          pointRadius: theta.length > 1 ? 0 : 3,
          pointStyle: 'line',
        },
        {
          label: words.cut,
          data: line(labels.map(() => cut)),
          borderColor: colours.ink,
          backgroundColor: colours.ink,
          borderWidth: 1.5,
          borderDash: [6, 4],
          pointRadius: 0,
          pointStyle: 'line',
        },
        { ...flat, label: words.band, data: line(high), pointStyle: 'rect', backgroundColor: colours.band, fill: '+1' },
        { ...flat, label: '', data: line(low) },
      ],
    },
    options: {
      locale: document.documentElement.lang,
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min: first,
          max: first === last ? undefined : last,
          // The days of the first and the last point, as under the still picture.
          afterBuildTicks: (axis) => (axis.ticks = [...new Set([first, last])].map((value) => ({ value }))),
          ticks: { color: colours.grey, maxRotation: 0, align: 'inner', callback: (value) => labels[times.indexOf(value)] },
          grid: { display: false },
        },
        y: {
          ticks: { color: colours.grey },
          grid: { color: colours.line },
          title: { display: true, text: 'logit', color: colours.grey },
        },
      },
      plugins: {
        tooltip: {
          filter: ({ datasetIndex }) => datasetIndex === 0,
          displayColors: false,
          callbacks: { title: () => '', label: ({ dataIndex }) => say(dataIndex) },
        },
        legend: {
          position: 'bottom',
          labels: { color: colours.ink, usePointStyle: true, filter: (item) => item.text !== '' },
        },
      },
    },
  });

  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const values = (index) => ({ date: labels[index], ability: number.format(theta[index]), low: number.format(low[index]), high: number.format(high[index]) });
  const say = (index) => words.point.replaceAll(/\{(\w+)\}/g, (_, name) => values(index)[name]);
  walkByKeys(canvas, theta.length, { label: summary, say }, (index) => {
    const at = [{ datasetIndex: 0, index }];
    const { x, y } = chart.getDatasetMeta(0).data[index];
    chart.setActiveElements(at);
    chart.tooltip.setActiveElements(at, { x, y });
    chart.update('none');
  });
}

/** A point is chosen by the arrow keys as the value of a slider is, and said in the same words. */
function walkByKeys(canvas, count, { label, say }, choose) {
  let index = count - 1;
  const tell = () => {
    canvas.setAttribute('aria-valuenow', String(index + 1));
    canvas.setAttribute('aria-valuetext', say(index));
  };
  for (const [name, value] of Object.entries({ role: 'slider', tabindex: '0', 'aria-label': label, 'aria-valuemin': '1', 'aria-valuemax': String(count) }))
    canvas.setAttribute(name, value);
  tell();
  const moves = { ArrowLeft: () => index - 1, ArrowDown: () => index - 1, ArrowRight: () => index + 1, ArrowUp: () => index + 1, Home: () => 0, End: () => count - 1 };
  canvas.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    index = Math.min(count - 1, Math.max(0, move()));
    tell();
    choose(index);
  });
  canvas.addEventListener('focus', () => choose(index));
}
