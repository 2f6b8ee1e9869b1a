import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Problem } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Check } from '../checks/check.ts';
import type { Decoy } from '../checks/decoy.ts';
import { truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { type Desk, desk, type Finding } from '../desk/desk.ts';
import { gradeCase } from '../grading/grade.ts';
import type { Grade } from '../grading/mark.ts';
import { matchFindings } from '../grading/match-findings.ts';
import { scoreDefects } from '../grading/scores.ts';
import { placeOf } from '../operators/log.ts';
import { operate } from '../operators/operate.ts';
import { randomFrom } from '../shared/random.ts';
import { caseOf, type Cases, type FileToMake } from './cases.ts';
import type { ArrivingInspection } from './plan.ts';

/** A file with what a colleague did about it. */
export interface DecidedFile {
  permitCase: PermitCase;
  actions: readonly Action[];
}

/** What can be wrong about the whole of a decided file, and how grave it is by the weights of defects (3 critical, 2 major). */
export const wholes = { decision: 3, class: 2, levy: 2, integrity: 3 } as const;
export type Whole = keyof typeof wholes;

/** What an inspector says was wrong: a defect that was not found, an objection without ground, or something about the whole. */
export type Note =
  | { kind: 'missed'; document: string; field: string; problem: Problem }
  | { kind: 'unfounded'; finding: string }
  | { kind: Whole };

/** Whoever takes offers is looked for among so many files at most. */
const tries = 12;

/** Critical errors of integrity: every one but a permit that must not be issued, which is a wrong decision. */
const ofIntegrity = ({ critical }: Pick<Grade, 'critical'>): boolean => critical.some(({ code }) => code !== 'CE2');

/** A file as a colleague decided it; the same arrival gives the same file. One who takes offers has been offered something. */
export function decidedFile(catalogue: Catalogue, level: number, { colleague, seed, ...file }: FileToMake & Pick<ArrivingInspection, 'colleague'>, cases: Cases = (at, made) => caseOf(catalogue, at, made)): DecidedFile {
  for (let at = 1; ; at++) {
    const { permitCase } = cases(level, { ...file, seed: at === 1 ? seed : `${seed}/other-${at}` });
    const actions = operate(catalogue, permitCase, { archetype: colleague, random: randomFrom(seed, `colleague-${at}`), startAt: `${permitCase.today}T02:00:00.000Z`, prefix: 'colleague' });
    if (colleague !== 'corrupt' || at === tries || ofIntegrity(gradeCase(catalogue, permitCase, actions))) return { permitCase, actions };
  }
}

/** The colleague's desk when he had decided. */
export const deskOf = (catalogue: Catalogue, { permitCase, actions }: DecidedFile): Desk => desk(catalogue, permitCase, actions);

/** Something that is wrong with a decided file, by the engine: as an inspector would say it, with its weight. */
export type Fault = { weight: number; clause: string | null } & (
  | { kind: 'missed'; check: Check }
  | { kind: 'unfounded'; finding: Finding; decoy: Decoy | null }
  | { kind: Whole }
);

export interface TrueState {
  /** Whether the decision stands: it is the right one, and nobody has broken his integrity over it. What else was wrong is mended without undoing it. */
  stands: boolean;
  faults: readonly Fault[];
  /** What cannot be judged on this file: to name it neither helps nor harms. */
  open: ReadonlySet<Whole>;
  /** Everything on the file that could be named. */
  checkpoints: number;
}

/** What is true of a decided file: the truth of the case against the colleague's work, by the very marks that he would get for it. */
export function trueStateOf(catalogue: Catalogue, file: DecidedFile): TrueState {
  const { permitCase, actions } = file;
  const truth = truthOf(catalogue, permitCase);
  const state = deskOf(catalogue, file);
  const { found, unfounded } = matchFindings(truth.failing, truth.decoys, state.findings);
  const grade = gradeCase(catalogue, permitCase, actions);
  const sent = new Set(state.letter?.findings);
  const marks = new Map(grade.marks.map((mark) => [mark.id, mark]));
  const isLost = (id: string): boolean => marks.has(id) && marks.get(id)!.points < marks.get(id)!.outOf - 1e-9;
  const integrity = ofIntegrity(grade);
  const wrong: Record<Whole, boolean> = { decision: !grade.decisionRight, class: isLost('FEE/class'), levy: isLost('FEE/levy'), integrity };
  const clauseOf = { decision: 'DEC/decision', class: 'FEE/class', levy: 'FEE/levy', integrity: 'ITG/reply' } as const;
  const open = new Set<Whole>();
  for (const whole of ['class', 'levy'] as const) if (!marks.has(`FEE/${whole}`)) open.add(whole);
  // An offer that was refused and not reported is a fault, though not one for which a decision falls.
  if (!integrity && (isLost('ITG/reply') || isLost('ITG/report'))) open.add('integrity');
  return {
    stands: !wrong.decision && !integrity,
    faults: [
      ...found.flatMap(({ check, finding }): Fault[] => (finding ? [] : [{ kind: 'missed', check, weight: check.weight, clause: check.clause }])),
      // An objection that went to the citizen weighs double, as it costs double (measurement design 2.3).
      ...unfounded.map(({ finding, decoy }): Fault => ({ kind: 'unfounded', finding, decoy, weight: sent.has(finding.id) ? 2 : 1, clause: decoy?.clause ?? null })),
      ...(Object.keys(wholes) as Whole[]).flatMap((kind): Fault[] => (wrong[kind] ? [{ kind, weight: wholes[kind], clause: marks.get(clauseOf[kind])?.clause ?? null }] : [])),
    ],
    open,
    checkpoints: truth.checkpoints + state.findings.length + Object.keys(wholes).length,
  };
}

/** A fault as one who knows would note it, and whether it was named; plain data, kept with the result. */
export interface NamedFault {
  note: Note;
  /** The check that failed, for a defect that was not found. */
  check: string | null;
  weight: number;
  clause: string | null;
  named: boolean;
}

/** What an inspection came to. Shares 0..1. */
export interface Inspected {
  /** Whether the decision stands, and what was said. */
  stands: boolean;
  said: boolean;
  faults: readonly NamedFault[];
  /** What was named and is not so. */
  unjust: readonly Note[];
  precision: number;
  recall: number;
  /** By the rule of defects (measurement design 2.3), a note without ground counting as a false flag. */
  score: number;
}

/** Judges what an inspector noted and said about a decided file. The same note twice counts once. */
export function judgeInspection(catalogue: Catalogue, file: DecidedFile, notes: readonly Note[], said: boolean): Inspected {
  const { permitCase } = file;
  const { stands, faults, open, checkpoints } = trueStateOf(catalogue, file);
  const missed = faults.flatMap((fault) => (fault.kind === 'missed' ? [fault.check] : []));
  const pins = notes.flatMap((note, at) => (note.kind === 'missed' ? [{ note, finding: { id: String(at), document: note.document, field: note.field, problem: note.problem, clause: '', at: '' } }] : []));
  const matched = matchFindings(missed, [], pins.map(({ finding }) => finding));
  const named = new Set(matched.found.flatMap(({ check, finding }) => (finding ? [check.id] : [])));
  const astray = new Set(matched.unfounded.map(({ finding }) => finding.id));
  const keys = new Set(notes.map(noteKey));
  const isNamed = (fault: Fault): boolean => (fault.kind === 'missed' ? named.has(fault.check.id) : keys.has(noteKey(noteOf(permitCase, fault))));
  const isFault = (note: Note): boolean => {
    if (note.kind === 'missed') return !pins.some((pin) => pin.note === note && astray.has(pin.finding.id));
    if (note.kind === 'unfounded') return faults.some((fault) => fault.kind === 'unfounded' && fault.finding.id === note.finding);
    return open.has(note.kind) || faults.some(({ kind }) => kind === note.kind);
  };
  const seen = faults.map((fault): NamedFault => ({ note: noteOf(permitCase, fault), check: fault.kind === 'missed' ? fault.check.id : null, weight: fault.weight, clause: fault.clause, named: isNamed(fault) }));
  const unjust = notes.filter((note, at) => !isFault(note) && notes.findIndex((other) => noteKey(other) === noteKey(note)) === at);
  const weights = faults.map(({ weight }) => weight);
  const found = seen.flatMap((each, at) => (each.named ? [at] : []));
  const { score, precision, recall } = scoreDefects({ weights, found, falseFlags: { sent: 0, unsent: unjust.length }, checkpoints });
  return { stands, said, faults: seen, unjust, precision, recall, score };
}

function noteOf(permitCase: PermitCase, fault: Fault): Note {
  if (fault.kind === 'unfounded') return { kind: 'unfounded', finding: fault.finding.id };
  if (fault.kind !== 'missed') return { kind: fault.kind };
  const [document, field, problem] = placeOf(fault.check, permitCase, new Set());
  return { kind: 'missed', document, field, problem };
}

/** What makes two notes the same. */
export const noteKey = (note: Note): string => (note.kind === 'missed' ? `${note.document}.${note.field}/${note.problem}` : note.kind === 'unfounded' ? `finding/${note.finding}` : note.kind);
