import { colours, still, switchable } from './switchable.js';

/** What stood where and for how long: a bar for each stretch, of the colour of where it stood. */
for (const figure of document.querySelectorAll('[data-timeline]')) switchable(figure, JSON.parse(figure.dataset.timeline), draw);

const colourOf = { waiting: '#c9c2b2', working: colours.teal, parked: '#e0a526', applicant: '#7f9cc0' };

function draw(box, { names, minutes, startsAt, series, summary, words }) {
  const [hours, first] = startsAt.split(':').map(Number);
  const time = (minute) => {
    const all = 60 * hours + first + Math.floor(minute);
    return `${String(Math.floor(all / 60)).padStart(2, '0')}.${String(all % 60).padStart(2, '0')}`;
  };
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', summary);
  const frame = document.createElement('div');
  frame.style.position = 'relative';
  frame.style.height = `${60 + 26 * names.length}px`;
  frame.append(canvas);
  box.append(frame);
  // A thing may stand in one place several times: each time is a data set of its own, named once.
  const datasets = series.flatMap(({ status, name, spans }) =>
    Array.from({ length: Math.max(0, ...spans.map((list) => list.length)) }, (_, turn) => ({
      label: turn === 0 ? name : '',
      place: name,
      data: spans.map((list) => list[turn] ?? null),
      backgroundColor: colourOf[status],
      grouped: false,
      barThickness: 14,
    })),
  );
  new window.Chart(canvas, {
    type: 'bar',
    data: { labels: names, datasets },
    options: {
      indexAxis: 'y',
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      scales: {
        x: { min: 0, max: minutes, ticks: { color: colours.grey, stepSize: 10, callback: time, maxRotation: 0 }, grid: { color: colours.line } },
        y: { ticks: { color: colours.ink, autoSkip: false }, grid: { display: false } },
      },
      plugins: {
        legend: { position: 'bottom', labels: { color: colours.ink, filter: ({ text }) => text !== '' } },
        tooltip: {
          displayColors: false,
          callbacks: {
            label: ({ dataset, raw }) => words.span.replaceAll(/\{(\w+)\}/g, (_, name) => ({ place: dataset.place, from: time(raw[0]), to: time(raw[1]) })[name]),
          },
        },
      },
    },
  });
}
