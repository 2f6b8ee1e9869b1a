import { evidenceOf, type PartGrade, type Share, type Work } from './part.ts';
import { scoreFee } from './scores.ts';

const freeDifficulty = -0.8;

/**
 * Class and levy (measurement design 2.5). Each that can be judged on this file has an equal share; where a defect touches what it is computed
 * from it is not judged. The levy is compared in whole rupiah. Null when neither can be judged.
 */
export function gradeFee({ service, truth, desk, actions }: Work): PartGrade | null {
  const judged = (truth.class !== null ? 1 : 0) + (truth.levy !== null ? 1 : 0);
  if (judged === 0) return null;
  const share = 1 / judged;
  const shares: Share[] = [];
  const observations: PartGrade['observations'][number][] = [];
  if (truth.class !== null) {
    const right = desk.class === truth.class;
    shares.push({
      id: 'FEE/class',
      competency: 'KLS',
      points: right ? share : 0,
      outOf: share,
      expected: { key: 'grading.class', vars: { class: truth.class } },
      done: desk.class === null ? { key: 'grading.noClass' } : { key: 'grading.class', vars: { class: desk.class } },
      clause: service.classification?.clause ?? null,
      where: null,
      evidence: evidenceOf(actions, 'classify'),
    });
    observations.push({ competency: 'KLS', opportunity: `class/${service.code}`, difficulty: service.classification?.difficulty ?? 0, score: right ? 1 : 0 });
  }
  if (truth.levy !== null) {
    const { amount } = truth.levy;
    const given = desk.levy;
    const score = given === null ? 0 : scoreFee({ expected: amount, given, oneWrongInput: given === amount ? [] : truth.levy.oneWrongInput() }).score;
    shares.push({
      id: 'FEE/levy',
      competency: 'KLS',
      points: score * share,
      outOf: share,
      expected: { key: 'grading.levy', vars: { amount: truth.levy.amount } },
      done: desk.levy === null ? { key: 'grading.noLevy' } : { key: 'grading.levy', vars: { amount: desk.levy } },
      clause: service.levy.clause,
      where: null,
      evidence: evidenceOf(actions, 'assess-levy'),
    });
    observations.push({ competency: 'KLS', opportunity: `levy/${service.code}`, difficulty: service.levy.kind === 'free' ? freeDifficulty : service.levy.difficulty, score });
  }
  return { shares, observations, critical: [] };
}
