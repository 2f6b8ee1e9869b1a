import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ShiftAct, Work } from './act.ts';
import { type Board, boardAt, type Job } from './board.ts';
import { isPerson, type ShiftPlan } from './plan.ts';
import { isDue, noteOf, scoreBoard, scoreShift, type ShiftScore } from './score.ts';

/** One act that would have been better: what, on what, when, and how many points of the shift it would have brought. */
export interface BetterAct {
  kind: 'decide-right' | 'answer' | 'heed-note' | 'keep-order' | 'finish-due' | 'refuse-offer';
  job: string;
  /** The thing that was done in its stead, where there is one. */
  instead: string | null;
  minute: number;
  gain: number;
}

type Try = Omit<BetterAct, 'gain'> & { acts: readonly ShiftAct[] };

const jobOf = (act: ShiftAct): string | null => ('job' in act ? act.job : null);

/** The log with everything from this minute on so many minutes later; what would come after the end is lost, as it would have been. */
const later = (acts: readonly ShiftAct[], from: number, by: number): ShiftAct[] => acts.map((act) => (act.minute >= from ? { ...act, minute: act.minute + by } : act));

const without = (acts: readonly ShiftAct[], job: string): ShiftAct[] => acts.filter((act) => jobOf(act) !== job);

const sorted = (acts: readonly ShiftAct[]): ShiftAct[] => acts.toSorted((a, b) => a.minute - b.minute);

/** Two things change places in the log: everything that was done with the one is done with the other. */
function swapped(acts: readonly ShiftAct[], a: string, b: string): ShiftAct[] {
  const name = (job: string) => (job === a ? b : job === b ? a : job);
  const works = new Map(acts.flatMap((act) => (act.type === 'close' ? [[act.job, act.work] as const] : [])));
  // What each came to goes with it, not with its place; one that was never done takes over what the other came to.
  return acts.map((act) => {
    if (!('job' in act)) return act;
    const job = name(act.job);
    return act.type === 'close' ? { ...act, job, work: works.get(job) ?? act.work } : { ...act, job };
  });
}

/** What the operator's own rightly done things of this kind come to on the average: nobody is measured by somebody better than himself. */
function usual(board: Board, kind: Job['arrival']['kind'], minutes: number): Work {
  const own = [...board.jobs.values()].filter(({ arrival, work }) => arrival.kind === kind && work !== null && work.decision >= 0.5 && !work.critical).map(({ work }) => work!);
  const mean = (of: (work: Work) => number, otherwise: number) => (own.length === 0 ? otherwise : own.reduce((sum, work) => sum + of(work), 0) / own.length);
  return { quality: mean(({ quality }) => quality, 0.7), decision: 1, minutes: mean((work) => work.minutes, minutes), sla: mean(({ sla }) => sla, minutes), critical: false };
}

function triesOf(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, acts: readonly ShiftAct[], board: Board, score: ShiftScore): Try[] {
  const tries: Try[] = [];
  const verdicts = new Map(score.jobs.map((job) => [job.id, job.verdict]));
  for (const job of board.jobs.values()) {
    const { arrival, work } = job;
    const { id } = arrival;
    const verdict = verdicts.get(id);
    const note = noteOf(catalogue, arrival);
    const closedAt = job.spans.find(({ status }) => status === 'closed')?.from ?? 0;
    if (work?.critical) tries.push({ kind: 'refuse-offer', job: id, instead: null, minute: closedAt, acts: acts.map((act) => (act.type === 'close' && act.job === id ? { ...act, work: { ...act.work, critical: false } } : act)) });
    if (verdict === 'wrong' && note && job.begunAt !== null) {
      const right = note.right === 'applicant' ? 'wait' : note.right;
      const minute = job.begunAt + 1;
      tries.push({ kind: 'heed-note', job: id, instead: null, minute, acts: sorted([...without(acts, id), { type: 'take', job: id, minute: job.begunAt }, { type: right, job: id, reason: 'other', minute }]) });
    } else if (verdict === 'wrong' && work) {
      // To decide rightly takes longer: half as long again, and all that follows is later.
      const more = !isPerson(arrival) ? work.minutes / 2 : 0;
      const better = { ...usual(board, arrival.kind, work.sla), minutes: work.minutes + more, sla: work.sla };
      const mended = acts.map((act) => (act.type === 'close' && act.job === id ? { ...act, work: better } : act));
      tries.push({ kind: 'decide-right', job: id, instead: null, minute: closedAt, acts: later(mended, closedAt, more) });
    }
    if (job.status === 'lost' && isPerson(arrival)) {
      const { minutes } = catalogue.shifts.people[arrival.kind];
      const at = arrival.at;
      const hand = handAt(board, at);
      const answered: ShiftAct[] = [
        ...(hand ? [{ type: 'park', job: hand, reason: 'interrupted', minute: at } as const] : []),
        { type: 'take', job: id, minute: at },
        { type: 'close', job: id, work: usual(board, arrival.kind, minutes), minute: at + minutes },
        ...(hand ? [{ type: 'resume', job: hand, minute: at + minutes } as const] : []),
      ];
      tries.push({ kind: 'answer', job: id, instead: hand, minute: at, acts: [...acts.filter((act) => act.minute < at && jobOf(act) !== id), ...answered, ...later(without(acts, id).filter((act) => act.minute >= at), at, minutes)] });
    }
    if (verdict === 'left' && !isPerson(arrival)) {
      const other = [...board.jobs.values()].find((each) => each.arrival.kind === 'application' && each.status === 'closed' && !isDue(plan, each.arrival) && each.begunAt! >= arrival.at);
      if (other) tries.push({ kind: 'finish-due', job: id, instead: other.arrival.id, minute: other.begunAt!, acts: swapped(without(acts, id), other.arrival.id, id) });
    }
  }
  for (const { job, minute, overtook } of score.overtakings) {
    const first = overtook[0]!;
    tries.push({ kind: 'keep-order', job: first, instead: job, minute, acts: swapped(acts, job, first) });
  }
  return tries;
}

/** What was in hand at a minute. */
const handAt = (board: Board, minute: number): string | null =>
  [...board.jobs.values()].find(({ spans }) => spans.some(({ status, from, to }) => status === 'working' && from <= minute && minute < to))?.arrival.id ?? null;

/**
 * The acts that would have helped most, best first: each is tried by scoring the shift anew with that one thing done otherwise and everything after it as it was, only later
 * where it takes longer. A critical error comes first whatever it brings, for nothing else makes the shift passed. Only what brings something is told.
 */
export function betterActs(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, acts: readonly ShiftAct[], most = 3): BetterAct[] {
  const board = boardAt(catalogue, plan, acts, plan.minutes);
  const score = scoreBoard(catalogue, plan, board);
  const tried = triesOf(catalogue, plan, acts, board, score).map(({ acts: instead, ...what }) => ({ ...what, gain: scoreShift(catalogue, plan, instead).sum - score.sum }));
  const first = (act: BetterAct) => (act.kind === 'refuse-offer' ? 1 : 0);
  const best = tried.filter((act) => act.gain > 0.05 || first(act) === 1).toSorted((a, b) => first(b) - first(a) || b.gain - a.gain || a.minute - b.minute);
  // The same thing is told once, by what would have helped it most.
  return best.filter((act, at) => best.findIndex(({ job }) => job === act.job) === at).slice(0, most);
}
