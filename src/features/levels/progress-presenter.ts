import type { CompetencyEvidence } from '../../core/ladder/evidence.ts';
import { courseOf, type PracticeObservation } from '../../core/ladder/evidence.ts';
import { type Competency, competencies } from '../../core/shared/competency.ts';
import type { Speech } from '../../platform/i18n.ts';

/** Data of one line chart and the table that says the same. Plain numbers and texts for a script of type application/json. */
export interface CourseView {
  competency: Competency;
  name: string;
  chart: {
    labels: string[];
    theta: number[];
    low: number[];
    high: number[];
    cut: number;
    words: Record<'ability' | 'band' | 'cut', string>;
    summary: string;
  };
  rows: { date: string; theta: string; low: string; high: string }[];
}

const two = (value: number): number => Math.round(value * 100) / 100;

/** The course of one competency with the band of one standard error to either side. */
export function presentCourse(
  observations: readonly PracticeObservation[],
  competency: Competency,
  evidence: readonly CompetencyEvidence[],
  cut: number,
  { t, format }: Speech,
): CourseView {
  const points = courseOf(observations, competency, cut).map((point) => {
    const se = Math.sqrt(point.variance);
    return { at: point.at, theta: two(point.theta), low: two(point.theta - se), high: two(point.theta + se) };
  });
  const number = (value: number) => format.number(value, 2);
  const name = t(`grading.competency.${competency}`);
  const last = points.at(-1);
  const probability = format.percent(evidence.find((each) => each.competency === competency)!.probability);
  return {
    competency,
    name,
    chart: {
      labels: points.map(({ at }) => format.date(at)),
      theta: points.map(({ theta }) => theta),
      low: points.map(({ low }) => low),
      high: points.map(({ high }) => high),
      cut,
      words: { ability: t('levels.chart.ability'), band: t('levels.chart.band'), cut: t('levels.chart.cut') },
      summary: last
        ? t('levels.chart.summary', { competency: name, theta: number(last.theta), cut: number(cut), probability })
        : t('levels.chart.empty'),
    },
    rows: points.map(({ at, theta, low, high }) => ({
      date: format.dateTime(at),
      theta: number(theta),
      low: number(low),
      high: number(high),
    })),
  };
}

/** The competency that the address asks for, else the first. */
export const chosenCompetency = (wanted: unknown): Competency =>
  competencies.find((competency) => competency === wanted) ?? competencies[0];

export interface ScoreBand {
  label: string;
  count: number;
}

/** How many practices scored in each band of ten points; the last holds 90 to 100. */
export function presentScores(totals: readonly number[]): ScoreBand[] {
  return Array.from({ length: 10 }, (_, band) => {
    const [from, to] = [band * 10, band === 9 ? 100 : band * 10 + 9.9];
    const count = totals.filter((total) => Math.min(9, Math.max(0, Math.floor(total / 10))) === band).length;
    return { label: `${from}–${Math.floor(to)}`, count };
  });
}
