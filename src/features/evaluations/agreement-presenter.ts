import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Agreement, Figure } from '../../core/evaluation/agreement.ts';
import type { Speech } from '../../platform/i18n.ts';

interface FigureView {
  value: string;
  se: string;
  interval: string;
}

/** Width and the height of one row of the drawing; the scale reaches from -1 to 1 point. */
const drawing = { width: 600, row: 36, reach: 1 };

/** The figures of agreement with their uncertainty, and what the design asks for. */
export function presentAgreement(agreement: Agreement, names: ReadonlyMap<number, string>, { rubric }: Catalogue, { t, format, language }: Speech) {
  const asked = rubric.agreement;
  const none = t('evaluations.agreement.few');
  const view = ({ value, se, low, high }: Figure, say: (each: number) => string): FigureView => ({
    value: value === null ? none : say(value),
    se: se === null ? none : say(se),
    interval: low === null || high === null ? none : `${say(low)} – ${say(high)}`,
  });
  // No '-0'.
  const number = (value: number) => format.number(Math.round(value * 100) / 100 + 0, 2);
  const enough = agreement.files >= asked.leastFiles;
  const percent = (value: number) => format.percent(value, 1);
  const row = (id: 'kappa' | 'icc' | 'exact' | 'adjacent', say: (value: number) => string, least: number | null) => ({
    name: t(`evaluations.agreement.${id}`),
    ...view(agreement[id], say),
    target: least === null ? '–' : t('evaluations.agreement.least', { value: number(least) }),
    below: enough && least !== null && agreement[id].value !== null && agreement[id].value < least,
  });
  const raters = agreement.raters.map((each) => ({
    name: names.get(each.rater) ?? `#${each.rater}`,
    files: each.files,
    ...view(each, number),
    beyond: enough && Math.abs(each.value!) > asked.severity,
  }));
  const values = agreement.raters.map(({ value }) => value!);
  return {
    files: agreement.files,
    provisional: agreement.files < asked.leastFiles ? t('evaluations.agreement.provisional', { least: asked.leastFiles }) : '',
    rows: [row('kappa', number, asked.kappa), row('icc', number, asked.icc), row('exact', percent, null), row('adjacent', percent, null)],
    dimensions: agreement.dimensions.map(({ dimension, kappa, exact }) => ({
      name: rubric.dimensions.find(({ id }) => id === dimension)!.name[language],
      kappa: view(kappa, number),
      exact: view(exact, percent),
    })),
    raters,
    target: t('evaluations.agreement.most', { value: number(asked.severity) }),
    picture: drawSeverity(agreement, asked.severity),
    chart: {
      names: raters.map(({ name }) => name),
      values,
      low: agreement.raters.map(({ low }) => low),
      high: agreement.raters.map(({ high }) => high),
      most: asked.severity,
      words: {
        difference: t('evaluations.agreement.difference'),
        interval: t('evaluations.agreement.interval'),
        target: t('evaluations.agreement.target'),
        point: t('evaluations.agreement.point'),
        few: none,
      },
      summary: values.length === 0 ? none : t('evaluations.agreement.summary', { count: values.length, low: number(Math.min(...values)), high: number(Math.max(...values)) }),
    },
  };
}

/** A row for each evaluator: a point on a scale around 0, its interval, and the band that is allowed. */
function drawSeverity({ raters }: Agreement, most: number) {
  const x = (value: number) => Math.round((drawing.width * (Math.min(drawing.reach, Math.max(-drawing.reach, value)) + drawing.reach)) / (2 * drawing.reach));
  return {
    width: drawing.width,
    height: Math.max(1, raters.length) * drawing.row,
    zero: x(0),
    band: { x: x(-most), width: x(most) - x(-most) },
    points: raters.map(({ value, low, high }, index) => ({
      x: x(value!),
      y: index * drawing.row + drawing.row / 2,
      low: low === null ? null : x(low),
      high: high === null ? null : x(high),
    })),
  };
}
