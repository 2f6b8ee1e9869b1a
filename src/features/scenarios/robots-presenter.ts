import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { bars, type RobotReport } from '../../core/scenarios/play.ts';
import type { Speech } from '../../platform/i18n.ts';
import { claimWords } from './claim-presenter.ts';

/** Width of the picture and height of the row of one robot. */
const drawing = { width: 600, row: 30 };

/** What the robots showed: the claims, a row for each robot with its distribution, and who found which check. */
export function presentRobots(report: RobotReport, catalogue: Catalogue, speech: Speech) {
  const { t, format, language } = speech;
  const points = (value: number) => format.number(value, 1);
  const rows = report.robots.map((result) => ({
    name: t(`scenarios.robot.${result.robot}`),
    mean: points(result.mean),
    middle: points(result.quantiles[2]),
    range: `${points(result.quantiles[0])} – ${points(result.quantiles[4])}`,
    passed: format.percent(result.passed, 0),
    critical: format.percent(result.critical, 0),
  }));
  const x = (value: number) => Math.round((Math.max(0, Math.min(100, value)) / 100) * drawing.width);
  return {
    ok: report.ok,
    line: t('scenarios.robots.line', { plays: report.plays, cut: points(report.cut), version: report.contentVersion }),
    claims: report.claims.map(({ claim, value, holds }) => ({
      words: claimWords(claim, speech),
      holds,
      shown: 'points' in claim ? t('scenarios.robots.mean', { value: points(value) }) : t('scenarios.robots.share', { value: format.percent(value, 0) }),
    })),
    rows,
    checks: report.checks.map(({ check, cases, found, never }) => ({
      name: catalogue.checks.get(check)?.name[language] ?? check,
      cases,
      never,
      found: (['solid', 'borderline', 'hasty', 'guesser'] as const).map((robot) => format.percent(found[robot] ?? 0, 0)),
    })),
    picture: {
      width: drawing.width,
      height: drawing.row * report.robots.length,
      cut: x(report.cut),
      rows: report.robots.map(({ quantiles: [low, lower, middle, upper, high] }, at) => ({
        y: at * drawing.row + drawing.row / 2, low: x(low), high: x(high), box: x(lower), boxWidth: Math.max(2, x(upper) - x(lower)), middle: x(middle),
      })), // prettier-ignore
    },
    chart: {
      names: rows.map(({ name }) => name),
      labels: Array.from({ length: bars }, (_, at) => `${(100 / bars) * at}–${(100 / bars) * (at + 1)}`),
      histograms: report.robots.map(({ histogram }) => histogram),
      words: { plays: t('scenarios.robots.plays'), points: t('scenarios.robots.points'), robot: t('scenarios.robots.robot') },
      summary: t('scenarios.robots.summary', { best: rows[0]!.mean, low: points(Math.min(...report.robots.map(({ mean }) => mean))) }),
    },
  };
}
