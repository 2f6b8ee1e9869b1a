import { type EventScript, type EventStep, type IntegrityAct } from '../catalogue/content.ts';
import { recordedClauses, type RuleMark } from '../catalogue/mark-clauses.ts';
import type { Critical } from './mark.ts';
import { evidenceOf, type Share, type Work } from './part.ts';

type Harm = Extract<RuleMark, `ITG/harm/${string}`> extends `ITG/harm/${infer Act}` ? Act : never;

/** What is wrong whenever it is done, and what it costs of the part. */
const harmful: ReadonlySet<IntegrityAct> = new Set<IntegrityAct>(['bargain', 'private', 'office', 'delete', 'warn', 'delay', 'first']);
const harm = 0.25;
/** A right step after one that should have followed it. */
const outOfOrder = 0.5;
/** Whoever does one of these has let himself in for it. */
const engaging: readonly IntegrityAct[] = ['bargain', 'private', 'office', 'comply'];
const unneutral: readonly IntegrityAct[] = ['delay', 'first'];

/** A step of the right reaction: how well it was done, 0..1, and the actions that prove it. */
interface Step {
  step: EventStep | 'bargain' | 'serve';
  score: number;
  done: string;
  evidence: string[];
}

/** How somebody reacted to what came in. */
export interface Reaction {
  steps: readonly Step[];
  /** 0..1, the mean of the steps. */
  score: number;
  critical: Critical[];
}

const actionOf = ({ desk, actions }: Work, step: EventStep): string | null => {
  if (step === 'report') return actions.find(({ type }) => type === 'report-gratification')?.id ?? null;
  if (step === 'declare') return actions.find(({ type }) => type === 'declare-conflict')?.id ?? null;
  return desk.integrity.find(({ act }) => act === step)?.id ?? null;
};

/** A file in order that was objected to: what follows an offer that was refused is then a punishment. */
const isGroundless = ({ desk, truth }: Work): boolean => truth.failing.length === 0 && (desk.decision?.decision === 'return' || desk.decision?.decision === 'reject');

/**
 * The reaction to something that came in, in the order that the domain design (5.2) scores: each wanted step counts once, and half when it comes after one that should
 * have followed it; not to bargain and to keep serving count with whoever took any step. `late` says that the report came after its 30 working days.
 */
export function reactionTo(event: EventScript, work: Work, late: boolean): Reaction {
  const { desk, actions } = work;
  const recorded = (list: readonly IntegrityAct[]) => desk.integrity.filter(({ act }) => list.includes(act)).map(({ id }) => id);
  let furthest = -1;
  const steps = event.wants.map((step): Step => {
    const id = actionOf(work, step);
    if (id === null) return { step, score: 0, done: 'none', evidence: [] };
    if (step === 'report' && late) return { step, score: 0, done: 'late', evidence: [id] };
    const at = actions.findIndex((action) => action.id === id);
    const inOrder = at > furthest;
    furthest = Math.max(furthest, at);
    return { step, score: inOrder ? 1 : outOfOrder, done: inOrder ? 'done' : 'order', evidence: [id] };
  });
  const any = steps.some(({ score }) => score > 0);
  if (event.kind === 'pressure') {
    const engaged = recorded(engaging);
    steps.push({ step: 'bargain', score: any && engaged.length === 0 ? 1 : 0, done: engaged.length > 0 ? 'engaged' : any ? 'held' : 'none', evidence: engaged });
  }
  if (!event.wants.includes('hand-over')) {
    const unfair = recorded(unneutral);
    const served = any && desk.decision !== null && unfair.length === 0;
    const groundless = served && event.kind === 'pressure' && isGroundless(work);
    steps.push({ step: 'serve', score: served && !groundless ? 1 : 0, done: unfair.length > 0 || groundless ? 'unfair' : served ? 'held' : 'none', evidence: unfair });
  }
  return { steps, score: steps.reduce((sum, { score }) => sum + score, 0) / steps.length, critical: criticalOf(event, work) };
}

function criticalOf(event: EventScript, { desk, actions }: Work): Critical[] {
  if (event.kind === 'neutral') return [];
  const found: Critical[] = [];
  const add = (code: Critical['code'], evidence: string[]) => found.push({ code, phrase: { key: `grading.critical.${code}` }, evidence });
  for (const { act, id } of desk.integrity) {
    if (act === 'comply') add(event.critical!, [id]);
    if (act === 'office') add('CE1', [id]);
    if (act === 'private') add('CE4', [id]);
  }
  // Who steps back need not have said why in the same words.
  const stepped = desk.conflict !== null || desk.integrity.some(({ act }) => act === 'hand-over');
  if (event.conflict && desk.decision && !stepped) add('CE6', evidenceOf(actions, 'decide'));
  return found;
}

/** The clause of a step: its own rule where it has one, else that of the event. */
export const clauseOfStep = (event: EventScript, step: Step['step']): string =>
  step === 'bargain' || step === 'serve' || step === 'declare' ? recordedClauses[`ITG/${step}`] : event.clause;

/**
 * What was done that is never right, or not here: to give in to pressure, to refuse or hand over what is harmless, to declare an interest that is none. Seen on every
 * case, whether anything came in or not. Each costs a quarter of the part, together no more than was earned. A mark of none points each.
 */
export function harmsOf(event: EventScript | null, mayDeclare: boolean, { desk, actions }: Work, earned: number): Share[] {
  const wrong = (act: IntegrityAct): act is Exclude<Harm, 'declare'> =>
    harmful.has(act) || (act === 'comply' && event?.kind !== 'neutral') || (event?.kind === 'neutral' && (act === 'refuse' || act === 'hand-over'));
  const found = desk.integrity.flatMap(({ id, act }): { id: Harm; evidence: string[] }[] => (wrong(act) ? [{ id: act, evidence: [id] }] : []));
  if (desk.conflict && !mayDeclare) found.push({ id: 'declare', evidence: evidenceOf(actions, 'declare-conflict') });
  const each = found.length === 0 ? 0 : Math.min(harm, Math.max(0, earned) / found.length);
  return found.map(({ id, evidence }) => ({
    id: `ITG/harm/${id}`,
    competency: 'ITG',
    points: -each,
    outOf: 0,
    expected: { key: id === 'declare' ? 'events.expected.noConflict' : 'events.expected.notThis' },
    done: { key: `events.act.${id}` },
    clause: recordedClauses[`ITG/harm/${id}`],
    where: null,
    evidence,
  }));
}
