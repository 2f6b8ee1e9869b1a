import type { CompetencyEvidence } from '../../core/ladder/evidence.ts';
import { courseOf, isUnaided, type PracticeObservation } from '../../core/ladder/evidence.ts';
import { type Competency, competencies } from '../../core/shared/competency.ts';
import type { Speech } from '../../platform/i18n.ts';
import { type CoursePicture, drawCourse } from './course-picture-presenter.ts';

/** One course three times: a still picture, the figures for the script that draws the interactive one, and the table that says the same. */
export interface CourseView {
  competency: Competency;
  name: string;
  /** Null without a point. */
  picture: (Omit<CoursePicture, 'ticks'> & { ticks: { label: string; y: number }[]; from: string; to: string }) | null;
  chart: {
    labels: string[];
    /** Milliseconds since 1970, one for each label. */
    times: number[];
    theta: number[];
    low: number[];
    high: number[];
    cut: number;
    words: Record<'ability' | 'band' | 'cut' | 'point', string>;
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
  const points = courseOf(observations.filter(isUnaided), competency, cut).map((point) => {
    const se = Math.sqrt(point.variance);
    return { at: point.at, theta: two(point.theta), low: two(point.theta - se), high: two(point.theta + se) };
  });
  const number = (value: number) => format.figure(value, 2);
  const name = t(`grading.competency.${competency}`);
  const last = points.at(-1);
  const probability = format.chance(evidence.find((each) => each.competency === competency)!.probability);
  return {
    competency,
    name,
    picture: last ? presentPicture(drawCourse(points, cut), points[0]!.at, last.at, format) : null,
    chart: {
      labels: points.map(({ at }) => format.date(at)),
      times: points.map(({ at }) => Date.parse(at)),
      theta: points.map(({ theta }) => theta),
      low: points.map(({ low }) => low),
      high: points.map(({ high }) => high),
      cut,
      words: {
        ability: t('levels.chart.ability'),
        band: t('levels.chart.band'),
        cut: t('levels.chart.cut'),
        // The script fills in the figures of the point that is chosen.
        point: t('levels.chart.point', { date: '{date}', ability: '{ability}', low: '{low}', high: '{high}' }),
      },
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

/** The picture with its axes in words; the end of the time line is named only when it is another day than the beginning. */
function presentPicture(picture: CoursePicture, first: string, last: string, format: Speech['format']): CourseView['picture'] {
  const [from, to] = [format.date(first), format.date(last)];
  const ticks = picture.ticks.map(({ value, y }) => ({ label: format.number(value, 1), y }));
  return { ...picture, ticks, from, to: from === to ? '' : to };
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
