import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Grade } from '../../core/grading/mark.ts';
import type { PracticeObservation } from '../../core/ladder/evidence.ts';
import type { HelpDegree } from '../../core/ladder/help.ts';
import { type Gate, gateOf, type PractisedCase } from '../../core/ladder/gate.ts';
import { integrityOpportunities } from '../../core/ladder/integrity.ts';
import { type ClearanceKind, retakeOf } from '../../core/ladder/retake.ts';
import { type Delta, deltaOf, mayRenew, renewableUntil, type RuleChange, type TermState, termState } from '../../core/ladder/term.ts';
import { standingWaiver, type WaiverRecord } from '../../core/ladder/waiver.ts';
import { isOverdue } from '../../core/sittings/clock.ts';
import { addMonths } from '../../core/shared/dates.ts';
import { ruleChanges } from '../catalogue/change-read-model.ts';
import { guideObservations } from '../guide/guide-read-model.ts';
import { forgivenSittings } from '../appeals/appeal-read-model.ts';
import { clearancesOf } from './clearance-store.ts';
import { failuresOf, type TestRecord, testsOf } from './test-record-read-model.ts';
import { waiversOf } from './waiver-store.ts';

/** A level that was reached; moments are ISO-8601 UTC. */
export interface HeldLevel {
  level: number;
  promotedAt: string;
  expiresAt: string;
  valid: boolean;
  term: TermState;
  revokedAt: string | null;
}

/** What is asked of the holder of a level after changed rules. */
export interface DueDelta extends Delta {
  level: number;
  /** Its form was sat and not passed: then the short form of a renewal is what remains. */
  tried: boolean;
}

/** A level whose end is near or past, which a short form renews. */
export interface Renewal {
  level: number;
  expiresAt: string;
  until: string;
  state: TermState;
}

export type { TestRecord } from './test-record-read-model.ts';
export { testsOf } from './test-record-read-model.ts';

/** Where a trainee stands on the ladder, for every page that shows or needs it. */
export interface Standing {
  held: readonly HeldLevel[];
  /** The highest level of an unbroken, valid row from 1 on; 0 before the first. */
  current: number;
  /** The level that is worked for: the next one, or 5. */
  working: number;
  /** The level whose cases are practised: the one worked for, or the highest below it that has content. */
  practising: number;
  gate: Gate;
  /** The waiver of rule 2 that stands for the level of the gate. */
  waiver: WaiverRecord | null;
  observations: readonly PracticeObservation[];
  cases: readonly PractisedCase[];
  tests: readonly TestRecord[];
  running: TestRecord | null;
  /** A test that waits for its next part to be begun. */
  extended: TestRecord | null;
  /** A test whose result is not final: it waits for its evaluation, or for the review of a critical error. */
  pending: TestRecord | null;
  /** The end of the cooling-off of the level worked for, when it lies ahead. */
  retakeFrom: string | null;
  /** What has to be recorded after a critical error before any test. */
  missing: readonly ClearanceKind[];
  /** The lowest level that may be renewed now. */
  renewal: Renewal | null;
  /** What changed rules ask of the highest level that they touch. */
  delta: DueDelta | null;
  /** Whether the test of the level worked for may begin, and if not, why. */
  test: 'open' | 'running' | 'extended' | 'ungraded' | 'pending' | 'cooling-off' | 'clearance' | 'gate' | 'no-content' | 'done';
}

/** Everything that decides what a trainee may do next. */
export async function standingOf(db: Knex, catalogue: Catalogue, traineeId: number, now: Date): Promise<Standing> {
  const at = now.toISOString();
  const tests = await testsOf(db, traineeId, at);
  const reached = await heldLevels(db, catalogue, traineeId, at);
  const deltas = deltasOf(catalogue, reached, tests, await ruleChanges(db));
  // What was not shown in time suspends a level until it is.
  const held = reached.map((each) => (each.valid && deltas.some(({ level, until }) => level === each.level && until <= at) ? { ...each, valid: false, term: 'suspended' as const } : each));
  const current = currentLevel(held);
  const working = Math.min(current + 1, catalogue.levels.length);
  const practising = practisedLevel(catalogue, working);
  const since = new Date(now.getTime() - levelOf(catalogue, working).gate.days * 86_400_000).toISOString();
  const observations = await practiceObservations(db, traineeId, since);
  const cases = await practisedCases(db, traineeId, since);
  const retake = retakeOf(failuresOf(tests, await forgivenSittings(db, traineeId)), await clearancesOf(db, traineeId), working, catalogue.rules.retake);
  const waiver = standingWaiver(await waiversOf(db, traineeId), practising);
  const gate = gateOf(catalogue, {
    level: practising,
    now: at,
    observations,
    cases,
    previousValid: practising <= current + 1,
    waived: waiver !== null,
  });
  const standing = {
    held,
    current,
    working,
    practising,
    gate,
    waiver,
    observations,
    cases,
    tests,
    running: tests.find((test) => test.submittedAt === null && !isOverdue(test, at)) ?? null,
    extended: tests.find((test) => test.extension !== null) ?? null,
    pending: tests.find((test) => test.level === working && (test.state.state === 'scored' || test.state.state === 'under_review')) ?? null,
    retakeFrom: retake.from !== null && retake.from > at ? retake.from : null,
    missing: retake.missing,
    renewal: renewalOf(catalogue, held, tests, at) ?? renewalAfter(catalogue, held, tests, deltas),
    delta: deltas.at(-1) ?? null,
  };
  return { ...standing, test: testState(catalogue, standing) };
}

function testState(catalogue: Catalogue, standing: Omit<Standing, 'test'>): Standing['test'] {
  if (standing.running) return 'running';
  if (standing.extended) return 'extended';
  if (
    standing.tests.some((test) => test.level === standing.working && test.state.state === 'ungraded')
  )
    return 'ungraded';
  if (standing.pending) return 'pending';
  if (standing.current >= catalogue.levels.length) return 'done';
  const { blueprint, services } = levelOf(catalogue, standing.working);
  if (!blueprint || services.length === 0) return 'no-content';
  if (standing.retakeFrom) return 'cooling-off';
  if (standing.missing.length > 0) return 'clearance';
  return standing.gate.open ? 'open' : 'gate';
}

function renewalOf(catalogue: Catalogue, held: readonly HeldLevel[], tests: readonly TestRecord[], at: string): Renewal | null {
  const rules = catalogue.rules.recertification;
  const due = held.find((each) => {
    const failed = tests.filter(({ level, renewal, delta, result }) => level === each.level && renewal && !delta && result && !result.passed).map(({ submittedAt }) => submittedAt!);
    return mayRenew(each, failed, at, rules);
  });
  return due ? { level: due.level, expiresAt: due.expiresAt, until: renewableUntil(due.expiresAt, rules), state: due.term } : null;
}

/** What changed rules ask, by level. A level counts as shown anew by its certificate, and by any short form of it or of a higher one that was passed since. */
function deltasOf(catalogue: Catalogue, held: readonly HeldLevel[], tests: readonly TestRecord[], changes: readonly RuleChange[]): DueDelta[] {
  if (changes.length === 0) return [];
  const { days } = catalogue.rules.recertification.delta;
  return held.flatMap(({ level, valid, promotedAt }): DueDelta[] => {
    const { services, blueprint } = levelOf(catalogue, level);
    if (!valid || !blueprint) return [];
    const shown = tests.flatMap((test) => (test.renewal && test.level >= level && test.result?.passed ? [test.startedAt] : []));
    const due = deltaOf(services, [promotedAt, ...shown].sort().at(-1)!, changes, days);
    if (!due) return [];
    const tried = tests.some((test) => test.delta && test.level === level && test.startedAt >= due.since && test.submittedAt !== null && !test.result?.passed);
    return [{ ...due, level, tried }];
  });
}

/** What changed rules ask of these persons now, by person; of most nothing. */
export async function dueDeltas(db: Knex, catalogue: Catalogue, traineeIds: Iterable<number>, at: string): Promise<ReadonlyMap<number, readonly DueDelta[]>> {
  const due = new Map<number, readonly DueDelta[]>();
  const changes = await ruleChanges(db);
  if (changes.length > 0) for (const id of new Set(traineeIds)) due.set(id, deltasOf(catalogue, await heldLevels(db, catalogue, id, at), await testsOf(db, id, at), changes));
  return due;
}

/** The short form that is left when what changed rules ask was not passed; none when it was failed too. */
function renewalAfter(catalogue: Catalogue, held: readonly HeldLevel[], tests: readonly TestRecord[], deltas: readonly DueDelta[]): Renewal | null {
  const due = deltas.findLast(({ tried }) => tried);
  const level = due && held.find((each) => each.level === due.level);
  if (!level || tests.some((test) => test.renewal && !test.delta && test.level === level.level && test.startedAt >= due.since && test.result && !test.result.passed)) return null;
  return { level: level.level, expiresAt: level.expiresAt, until: renewableUntil(due.until, catalogue.rules.recertification), state: level.term };
}

/** The level of a trainee now: the highest of an unbroken, valid row from 1 on; 0 before the first. */
export function currentLevel(held: readonly Pick<HeldLevel, 'level' | 'valid'>[]): number {
  let level = 0;
  while (held.some((each) => each.level === level + 1 && each.valid)) level += 1;
  return level;
}

function practisedLevel(catalogue: Catalogue, working: number): number {
  for (let level = working; level > 1; level--) if (levelOf(catalogue, level).services.length > 0) return level;
  return 1;
}

/** Levels that were reached. A level lasts until its last certificate ends or is revoked; without one for the months that the level says. */
export async function heldLevels(db: Knex, catalogue: Catalogue, traineeId: number, at: string): Promise<HeldLevel[]> {
  const rows: { level: number; promoted_at: string; expires_at: string | null; revoked_at: string | null }[] = await db('promotions')
    .leftJoin('certificates', 'certificates.promotion_id', 'promotions.id')
    .where({ trainee_id: traineeId })
    .orderBy(['level', 'certificates.id'])
    .select('level', 'promoted_at', 'expires_at', 'revoked_at');
  const latest = new Map(rows.map((row) => [row.level, row]));
  return [...latest.values()].map((row) => {
    const { validMonths } = levelOf(catalogue, row.level);
    const expiresAt = row.expires_at ?? addMonths(row.promoted_at.slice(0, 10), validMonths) + row.promoted_at.slice(10);
    const term = termState({ expiresAt, revokedAt: row.revoked_at }, at, catalogue.rules.recertification);
    return { level: row.level, promotedAt: row.promoted_at, expiresAt, valid: term === 'valid', term, revokedAt: row.revoked_at };
  });
}

/** The degree of help that was taken with each sitting, beside what is asked of sittings. */
const withHelp = (query: Knex.QueryBuilder, db: Knex): Knex.QueryBuilder =>
  query.leftJoin('practice_helps', (join) => {
    join.on('practice_helps.sitting_id', 'sittings.id').andOn('practice_helps.kind', db.raw("'taken'"));
  });
const helpOf = ({ degree }: { degree: HelpDegree | null }) => (degree ? { help: degree } : {});

/** Observations of practice since a moment, guided conversations among it, with the help that was taken, oldest first. */
export async function practiceObservations(db: Knex, traineeId: number, since: string): Promise<PracticeObservation[]> {
  const rows: {
    sitting_id: number;
    competency: PracticeObservation['competency'];
    opportunity: string;
    difficulty: number;
    score: number;
    observed_at: string;
    degree: HelpDegree | null;
  }[] = await withHelp(db('observations').join('sittings', 'sittings.id', 'observations.sitting_id'), db)
    .where({ 'observations.trainee_id': traineeId, 'sittings.kind': 'practice' })
    .where('observed_at', '>=', since)
    .orderBy(['observed_at', 'observations.id'])
    .select('observations.sitting_id', 'competency', 'opportunity', 'difficulty', 'score', 'observed_at', 'degree');
  const inSittings = rows.map((row) => ({
    sitting: row.sitting_id,
    competency: row.competency,
    opportunity: row.opportunity,
    difficulty: row.difficulty,
    score: row.score,
    at: row.observed_at,
    ...helpOf(row),
  }));
  const inTalks = await guideObservations(db, traineeId, since);
  return inTalks.length === 0 ? inSittings : [...inSittings, ...inTalks].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Graded practice cases since a moment, oldest first; of several grades of a case the latest counts. */
export async function practisedCases(db: Knex, traineeId: number, since: string): Promise<PractisedCase[]> {
  const rows: { sitting_id: number; position: number; service: string; submitted_at: string; grade: string; degree: HelpDegree | null }[] =
    await withHelp(db('case_grades').join('sittings', 'sittings.id', 'case_grades.sitting_id'), db)
      .join('sitting_cases', (join) => {
        join
          .on('sitting_cases.sitting_id', 'case_grades.sitting_id')
          .andOn('sitting_cases.position', 'case_grades.position');
      })
      .join('cases', 'cases.id', 'sitting_cases.case_id')
      .where({ 'sittings.trainee_id': traineeId, 'sittings.kind': 'practice' })
      .where('submitted_at', '>=', since)
      .orderBy(['submitted_at', 'case_grades.id'])
      .select('case_grades.sitting_id', 'case_grades.position', 'cases.service', 'submitted_at', 'grade', 'degree');
  const latest = new Map<string, PractisedCase>();
  for (const row of rows) {
    const grade = JSON.parse(row.grade) as Grade;
    latest.set(`${row.sitting_id}/${row.position}`, {
      at: row.submitted_at,
      service: row.service,
      decisionRight: grade.decisionRight,
      critical: grade.critical.length,
      opportunities: integrityOpportunities(grade.observations),
      defects: grade.defects.map(({ defect, found }) => ({ defect, found })),
      ...helpOf(row),
    });
  }
  return [...latest.values()];
}
