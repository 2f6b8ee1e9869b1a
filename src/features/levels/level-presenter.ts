import type { LatestDecision } from '../evaluations/evaluation-read-model.ts';
import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { CompetencyEvidence } from '../../core/ladder/evidence.ts';
import type { Proposal } from '../../core/ladder/next-practice.ts';
import { masteryWord } from '../../core/mastery/words.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Standing } from './level-read-model.ts';
import { sayReason } from './reason-read-model.ts';

/** One step of the ladder: its place in the drawing and its state in words. */
export interface StepView {
  level: number;
  name: string;
  about: string;
  state: 'held' | 'current' | 'ahead' | 'expired';
  words: string;
  /** Coordinates of the drawing, 1000 wide. */
  x: number;
  y: number;
  height: number;
}

const drawing = { width: 184, gap: 20, top: 132, rise: 21, bottom: 240 };

/** The five steps, rising from left to right. */
export function presentLadder(catalogue: Catalogue, standing: Standing, { t, format, language }: Speech): StepView[] {
  return catalogue.levels.map(({ level, name, about }, index) => {
    const held = standing.held.find((each) => each.level === level);
    const reached = level <= standing.current;
    const state = reached ? 'held' : held ? 'expired' : level === standing.working ? 'current' : 'ahead';
    const date = held ? format.date(held.promotedAt) : '';
    const y = drawing.top - index * drawing.rise;
    return {
      level,
      name: name[language],
      about: about[language],
      state,
      words: t(`levels.step.${state}`, { date }),
      x: index * (drawing.width + drawing.gap),
      y,
      height: drawing.bottom - y,
    };
  });
}

export interface CompetencyView {
  code: string;
  name: string;
  about: string;
  word: string;
  /** How full the word's four boxes are, 0 to 3. */
  rank: number;
  probability: string;
  observations: number;
  lastAt: string;
}

const ranks = { 'not-started': 0, practising: 1, familiar: 2, mastered: 3 };

/** The seven competencies with the word, the probability behind it and the evidence that it rests on. */
export function presentCompetencies(evidence: readonly CompetencyEvidence[], { t, format }: Speech): CompetencyView[] {
  return evidence.map((each) => {
    const word = masteryWord(each);
    return {
      code: each.competency,
      name: t(`grading.competency.${each.competency}`),
      about: t(`levels.about.${each.competency}`),
      word: t(`levels.word.${word}`),
      rank: ranks[word],
      probability: each.observations === 0 ? '' : format.chance(each.probability),
      observations: each.observations,
      lastAt: each.lastAt ? format.date(each.lastAt) : t('levels.never'),
    };
  });
}

/** The one next act: what, why, and where it leads. A `post` begins something, a link continues. */
export interface NextActView {
  id: 'running' | 'extended' | 'continue' | 'issued' | 'test' | 'practice' | 'none';
  title: string;
  why: string;
  button: string;
  href: string | null;
  service: string | null;
}

export interface OpenWork {
  id: number;
  href: string;
  name: string;
  issued: boolean;
  started: boolean;
  /** Day of the wall clock on which a trainer wants it, or null. */
  dueOn: string | null;
}

/** The first that fits: a running test, work that was begun, a case from a trainer, a test that is open, then the proposed practice. */
export function presentNextAct(
  catalogue: Catalogue,
  standing: Standing,
  open: readonly OpenWork[],
  proposal: Proposal | null,
  speech: Speech,
): NextActView {
  const { t, format, language } = speech;
  const say = (id: NextActView['id'], vars: Record<string, unknown>, rest: Partial<NextActView>): NextActView => ({
    id,
    title: t(`levels.next.${id}.title`, vars),
    why: t(`levels.next.${id}.why`, vars),
    button: t(`levels.next.${id}.button`),
    href: null,
    service: null,
    ...rest,
  });
  const { running, extended } = standing;
  if (running)
    return say(
      'running',
      { level: running.level, until: format.time(running.deadlineAt) },
      { href: `/sittings/${running.sittingId}` },
    );
  if (extended) return say('extended', { level: extended.level, until: format.dateTime(extended.extension!.beginBy) }, { href: `/sittings/${extended.sittingId}/extension` });
  const begun = open.find(({ started }) => started);
  if (begun) return say('continue', { name: begun.name }, { href: begun.href });
  const issued = open.find((work) => work.issued);
  if (issued)
    return say('issued', { name: issued.name }, {
      href: issued.href,
      ...(issued.dueOn !== null && { why: t('assignments.nextWhy', { date: format.date(issued.dueOn) }) }),
    });
  if (standing.test === 'open') return say('test', { level: standing.working }, { href: '/tests/new' });
  if (!proposal) return say('none', {}, { href: '/progress' });
  const service = serviceOf(catalogue, proposal.service);
  const minutes = Math.round(service.expertMinutes * levelOf(catalogue, standing.practising).timeFactor);
  const act = say('practice', { service: service.name[language], minutes }, { service: proposal.service });
  return { ...act, why: standing.cases.length === 0 ? t('levels.reason.first') : sayReason(proposal.reasons[0]!, speech) };
}

/** What the latest evaluation of the person has decided, and where its reasons and the certificate are. */
export interface DecisionView {
  promoted: boolean;
  text: string;
  href: string;
  certificate: string | null;
}

export function presentLatestDecision(decision: LatestDecision | null, { t, format }: Speech): DecisionView | null {
  if (!decision) return null;
  const { evaluationId, level, recommendation, decidedAt, certificateId } = decision;
  const promoted = recommendation !== 'hold';
  return {
    promoted,
    text: t(promoted ? 'levels.decision.promote' : 'levels.decision.hold', { level, date: format.date(decidedAt) }),
    href: `/evaluations/${evaluationId}/verdict`,
    certificate: certificateId === null ? null : `/certificates/${certificateId}`,
  };
}
