/** Lines of ability over time with their band; the figures stand in the table beneath as well. */
const colours = { ink: '#16263a', teal: '#0b6b6b', band: 'rgb(11 107 107 / 14%)', grey: '#56657a', line: '#d9d2c3' };
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

for (const canvas of document.querySelectorAll('canvas[data-figures]')) {
  const { labels, theta, low, high, cut, words } = JSON.parse(canvas.dataset.figures);
  const flat = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0 };
  // eslint-disable-next-line no-undef -- vendor/chart.js is loaded before this module
  new Chart(canvas, {
    type: 'line',
    data: {
      labels,
      datasets: [
        {
          label: words.ability,
          data: theta,
          borderColor: colours.teal,
          backgroundColor: colours.teal,
          borderWidth: 2.5,
          pointRadius: theta.length > 1 ? 0 : 3,
          pointStyle: 'line',
        },
        {
          label: words.cut,
          data: labels.map(() => cut),
          borderColor: colours.ink,
          backgroundColor: colours.ink,
          borderWidth: 1.5,
          borderDash: [6, 4],
          pointRadius: 0,
          pointStyle: 'line',
        },
        { ...flat, label: words.band, data: high, pointStyle: 'rect', backgroundColor: colours.band, fill: '+1' },
        { ...flat, label: '', data: low },
      ],
    },
    options: {
      locale: document.documentElement.lang,
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          ticks: { color: colours.grey, maxTicksLimit: 6, autoSkipPadding: 16, maxRotation: 0 },
          grid: { display: false },
        },
        y: {
          ticks: { color: colours.grey },
          grid: { color: colours.line },
          title: { display: true, text: 'logit', color: colours.grey },
        },
      },
      plugins: {
        legend: {
          position: 'bottom',
          labels: { color: colours.ink, usePointStyle: true, filter: (item) => item.text !== '' },
        },
      },
    },
  });
}
