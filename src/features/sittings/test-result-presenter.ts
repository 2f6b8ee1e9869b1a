import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { leastObservations, type TestResult } from '../../core/sittings/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { TestRecord } from '../levels/test-record-read-model.ts';
import type { Sitting } from './sitting-store.ts';

/** What is released of a test: never a key, never the text of an item, no competency with too few observations. */
export interface TestResultView {
  level: string;
  total: string;
  cut: string;
  sem: string;
  passed: boolean;
  /** A critical error waits for its reviewers: neither passed nor failed. */
  provisional: boolean;
  /** The state of the result in words. */
  state: string;
  /** Positions on a scale of 100. */
  scale: { total: number; cut: number; from: number; width: number };
  cases: string;
  knowledge: string;
  critical: string[];
  /** Competencies below their floor. */
  floors: string[];
  /** The total reaches the cut, whatever else is missing. */
  reached: boolean;
  profile: { name: string; score: string | null; share: number; observations: number }[];
  least: number;
  missed: string[];
  when: string;
  byDeadline: boolean;
  /** What follows from a result that is passed. */
  follows: string;
  /** The decision of its evaluation with its reasons; null while there is none. */
  verdict: string | null;
}

/** What a passed test has led to: an evaluation that is waited for or decided, or a level that is kept by its short form. */
function followsOf({ evaluation, renewal, delta }: Pick<TestRecord, 'evaluation' | 'renewal' | 'delta'>): 'waiting' | 'promoted' | 'held' | 'renewed' | 'kept' {
  if (delta) return 'kept';
  if (renewal) return 'renewed';
  if (!evaluation || evaluation.passed === null) return 'waiting';
  return evaluation.passed ? 'promoted' : 'held';
}

export function presentTestResult(
  catalogue: Catalogue,
  sitting: Sitting,
  result: TestResult,
  record: Pick<TestRecord, 'state' | 'criticalOpen' | 'evaluation' | 'renewal' | 'delta'>,
  { t, format, language }: Speech,
): TestResultView {
  const { state, criticalOpen } = record;
  const name = catalogue.levels.find(({ level }) => level === sitting.level)?.name[language] ?? '';
  const number = (value: number) => format.number(value, 1);
  const from = Math.max(0, result.total - result.sem);
  return {
    level: t('sittings.level', { level: sitting.level, name }),
    total: number(result.total),
    cut: number(result.cut),
    sem: number(result.sem),
    passed: result.passed,
    provisional: criticalOpen > 0,
    state: t(state.state === 'final' ? `evaluations.state.${state.revised ? 'revised' : 'final'}.${state.passed ? 'pass' : 'fail'}` : `evaluations.state.${state.state}`),
    scale: { total: result.total, cut: result.cut, from, width: Math.min(100, result.total + result.sem) - from },
    cases: number(result.cases),
    knowledge: sayKnowledge(sitting, result, { t, format }),
    critical: result.critical.map((code) => t(`grading.critical.${code}`)),
    reached: result.total >= result.cut,
    floors: (result.floors ?? []).flatMap(({ competency, failed }) => (failed ? [t(`grading.competency.${competency}`)] : [])),
    profile: result.profile.map(({ competency, score, observations }) => ({
      name: t(`grading.competency.${competency}`),
      score: score === null ? null : number(score),
      share: score ?? 0,
      observations,
    })),
    least: leastObservations,
    missed: result.missedDefects.map((defect) => t(`grading.defect.${defect}`)),
    when: sitting.submittedAt ? format.dateTime(sitting.submittedAt) : '',
    byDeadline: sitting.closedBy === 'deadline',
    follows: t(`sittings.testResult.follows.${followsOf(record)}`),
    verdict: record.evaluation && record.evaluation.passed !== null ? `/evaluations/${record.evaluation.id}/verdict` : null,
  };
}

/** What the knowledge part reached, and from which test it is when it was kept. */
export function sayKnowledge({ form: { kept } }: Pick<Sitting, 'form'>, { knowledge }: Pick<TestResult, 'knowledge'>, { t, format }: Pick<Speech, 't' | 'format'>): string {
  const reached = format.number(knowledge, 1);
  return kept ? `${reached} (${t('sittings.testResult.kept', { date: format.date(kept.answeredAt) })})` : reached;
}
