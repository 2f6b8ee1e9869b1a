import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { appealKinds, neverWorse, remediesFor } from '../../core/evaluation/appeal.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { AppealStanding, AppealState } from './appeal-service.ts';

const sayLevel = (catalogue: Catalogue, level: number, { t, language }: Speech): string => t('sittings.level', { level, name: levelOf(catalogue, level).name[language] });

const marks = { waiting: 'state-open', upheld: 'state-good', rejected: 'state-off' } as const;

/** An appeal as its trainee and the panel read it; opinions only when they may be known. */
export function presentAppeal({ appeal, votes, decision }: AppealState, { t, format }: Speech, open: boolean) {
  const state = decision?.decision ?? 'waiting';
  return {
    id: appeal.id,
    name: appeal.traineeName,
    kind: t(`appeals.kind.${appeal.kind}`),
    reason: appeal.reason,
    filed: format.dateTime(appeal.filedAt),
    due: format.date(appeal.dueOn),
    state: t(`appeals.state.${state}`),
    mark: marks[state],
    decidedOn: decision ? format.dateTime(decision.at) : '',
    remedy: decision && decision.remedy !== 'none' ? t(`appeals.remedyDone.${decision.remedy}${decision.remedy === 'rescore' ? (decision.resultId === null ? '-same' : '-better') : ''}`) : '',
    votes: open ? votes.map((vote) => ({ vote: t(`appeals.vote.${vote.vote}`), remedy: vote.remedy === 'none' ? '' : t(`appeals.remedy.${vote.remedy}`), reason: vote.reason })) : [],
  };
}

/** What the trainee sees: the result, until when an appeal may be filed, and those that were. Opinions are open to him when it is decided. */
export function presentStanding(catalogue: Catalogue, standing: AppealStanding, speech: Speech) {
  const { t, format } = speech;
  const { result, until, closed, filed } = standing;
  return {
    path: `/sittings/${result.sittingId}/appeal`,
    result: `/sittings/${result.sittingId}/result`,
    level: sayLevel(catalogue, result.level, speech),
    total: t('levels.history.total', { total: format.number(result.total, 1), cut: format.number(result.cut, 1) }),
    verdict: t(`regrades.verdict.${result.passed}`),
    until: format.dateTime(until),
    closed,
    kinds: appealKinds.filter((kind) => kind !== 'rating' || result.evaluatedAt !== null).map((value) => ({ value, label: t(`appeals.kind.${value}`), hint: t(`appeals.about.${value}`) })),
    filed: filed.map((state) => presentAppeal(state, speech, state.decision !== null)),
  };
}

/** The queue of the panel. */
export function presentQueue(catalogue: Catalogue, states: readonly AppealState[], reader: number, today: string, speech: Speech) {
  return states.map((state) => ({
    href: `/appeals/${state.appeal.id}`,
    ...presentAppeal(state, speech, false),
    level: sayLevel(catalogue, state.appeal.level, speech),
    opinions: speech.format.number(state.votes.length),
    own: state.votes.some(({ supervisorId }) => supervisorId === reader),
    late: state.appeal.dueOn < today,
  }));
}

export function presentFigures({ filed, decided, upheld }: { filed: number; decided: number; upheld: number }, { format }: Speech) {
  return { filed: format.number(filed), decided: format.number(decided), upheld: decided === 0 ? '–' : format.percent(upheld / decided) };
}

interface Rescored {
  before: { text: string };
  result: TestResult;
}

/** The full re-score beside what is recorded; null where it cannot be made here. */
export function presentRescore(rescored: Rescored | null, { t, format }: Speech) {
  if (!rescored) return null;
  const before = JSON.parse(rescored.before.text) as TestResult;
  const side = ({ total, cases, knowledge, passed }: TestResult) => ({ total: format.number(total, 1), cases: format.number(cases, 1), knowledge: format.number(knowledge, 1), verdict: t(`regrades.verdict.${passed}`) });
  const result = neverWorse(before, rescored.result);
  const outcome = JSON.stringify(rescored.result) === rescored.before.text ? 'same' : result === before ? 'worse' : 'better';
  return { before: side(before), after: side(rescored.result), outcome: t(`appeals.rescore.${outcome}`) };
}

export const remedyChoices = ({ appeal }: AppealState, { t }: Speech) => remediesFor(appeal.kind).map((value) => ({ value, label: t(`appeals.remedy.${value}`) }));
