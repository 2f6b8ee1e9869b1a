import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import { workingDaysBetween } from '../../core/shared/working-days.ts';
import { reasons } from '../../core/shift/act.ts';
import { isAbsent, isOutage, type Job } from '../../core/shift/board.ts';
import { type Arrival, type ArrivingFile, type ArrivingInspection, isPerson, type ShiftPlan, shiftOf } from '../../core/shift/plan.ts';
import { noteOf } from '../../core/shift/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { OpenShift } from './shift-service.ts';
import { pathOf } from './work-path.ts';

/** The time of the office at a minute of the shift: 13.05 in Indonesian, 13:05 in English. */
export function timeAt({ startsAt }: Pick<ShiftPlan, 'startsAt'>, minute: number, { language }: Pick<Speech, 'language'>): string {
  const [hours, minutes] = startsAt.split(':').map(Number) as [number, number];
  const all = 60 * hours + minutes + Math.floor(minute);
  return `${String(Math.floor(all / 60)).padStart(2, '0')}${language === 'en' ? ':' : '.'}${String(all % 60).padStart(2, '0')}`;
}

/** What a thing is called: the citizen, or the service of a file. */
export function nameOf(catalogue: Catalogue, arrival: Arrival, { language }: Pick<Speech, 'language'>): string {
  if (!isPerson(arrival)) return serviceOf(catalogue, arrival.service).name[language];
  return catalogue.situations.get(arrival.situation)?.variants.find(({ id }) => id === arrival.variant)?.citizen.name ?? arrival.id;
}

/** When it is due, by working days: today, in so many, or late by so many. */
export function sayDue({ holidays }: Catalogue, { date }: Pick<ShiftPlan, 'date'>, dueOn: string, { t }: Pick<Speech, 't'>): string {
  const left = workingDaysBetween(date, dueOn, holidays);
  return left > 0 ? t('shifts.due.left', { count: left }) : left === 0 ? t('shifts.due.today') : t('shifts.due.late', { count: -left });
}

const since = ({ spans }: Job): number => spans.at(-1)?.from ?? 0;
const number = ({ arrival }: Job): number => Number(arrival.id.slice(1));

/** The board as the operator sees it: nothing of what would be right, or of what will come. */
export function presentBoard(catalogue: Catalogue, { shift, works, board, next }: OpenShift, speech: Speech) {
  const { t, language, format } = speech;
  const { plan } = shift;
  const jobs = [...board.jobs.values()].filter(({ status }) => status !== 'coming');
  const waits = (job: Job) => t('shifts.since', { count: Math.floor(board.minute - since(job)) });
  const kind = ({ arrival }: Job) => t(`shifts.kind.${arrival.kind}`);
  const line = (job: Job) => ({ id: job.arrival.id, kind: kind(job), name: nameOf(catalogue, job.arrival, speech), waits: waits(job) });
  const file = (job: Job & { arrival: ArrivingFile | ArrivingInspection }) => ({
    ...line(job),
    received: format.date(job.arrival.receivedOn),
    dueOn: format.date(job.arrival.dueOn),
    due: sayDue(catalogue, plan, job.arrival.dueOn, speech),
    today: job.arrival.dueOn <= plan.date,
    instructed: job.arrival.kind === 'application' && job.arrival.instructed,
    inspection: job.arrival.kind === 'inspection',
    answered: job.waited,
  });
  const of = (status: Job['status']) => jobs.filter((job) => job.status === status);
  const isFile = (job: Job): job is Job & { arrival: ArrivingFile | ArrivingInspection } => !isPerson(job.arrival);
  const inHand = board.hand === null ? null : board.jobs.get(board.hand)!;
  const people = of('waiting').filter((job) => !isFile(job));
  const files = of('waiting').filter(isFile).toSorted((a, b) => a.arrival.at - b.arrival.at || number(a) - number(b));
  return {
    id: shift.id,
    name: shiftOf(catalogue, plan.level).name[language],
    next,
    minute: board.minute,
    minutes: plan.minutes,
    clock: timeAt(plan, board.minute, speech),
    startsAt: plan.startsAt,
    left: t('shifts.left', { count: Math.ceil(plan.minutes - board.minute) }),
    date: format.date(plan.date),
    eve: plan.eve,
    paused: board.paused,
    outage: isOutage(plan, board.minute),
    absent: isAbsent(plan, board.minute),
    news: t('shifts.news', { people: people.length, files: files.length }),
    hand: inHand && {
      ...line(inHand),
      file: isFile(inHand) ? file(inHand) : null,
      note: inHand.waited ? null : (noteOf(shift, inHand.arrival)?.text[language] ?? null),
      answered: inHand.waited,
      href: works.has(inHand.arrival.id) ? pathOf(works.get(inHand.arrival.id)!) : null,
      open: t(inHand.arrival.kind === 'inspection' ? 'inspections.open' : isFile(inHand) ? 'shifts.openFile' : 'shifts.openTalk'),
      acts: inHand.arrival.kind === 'application' ? (['park', 'wait', 'escalate', 'hand-over'] as const) : (['park'] as const),
    },
    reasons: reasons.map((value) => ({ value, label: t(`shifts.reason.${value}`) })),
    people: people.map(line),
    files: files.map(file),
    parked: of('parked').map((job) => ({ ...line(job), reason: job.reason ? t(`shifts.reason.${job.reason}`) : '' })),
    applicant: of('applicant').map(line),
    gone: (['closed', 'escalated', 'handed-over', 'taken', 'lost'] as const).flatMap((status) => {
      const list = of(status);
      return list.length === 0 ? [] : [{ name: t(`shifts.status.${status}`), ids: list.map(({ arrival }) => arrival.id).join(', ') }];
    }),
  };
}
