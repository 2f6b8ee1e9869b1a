import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { RecordedResult } from './replay-store.ts';
import type { Sitting } from './sitting-store.ts';
import { sayKnowledge } from './test-result-presenter.ts';

interface Letter {
  sitting: Sitting;
  recorded: RecordedResult;
  name: string;
  appeal: { until: string; closed: 'late' | 'filed' | null };
  evaluation: { decidedAt: string | null; passed: boolean | null } | null;
  /** What the evaluator wrote; empty while the evaluation is open. */
  reasons: string;
  retakeFrom: string | null;
  baseUrl: string;
}

const sayLevel = (catalogue: Catalogue, level: number, { t, language }: Speech): string => t('sittings.level', { level, name: levelOf(catalogue, level).name[language] });

const inGroups = (code: string): string => (code.match(/.{4}/g) ?? []).join('-');

/** How the test stands: failed, waiting for its evaluation, held, or promoted. */
function decisionOf(passed: boolean, evaluation: Letter['evaluation']): 'failed' | 'waiting' | 'held' | 'promoted' {
  if (evaluation?.passed === true) return 'promoted';
  if (!passed) return 'failed';
  return evaluation?.passed === false ? 'held' : 'waiting';
}

/** The letter: score with its error band, cut, decision, the reasons, and how to appeal. */
export function presentLetter(catalogue: Catalogue, { sitting, recorded, name, appeal, evaluation, reasons, retakeFrom, baseUrl }: Letter, speech: Speech) {
  const { t, format } = speech;
  const result = JSON.parse(recorded.text) as TestResult;
  const number = (value: number) => format.number(value, 1);
  const decision = decisionOf(result.passed, evaluation);
  const facts = { total: number(result.total), cut: number(result.cut) };
  return {
    number: t('letters.number', { id: recorded.id }),
    fileName: `${t('letters.fileName')}-${recorded.id}.pdf`,
    pdfHref: `/sittings/${sitting.id}/letter.pdf`,
    name,
    level: sayLevel(catalogue, sitting.level, speech),
    taken: format.date(sitting.submittedAt!),
    scored: format.date(recorded.scoredAt),
    ...facts,
    sem: number(result.sem),
    low: number(Math.max(0, result.total - result.sem)),
    high: number(Math.min(100, result.total + result.sem)),
    cases: number(result.cases),
    knowledge: sayKnowledge(sitting, result, speech),
    decision: t(`letters.decision.${decision}`),
    why: [
      t(result.total >= result.cut ? 'letters.why.reached' : 'letters.why.below', facts),
      ...result.critical.map((code) => t('letters.why.critical', { error: t(`grading.critical.${code}`) })),
      ...(reasons ? [t('letters.why.evaluator', { reasons })] : []),
      ...(recorded.cause === 'closing' ? [] : [t(`letters.why.${recorded.cause}`)]),
    ],
    profile: result.profile.filter(({ score }) => score !== null).map(({ competency, score }) => ({ name: t(`grading.competency.${competency}`), score: number(score!) })),
    retake: decision !== 'promoted' && decision !== 'waiting' && retakeFrom ? t('letters.retake', { date: format.dateTime(retakeFrom) }) : '',
    appeal: t(`letters.appeal.${appeal.closed ?? 'open'}`, { date: format.dateTime(appeal.until) }),
    appealHref: `/sittings/${sitting.id}/appeal`,
    versions: t('letters.versions', { policy: recorded.policy, content: recorded.content || '–' }),
    code: recorded.letterCode ? inGroups(recorded.letterCode) : '',
    url: recorded.letterCode ? `${baseUrl}/r/${recorded.letterCode}` : '',
  };
}

/** What the public check of a code says: no name, only what the letter in the reader's hand must say too. */
export function presentLetterCheck(catalogue: Catalogue, { recorded, level, isLatest }: { recorded: RecordedResult; level: number; isLatest: boolean }, speech: Speech) {
  const { t, format } = speech;
  return {
    number: t('letters.number', { id: recorded.id }),
    level: sayLevel(catalogue, level, speech),
    total: t('levels.history.total', { total: format.number(recorded.total, 1), cut: format.number(recorded.cut, 1) }),
    verdict: t(`regrades.verdict.${recorded.passed}`),
    scored: format.date(recorded.scoredAt),
    state: t(isLatest ? 'letters.check.current' : 'letters.check.replaced'),
    mark: isLatest ? 'good' : 'off',
  };
}
