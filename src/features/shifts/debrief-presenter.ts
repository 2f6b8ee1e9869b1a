import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Status } from '../../core/shift/board.ts';
import type { Debrief } from '../../core/shift/debrief.ts';
import type { Inspected } from '../../core/shift/inspection.ts';
import { isPerson, shiftOf } from '../../core/shift/plan.ts';
import { noteOf } from '../../core/shift/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import { nameOf, sayDue, timeAt } from './board-presenter.ts';
import { sayInspected } from './inspection-presenter.ts';
import { sayShare } from './list-presenter.ts';
import type { OpenShift } from './shift-service.ts';
import { resultPathOf } from './work-path.ts';

/** Width of the picture and height of the row of one thing. */
const drawing = { width: 600, row: 24, bar: 14 };
/** What of a thing is drawn; what is over is not. */
const drawn = ['waiting', 'working', 'parked', 'applicant'] as const satisfies readonly Status[];

const whole = (value: number): number => Math.round(value * 10) / 10;

/** The end of a shift: the two scores beside each other, the acts that would have helped most, what happened when, and each thing with what it came to. */
export function presentDebrief(catalogue: Catalogue, { shift, works, board }: OpenShift, { score, lines, queue, minutes, better }: Debrief, inspected: ReadonlyMap<string, Inspected>, speech: Speech) {
  const { t, language, format } = speech;
  const { plan } = shift;
  const at = (minute: number) => timeAt(plan, minute, speech);
  const jobOf = (id: string) => board.jobs.get(id)!;
  const called = (id: string) => `${id} (${nameOf(catalogue, jobOf(id).arrival, speech)})`;
  const scores = new Map(score.jobs.map((job) => [job.id, job]));
  const worked = (spans: readonly { status: Status; from: number; to: number }[]) => spans.filter(({ status }) => status === 'working').reduce((sum, { from, to }) => sum + to - from, 0);
  const rows = lines.map(({ arrival, spans, waited }) => {
    const job = scores.get(arrival.id)!;
    const work = works.get(arrival.id);
    const note = noteOf(shift, arrival);
    const { status } = jobOf(arrival.id);
    return {
      id: arrival.id,
      name: nameOf(catalogue, arrival, speech),
      kind: t(`shifts.kind.${arrival.kind}`),
      at: at(arrival.at),
      due: !isPerson(arrival) ? sayDue(catalogue, plan, arrival.dueOn, speech) : '',
      verdict: t(`shifts.verdict.${job.verdict}`),
      became: t(`shifts.status.${status}`),
      state: job.verdict === 'right' ? 'state-good' : job.verdict === 'open' ? 'state-off' : 'state-bad',
      waited: t('shifts.count.minutes', { count: Math.round(waited) }),
      worked: t('shifts.count.minutes', { count: Math.round(worked(spans)) }),
      quality: sayShare(job.quality, speech),
      wkt: sayShare(job.wkt?.score ?? null, speech),
      value: job.weight === 0 ? '–' : format.number(100 * job.value, 0),
      critical: job.critical,
      inspected: sayInspected(inspected.get(arrival.id), speech),
      note: note && { text: note.text[language], lesson: note.lesson[language], right: t(`shifts.right.${note.right}`) },
      // The result of what was not sent stays where it is worked on.
      href: work && status === 'closed' ? resultPathOf(work) : null,
    };
  });
  const x = (minute: number) => Math.round((minute / plan.minutes) * drawing.width);
  const peak = Math.max(0, ...queue);
  const spent = minutes.application + minutes.inspection + minutes.chat + minutes.call + minutes.idle;
  return {
    id: shift.id,
    level: plan.level,
    name: shiftOf(catalogue, plan.level).name[language],
    date: format.date(plan.date),
    total: format.number(score.total, 1),
    cut: format.number(shiftOf(shift, plan.level).cut, 0),
    passed: score.passed,
    critical: score.critical,
    accuracy: sayShare(score.accuracy, speech),
    wkt: sayShare(score.wkt, speech),
    better: better.map(({ kind, job, instead, minute, gain }) => {
      const note = noteOf(shift, jobOf(job).arrival);
      return {
        words: t(`shifts.better.${kind}`, { at: at(minute), job: called(job), instead: instead ? called(instead) : '', right: note ? t(`shifts.right.${note.right}`) : '' }),
        gain: gain > 0.05 ? t('shifts.better.gain', { points: format.number(gain, 1) }) : t('shifts.better.passes'),
        lesson: kind === 'heed-note' ? (note?.lesson[language] ?? '') : '',
      };
    }),
    overtakings: score.overtakings.map(({ job, minute, overtook }) => t('shifts.overtook', { at: at(minute), job, list: overtook.join(', ') })),
    events: [
      plan.eve && t('shifts.event.eve'),
      plan.rush && t('shifts.event.rush', { from: at(plan.rush.from), to: at(plan.rush.to) }),
      plan.outage && t('shifts.event.outage', { from: at(plan.outage.from), to: at(plan.outage.to) }),
      plan.absence && t('shifts.event.absence', { from: at(plan.absence.from), to: at(plan.absence.to) }),
      t('shifts.event.peak', { count: peak, at: at(Math.max(0, queue.indexOf(peak))) }),
    ].filter((line): line is string => typeof line === 'string'),
    spent: (['application', 'inspection', 'chat', 'call', 'idle'] as const).filter((kind) => kind !== 'inspection' || lines.some(({ arrival }) => arrival.kind === kind)).map((kind) => ({ name: t(`shifts.spent.${kind}`), minutes: format.number(minutes[kind], 1), share: spent === 0 ? '–' : format.percent(minutes[kind] / spent, 0) })),
    rows,
    picture: {
      width: drawing.width,
      height: drawing.row * lines.length,
      begins: at(0),
      ends: at(plan.minutes),
      bars: lines.flatMap(({ spans }, row) =>
        spans.filter(({ status }) => (drawn as readonly Status[]).includes(status)).map(({ status, from, to }) => ({ status, x: x(from), width: Math.max(2, x(to) - x(from)), y: row * drawing.row + (drawing.row - drawing.bar) / 2, height: drawing.bar })),
      ),
    },
    legend: drawn.map((status) => ({ status, name: t(`shifts.status.${status}`) })),
    chart: {
      names: rows.map(({ id }) => id),
      minutes: plan.minutes,
      startsAt: plan.startsAt,
      series: drawn.map((status) => ({ status, name: t(`shifts.status.${status}`), spans: lines.map(({ spans }) => spans.filter((span) => span.status === status).map(({ from, to }) => [whole(from), whole(to)])) })),
      summary: t('shifts.timeline.summary', { things: lines.length, peak, at: at(Math.max(0, queue.indexOf(peak))), idle: format.number(minutes.idle, 0) }),
      words: { span: t('shifts.timeline.span') },
    },
  };
}
