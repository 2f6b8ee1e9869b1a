import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { truthOf } from '../../core/checks/truth.ts';
import { desk } from '../../core/desk/desk.ts';
import { talkState } from '../../core/grading/talk.ts';
import { stagesOf } from '../../core/desk/way.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { StateOfResult } from '../../core/evaluation/result-state.ts';
import type { Evaluation } from './evaluation-store.ts';
import { type SatPart, sayParts, workedMinutes } from '../sittings/part-read-model.ts';
import { type CaseWork, isTalk, type TalkWork } from './evidence-store.ts';
import type { Place, QueueRow } from './queue-service.ts';

const day = 86_400_000;

/** One row of the queue. */
export interface WaitingView {
  id: number;
  trainee: string;
  level: string;
  levelNumber: number;
  total: string;
  waiting: string;
  /** Longer than promised to the trainee. */
  late: boolean;
  /** Who is at it, and since when; empty when it is free. */
  holder: string;
  own: boolean;
  free: boolean;
  double: boolean;
}

/** Days within which a trainee is promised a decision. */
export const promisedDays = 14;

/** The waiting evaluations of one page. */
export function presentQueue(rows: readonly QueueRow[], catalogue: Catalogue, now: Date, speech: Speech): WaitingView[] {
  return rows.map((row) => {
    const days = daysSince(row.openedAt, now);
    return {
      id: row.id,
      trainee: row.traineeName,
      level: levelName(catalogue, row.level, speech),
      levelNumber: row.level,
      total: row.total === null ? '–' : speech.format.number(row.total, 1),
      waiting: speech.t('evaluations.days', { count: days }),
      late: days > promisedDays,
      holder: presentHolder(row.place, speech),
      own: row.place.kind === 'own',
      free: row.place.kind === 'free',
      double: row.double,
    };
  });
}

/** Who holds the places of an evaluation; empty when nobody keeps this person from it. */
export function presentHolder(place: Place, { t, format }: Speech): string {
  if (place.kind !== 'held') return '';
  return place.claims.map(({ evaluator, claimedAt }) => t('evaluations.claim.heldBy', { name: evaluator, at: format.dateTime(claimedAt) })).join(' ');
}

/** Whole days between a moment and now. */
export const daysSince = (from: string, now: Date): number => Math.max(0, Math.floor((now.getTime() - Date.parse(from)) / day));

/** `1, Dasar`. */
export const levelName = (catalogue: Catalogue, level: number, { language }: Speech): string => `${level}, ${levelOf(catalogue, level).name[language]}`;

/** Whom and what the evaluation is about. */
export function presentHead(evaluation: Evaluation, state: StateOfResult, catalogue: Catalogue, now: Date, speech: Speech) {
  return {
    id: evaluation.id,
    path: `/evaluations/${evaluation.id}`,
    trainee: evaluation.traineeName,
    level: levelName(catalogue, evaluation.level, speech),
    waiting: speech.t('evaluations.days', { count: daysSince(evaluation.openedAt, now) }),
    openedOn: speech.format.date(evaluation.openedAt),
    state: presentState(state, speech),
  };
}

/** The state of a result in words. */
export function presentState({ state, passed, revised }: StateOfResult, { t }: Speech): string {
  if (state !== 'final') return t(`evaluations.state.${state}`);
  return t(`evaluations.state.${revised ? 'revised' : 'final'}.${passed ? 'pass' : 'fail'}`);
}

/** The result of the test as the evaluator reads it. */
export function presentReport(result: TestResult | null, parts: readonly SatPart[], speech: Speech) {
  const { t, format } = speech;
  return {
    total: result && format.number(result.total, 1),
    cut: result && format.number(result.cut, 1),
    passed: result?.passed ?? false,
    sem: result && format.number(result.sem, 1),
    cases: result && format.number(result.cases, 1),
    knowledge: result && format.number(result.knowledge, 1),
    takenOn: format.dateTime(parts[0]!.startedAt),
    minutes: t('evaluations.minutes', { count: workedMinutes(parts) }),
    parts: sayParts(parts, speech),
    profile: (result?.profile ?? []).map(({ competency, score, observations }) => ({
      name: t(`grading.competency.${competency}`),
      score: score === null ? t('evaluations.tooFew') : format.number(score, 1),
      width: score === null ? null : Math.round(score),
      observations,
    })),
  };
}

/** The cases of the test side by side: what was decided, what was right, what was found. */
export function presentCases(cases: readonly CaseWork[], catalogue: Catalogue, path: string, { language, t, format }: Speech) {
  return cases.map((work) => {
    if (isTalk(work)) return talkRow(work, path, { language, t, format });
    const { position, permitCase, actions, grade } = work;
    const truth = truthOf(catalogue, permitCase);
    // The first decision is the one about the file as it came; what follows stands in the replay.
    const { decision } = desk(catalogue, permitCase, stagesOf(permitCase, actions)[0]!.actions);
    return {
      position,
      service: serviceOf(catalogue, permitCase.service).name[language],
      code: permitCase.service,
      registration: permitCase.registration,
      steps: actions.length,
      decided: decision ? t(`desk.decision.${decision.decision}`) : t('evaluations.undecided'),
      right: t(`desk.decision.${truth.decision}`),
      agrees: grade?.decisionRight ?? false,
      found: t('evaluations.found', { found: grade?.defects.filter(({ found }) => found).length ?? 0, all: truth.failing.length }),
      critical: grade?.critical.map(({ code }) => code) ?? [],
      total: grade ? format.number(grade.total, 1) : '–',
      href: `${path}?case=${position}`,
    };
  });
}

function talkRow({ position, talk, actions, grade }: TalkWork, path: string, { language, t, format }: Pick<Speech, 'language' | 't' | 'format'>) {
  const { over } = talkState(talk, actions);
  const { variant } = talk.script;
  const steps = grade?.marks.filter(({ part, outOf }) => part === 'PMD' && outOf > 0) ?? [];
  return {
    position,
    service: variant.title[language],
    code: t(`guide.channel.${variant.channel}`),
    registration: variant.citizen.name,
    steps: actions.length,
    decided: over ? t(`guide.outcome.${over}`) : t('evaluations.undecided'),
    right: t('guide.outcome.helped'),
    agrees: grade?.decisionRight ?? false,
    found: t('evaluations.foundSteps', { found: steps.filter(({ points }) => points > 0).length, all: steps.length }),
    critical: grade?.critical.map(({ code }) => code) ?? [],
    total: grade ? format.number(grade.total, 1) : '–',
    href: `${path}?case=${position}`,
  };
}
