import type { Check } from '../checks/check.ts';
import { isExamined, papersOf } from '../desk/way.ts';
import type { Observation, Phrase } from './mark.ts';
import type { PartGrade, Share, Work } from './part.ts';
import { scoreDefects } from './scores.ts';

/** The first place of a check as document and field; the whole document has the empty field. */
const placeOf = (check: Check) => ({ document: check.where[0]!.document, field: check.where[0]!.fields?.[0] ?? '' });

const path = (place: { document: string; field: string }) => (place.field ? `${place.document}.${place.field}` : place.document);

/**
 * Defect finding (measurement design 2.3): a share for each defect by its weight, and a negative one for each unfounded finding, which
 * costs double when it was sent to the citizen. Penalties stop where the part has reached nought, so that the marks still sum to the score. Papers of a
 * later stage that are in order earn the part only as far as they were read.
 */
export function gradeDefects(work: Work): PartGrade {
  const { truth, desk, matched } = work;
  const sentIds = new Set(desk.decision && desk.decision.decision !== 'proceed' ? desk.letter?.findings : []);
  const sent = matched.unfounded.filter(({ finding }) => sentIds.has(finding.id)).length;
  const weights = matched.found.map(({ check }) => check.weight);
  const total = weights.reduce<number>((sum, weight) => sum + weight, 0);
  const read = total === 0 ? readShare(work) : 1;
  const score = read * scoreDefects({
    weights,
    found: matched.found.flatMap(({ finding }, at) => (finding ? [at] : [])),
    falseFlags: { sent, unsent: matched.unfounded.length - sent },
    checkpoints: truth.checkpoints,
  }).score;

  const shares: Share[] = matched.found.map(({ check, finding }) => ({
    id: `DF/${check.id}`,
    competency: check.competency,
    points: finding ? check.weight / total : 0,
    outOf: check.weight / total,
    expected: { key: 'grading.expected.finding', vars: { check: check.id, place: path(placeOf(check)) } },
    done: finding
      ? { key: 'grading.done.finding', vars: { place: path(finding), problem: finding.problem } }
      : { key: 'grading.done.notFound' },
    clause: check.clause,
    where: placeOf(check),
    evidence: finding ? [finding.id] : [],
  }));
  if (total === 0)
    shares.push({
      id: 'DF/none',
      competency: 'VER',
      points: read,
      outOf: 1,
      expected: { key: 'grading.noDefect' },
      done: doneOnClean(work, read),
      clause: null,
      where: null,
      evidence: [],
    });

  const earned = shares.reduce((sum, share) => sum + share.points, 0);
  const penalties = matched.unfounded.map(({ finding }) => (sentIds.has(finding.id) ? 2 : 1));
  const cost = penalties.reduce((sum, penalty) => sum + penalty, 0);
  matched.unfounded.forEach(({ finding, decoy }, at) => {
    shares.push({
      id: `DF/unfounded/${finding.id}`,
      competency: 'VER',
      points: -((earned - score) * penalties[at]!) / cost,
      outOf: 0,
      expected: decoy ? { key: 'grading.decoy', vars: { decoy: decoy.id } } : { key: 'grading.expected.noFinding' },
      done: { key: 'grading.falseFlag', vars: { place: path(finding), problem: finding.problem } },
      clause: decoy?.clause ?? null,
      where: { document: finding.document, field: finding.field },
      evidence: [finding.id],
    });
  });
  return { shares, observations: observationsOf({ truth, matched }), critical: [] };
}

/** Which share of a later stage's papers was opened before the decision; a dossier is judged by what was found in it. */
function readShare({ permitCase, actions }: Work): number {
  const papers = papersOf(permitCase);
  if (isExamined(permitCase) || papers.length === 0) return 1;
  const decided = actions.findIndex(({ type }) => type === 'decide');
  const opened = new Set(actions.slice(0, decided < 0 ? undefined : decided).map((action) => (action.type === 'open-document' ? action.document : '')));
  return papers.filter((kind) => opened.has(kind)).length / papers.length;
}

function doneOnClean({ matched }: Work, read: number): Phrase {
  if (matched.unfounded.length > 0) return { key: 'grading.done.unfounded', vars: { count: matched.unfounded.length } };
  return { key: read < 1 ? 'grading.done.unread' : 'grading.noDefect' };
}

/** Each defect is one observation, and each decoy one: to leave it alone is right. */
function observationsOf({ truth, matched }: Pick<Work, 'truth' | 'matched'>): Observation[] {
  return [
    ...matched.found.map(({ check, finding }): Observation => ({
      competency: check.competency,
      opportunity: check.id,
      difficulty: check.difficulty,
      score: finding ? 1 : 0,
    })),
    ...truth.decoys.map((decoy): Observation => ({
      competency: 'VER',
      opportunity: decoy.id,
      difficulty: decoy.difficulty,
      score: matched.unfounded.some((entry) => entry.decoy?.id === decoy.id) ? 0 : 1,
    })),
    ...matched.found.flatMap(({ check, finding }): Observation[] =>
      finding ? [{ competency: 'REG', opportunity: `${check.id}/clause`, difficulty: check.difficulty, score: finding.clause === check.clause ? 1 : 0 }] : [],
    ),
  ];
}
