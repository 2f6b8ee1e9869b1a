import { type Catalogue, isTrainingRule, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { StageId } from '../../core/catalogue/content.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Action } from '../../core/desk/action.ts';
import { eventAt } from '../../core/desk/event.ts';
import { clauseOfMark } from '../../core/grading/mark-clause.ts';
import type { Grade, Mark } from '../../core/grading/mark.ts';
import { caseParts } from '../../core/grading/scores.ts';
import type { CompetencyEvidence } from '../../core/ladder/evidence.ts';
import { masteryWord } from '../../core/mastery/words.ts';
import { roundTo, roundTogether } from '../../core/sittings/rounding.ts';
import type { Speech } from '../../platform/i18n.ts';
import { placeName, sayPhrase } from './phrase-presenter.ts';
import { permitSteps, type StepView } from './step-presenter.ts';

export interface MarkView {
  /** The id of the mark in the grade, and where it stands on the page. */
  id: string;
  anchor: string;
  /** The stage that it is about; empty where the file had one only. */
  stage: string;
  part: string;
  competency: string;
  /** Tenths of points as text, and whether anything was lost. */
  lost: string;
  won: string;
  outOf: string;
  isLost: boolean;
  expected: string;
  done: string;
  clause: { id: string; title: string; text: string; training: boolean } | null;
  /** Where it is to be seen: the very field on the read-only desk, else the steps that prove it; null where the steps are not shown. */
  place: { label: string; name: string; href: string } | null;
}

/** Marks of one stage; the name is empty where the file had one only. */
export interface MarkGroup {
  stage: string;
  marks: MarkView[];
}

/** A bar: points won of those to be had, and their share in percent. */
interface BarView {
  name: string;
  won: string;
  outOf: string;
  share: number;
}

export interface PracticeResult {
  service: string;
  registration: string;
  total: string;
  /** Width of the bar, 0..100. */
  share: number;
  lost: string;
  decisionRight: boolean;
  found: { found: number; all: number };
  critical: string[];
  lostMarks: MarkGroup[];
  wonMarks: MarkGroup[];
  /** How many marks lost nothing. */
  wonCount: number;
  parts: BarView[];
  /** Empty where the file had one stage only. */
  stages: BarView[];
  lessons: {
    title: string;
    /** What stands over the words: a reply, or what came in. */
    label: string;
    said: string | null;
    lesson: string | null;
    better: { said: string; lesson: string } | null;
  }[];
  /** Everything that was done; empty where it is not shown. */
  steps: StepView[];
  deskPath: string;
}

export interface ResultRequest {
  catalogue: Catalogue;
  permitCase: PermitCase;
  grade: Grade;
  deskPath: string;
  /** What was done, where the page shows it. */
  actions?: readonly Action[];
  speech: Speech;
}

/** Why every point was won or lost. What is listed as lost adds up to 100 minus the total, in tenths of points. */
export function presentPractice(request: ResultRequest): PracticeResult {
  const { catalogue, permitCase, grade, deskPath, speech, actions = [] } = request;
  const { language, t, format } = speech;
  const marks = rounded(grade.marks);
  const stages = [...new Set(grade.marks.map(({ stage }) => stage))];
  const lost = roundTo(
    marks.reduce((sum, mark) => sum + mark.lost, 0),
    1,
  );
  const views = marks.map((each, at) => ({ ...each, view: presentMark(request, each, `mark-${at + 1}`) }));
  const total = roundTo(100 - lost, 1);
  return {
    service: serviceOf(catalogue, permitCase.service).name[language],
    registration: permitCase.registration,
    total: points(format, total),
    share: total,
    lost: points(format, lost),
    decisionRight: grade.decisionRight,
    found: { found: grade.defects.filter(({ found }) => found).length, all: grade.defects.length },
    critical: grade.critical.map(({ phrase }) => sayPhrase({ catalogue, permitCase, speech }, phrase)),
    lostMarks: byStage(views.filter((each) => each.lost > 0).sort((a, b) => b.lost - a.lost), stages),
    wonMarks: byStage(views.filter((each) => each.lost <= 0), stages),
    wonCount: views.filter((each) => each.lost <= 0).length,
    parts: caseParts.flatMap((part) => presentBar(t(`grading.part.${part}`), marks.filter(({ mark }) => mark.part === part), speech)),
    stages: stages.flatMap((stage) => (stage ? presentBar(known(catalogue.stages, stage, 'stage').name[language], marks.filter(({ mark }) => mark.stage === stage), speech) : [])),
    lessons: presentLessons(request),
    steps: permitSteps(catalogue, permitCase, actions, speech),
    deskPath,
  };
}

/** Marks under their stages, in the order in which the file came to them. */
const byStage = (views: readonly (RoundedMark & { view: MarkView })[], stages: readonly (StageId | undefined)[]): MarkGroup[] =>
  stages.flatMap((stage) => {
    const own = views.filter(({ mark }) => mark.stage === stage).map(({ view }) => view);
    return own.length === 0 ? [] : [{ stage: own[0]!.stage, marks: own }];
  });

/** Nothing where there is no mark. */
function presentBar(name: string, own: readonly RoundedMark[], { format }: Speech): BarView[] {
  if (own.length === 0) return [];
  const outOf = roundTo(
    own.reduce((sum, each) => sum + each.outOf, 0),
    1,
  );
  const won = roundTo(
    own.reduce((sum, each) => sum + each.won, 0),
    1,
  );
  const share = outOf > 0 ? Math.round(Math.max(0, (100 * won) / outOf)) : 0;
  return [{ name, won: points(format, won), outOf: points(format, outOf), share }];
}

interface RoundedMark {
  mark: Mark;
  lost: number;
  won: number;
  outOf: number;
}

/** Lost and won points to tenths so that each column keeps its sum; what could be had is their sum. */
function rounded(marks: readonly Mark[]): RoundedMark[] {
  const lost = roundTogether(
    marks.map((mark) => mark.outOf - mark.points),
    1,
  );
  const won = roundTogether(
    marks.map((mark) => mark.points),
    1,
  );
  return marks.map((mark, index) => ({
    mark,
    lost: lost[index]!,
    won: won[index]!,
    outOf: roundTo(lost[index]! + won[index]!, 1),
  }));
}

const points = (format: Speech['format'], value: number): string => format.number(value, 1);

function presentMark(
  { catalogue, permitCase, deskPath, speech, actions = [] }: ResultRequest,
  { mark, lost, won, outOf }: RoundedMark,
  anchor: string,
): MarkView {
  const { t, language, format } = speech;
  const subject = { catalogue, permitCase, speech };
  const clause = catalogue.clauses.get(clauseOfMark(mark) ?? '');
  return {
    id: mark.id,
    anchor,
    stage: mark.stage ? known(catalogue.stages, mark.stage, 'stage').name[language] : '',
    part: t(`grading.part.${mark.part}`),
    competency: t(`grading.competency.${mark.competency}`),
    lost: points(format, lost),
    won: points(format, won),
    // A mark that only takes points away has nothing to be had, whatever the rounding left over.
    outOf: mark.outOf === 0 ? '0' : points(format, outOf),
    isLost: lost > 0,
    expected: sayPhrase(subject, mark.expected),
    done: sayPhrase(subject, mark.done),
    clause: clause ? { id: clause.id, title: clause.title[language], text: clause.text[language], training: isTrainingRule(catalogue, clause.id) } : null,
    place: mark.where ? presentPlace(subject, deskPath, mark.where) : actions.length > 0 ? presentStep(mark, actions, speech) : null,
  };
}

function presentPlace(
  subject: Parameters<typeof placeName>[0],
  deskPath: string,
  { document, field }: NonNullable<Mark['where']>,
) {
  const path = field ? `${document}.${field}` : document;
  const query = document === 'form' ? `pin=${path}` : `document=${document}&pin=${path}`;
  return { label: subject.speech.t('sittings.result.show'), name: placeName(subject, path), href: `${deskPath}?${query}#${document === 'form' ? 'form' : 'sheet'}` };
}

/** The step that proves a mark; order, time and what was not done are seen in all of them. */
function presentStep({ part, evidence }: Mark, actions: readonly Action[], { t }: Speech) {
  const number = part === 'WKT' ? 0 : actions.findIndex(({ id }) => id === evidence.at(-1)) + 1;
  const name = t(`grading.part.${part}`);
  return number > 0 ? { label: t('sittings.result.step', { number }), name, href: `#step-${number}` } : { label: t('sittings.result.steps'), name, href: '#steps' };
}

/** What the replies teach: the lesson of the one that was given, and of the best one when it was another. */
function presentLessons({
  catalogue,
  permitCase,
  grade,
  speech: { t, language },
}: ResultRequest): PracticeResult['lessons'] {
  const talks = permitCase.conversations.flatMap(({ id, script }) => {
    const replies = (id === 'guide' ? catalogue.guides : catalogue.messages).get(script)?.replies;
    const mark = grade.marks.find((each) => each.id === (id === 'guide' ? 'PMD/reply' : 'ITG/reply'));
    if (!replies || !mark) return [];
    const given = replies.find((reply) => reply.id === mark.done.vars?.reply);
    const best = replies.find((reply) => reply.id === mark.expected.vars?.reply);
    return [
      {
        title: t(`desk.conversation.${id}.title`),
        label: t('sittings.result.said'),
        said: given?.text[language] ?? null,
        lesson: given?.lesson[language] ?? null,
        better: best && best.id !== given?.id ? { said: best.text[language], lesson: best.lesson[language] } : null,
      },
    ];
  });
  const event = eventAt(catalogue, permitCase, grade.marks.flatMap(({ stage }) => stage ?? []));
  if (!event) return talks;
  return [...talks, { title: t(`events.tray.${event.channel}`), label: event.defect ? t(`grading.defect.${event.defect}`) : t('events.tray.title'), said: (event.text[permitCase.event!.variant] ?? event.text[0]!)[language], lesson: event.lesson[language], better: null }];
}

export interface MovedView {
  name: string;
  before: string;
  after: string;
  word: string;
  direction: 'up' | 'down' | 'same';
}

/** What one practice moved: the probability of mastery of each competency before and after it. */
export function presentMoved(
  before: readonly CompetencyEvidence[],
  after: readonly CompetencyEvidence[],
  { t, format }: Speech,
): MovedView[] {
  return after.flatMap((now, index) => {
    const then = before[index]!;
    if (now.observations === then.observations) return [];
    const difference = Math.round(now.probability * 100) - Math.round(then.probability * 100);
    return [
      {
        name: t(`grading.competency.${now.competency}`),
        before: format.chance(then.probability),
        after: format.chance(now.probability),
        word: t(`levels.word.${masteryWord(now)}`),
        direction: difference > 0 ? ('up' as const) : difference < 0 ? ('down' as const) : ('same' as const),
      },
    ];
  });
}
