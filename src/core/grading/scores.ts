/** The formulas of case scoring (measurement design, section 2). Parts of a case are scored 0..1, cases and tests 0..100, money is whole rupiah. */

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ratio = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** What was flagged in a file; an index of `found` stands for a place in `weights`. */
export interface DefectInput {
  /** One weight per true defect: critical 3, major 2, minor 1. */
  weights: readonly number[];
  found: readonly number[];
  /** Unfounded flags; one that was sent to the citizen counts double. */
  falseFlags: { unsent: number; sent: number };
  /** Everything in the file that can be flagged: the defects and the valid points. */
  checkpoints: number;
}

/**
 * Defect finding (DF, 2.3). Out: score = max(0, TPw - L*FPw) / W, where L = max(1/2, W/m) and m is the number of valid checkpoints, those
 * without a defect, so that to flag everything earns exactly 0 in a small file. A file without defects: max(0, 1 - FPw/4). Precision,
 * recall and f (F of beta 1.5) are diagnostics, never the score; precision without a flag and recall without a defect are 1, and f is 0
 * when both are 0. A defect that is found twice counts once. RangeError when a weight is not positive, an index is not in `weights`, or
 * there are fewer checkpoints than defects.
 */
export function scoreDefects(input: DefectInput): { score: number; precision: number; recall: number; f: number } {
  const { weights, falseFlags, checkpoints } = input;
  if (weights.some((weight) => !(weight > 0))) throw new RangeError('weights: every weight is above 0');
  if (checkpoints < weights.length) throw new RangeError(`checkpoints: ${checkpoints} are fewer than the defects`);
  const total = sum(weights);
  const foundWeight = sum(
    [...new Set(input.found)].map((index) => {
      const weight = weights[index];
      if (weight === undefined) throw new RangeError(`found: ${index} is not one of the ${weights.length} defects`);
      return weight;
    }),
  );
  const falseWeight = falseFlags.unsent + 2 * falseFlags.sent;
  const precision = ratio(foundWeight, foundWeight + falseWeight);
  const recall = ratio(foundWeight, total);
  const f = precision + recall === 0 ? 0 : (3.25 * precision * recall) / (2.25 * precision + recall);
  if (total === 0) return { score: Math.max(0, 1 - falseWeight / 4), precision, recall, f };
  // Without valid checkpoints no flag can be unfounded; if one is reported all the same it costs everything.
  const penalty = falseWeight === 0 ? 0 : Math.max(0.5, total / (checkpoints - weights.length)) * falseWeight;
  return { score: Math.max(0, foundWeight - penalty) / total, precision, recall, f };
}

/** Issue (terbit), return for completion (lengkapi), reject (tolak), refer to who has the authority (rujuk). */
export const decisions = ['proceed', 'return', 'reject', 'refer'] as const;
export type Decision = (typeof decisions)[number];

/** The matrix of 2.4, key first, response second. */
const decisionMatrix: Record<Decision, Record<Decision, number>> = {
  proceed: { proceed: 1, return: 0, reject: 0, refer: 0.25 },
  return: { proceed: 0, return: 1, reject: 0.3, refer: 0.3 },
  reject: { proceed: 0, return: 0.3, reject: 1, refer: 0.3 },
  refer: { proceed: 0, return: 0.3, reject: 0.3, refer: 1 },
};

export interface DecisionInput {
  key: Decision;
  response: Decision;
  /** Codes of the legal basis: of the key, and as given. */
  keyReasons: readonly string[];
  reasons: readonly string[];
  /** To whom the file is to be referred, and was. Without keyTarget the target is not judged. */
  keyTarget?: string;
  target?: string;
  /** Key 'return': the gap is in a mandatory requirement (default true). */
  mandatory?: boolean;
  /** Key 'refer': the matter is outside the office's authority (default false). */
  outsideAuthority?: boolean;
}

type Directed = Pick<DecisionInput, 'key' | 'response' | 'keyTarget' | 'target'>;

const isMisdirected = ({ key, response, keyTarget, target }: Directed): boolean => key === 'refer' && response === 'refer' && keyTarget !== undefined && target !== keyTarget;

/** What the decision itself earns, 0 to .6, whatever reasons were given for it. */
export const bareDecision = (input: Directed): number => decisionMatrix[input.key][input.response] * 0.6 * (isMisdirected(input) ? 0.5 : 1);

/**
 * Decision (DEC, 2.4): M * (.6 + .4*J), M from the matrix, J the overlap (Jaccard) of the reasons, 1 when both sets are empty and counted
 * only where M >= .5. A right 'refer' to the wrong target earns half. Out: score 0..1 and the critical error CE2 (issued although it must
 * not be issued), or null.
 */
export function scoreDecision(input: DecisionInput): { score: number; critical: 'CE2' | null } {
  const { key, response, keyReasons, reasons, mandatory = true, outsideAuthority = false } = input;
  const match = decisionMatrix[key][response];
  const given = new Set(reasons);
  const shared = [...new Set(keyReasons)].filter((reason) => given.has(reason)).length;
  const overlap = ratio(shared, new Set([...keyReasons, ...reasons]).size);
  const mustNotIssue = key === 'reject' || (key === 'return' && mandatory) || (key === 'refer' && outsideAuthority);
  return {
    score: match * (0.6 + (match >= 0.5 ? 0.4 * overlap : 0)) * (isMisdirected(input) ? 0.5 : 1),
    critical: response === 'proceed' && mustNotIssue ? 'CE2' : null,
  };
}

/**
 * Fee (FEE, 2.5). In: the exact amount, the given one, and the amounts that the right formula gives with exactly one wrong input. Out: 1
 * within Rp1,000 (rounding), .5 within 1 % or for one of the one-wrong-input amounts, else 0. Overcharge and undercharge mean a difference
 * of more than 1 %, whatever the score: the first is for integrity review, the second a major error of the classification.
 */
export function scoreFee(input: { expected: number; given: number; oneWrongInput: readonly number[] }): {
  score: number;
  overcharge: boolean;
  undercharge: boolean;
} {
  const { expected, given, oneWrongInput } = input;
  const distance = Math.abs(given - expected);
  const beyondOnePercent = distance * 100 > expected;
  const half = !beyondOnePercent || oneWrongInput.includes(given);
  return {
    score: distance <= 1000 ? 1 : half ? 0.5 : 0,
    overcharge: beyondOnePercent && given > expected,
    undercharge: beyondOnePercent && given < expected,
  };
}

/** The checklist of 2.6 with its weights, 14 in all. */
export const letterWeights = {
  addressee: 1,
  decision: 2,
  gaps: 3,
  basis: 2,
  deadline: 2,
  fee: 2,
  plain: 1,
  neutral: 1,
};
export type LetterItem = keyof typeof letterWeights;
export const letterItems = Object.keys(letterWeights) as LetterItem[];

/**
 * Correspondence (COR, 2.6). In: which items the letter has. Out: points got, points to be had, score = got / outOf; without `gaps` (every
 * real gap named, none invented) or `neutral` (neutral, no invitation to meet) the score is at most .5, and `capped` says that this cost points.
 */
export function scoreLetter(items: Readonly<Record<LetterItem, boolean>>): {
  score: number;
  got: number;
  outOf: number;
  capped: boolean;
} {
  const got = sum(letterItems.map((item) => (items[item] ? letterWeights[item] : 0)));
  const outOf = sum(Object.values(letterWeights));
  const capped = !(items.gaps && items.neutral) && got / outOf > 0.5;
  return { score: capped ? 0.5 : got / outOf, got, outOf, capped };
}

/**
 * Order and time (WKT, 2.8). In: active minutes and the allowed ones (sla, above 0), satisfied and applicable pairs of order, the score of
 * the decision. Out: time 1 up to the sla, falling to 0 at twice the sla; sequence = satisfied share, 1 without pairs; score = their mean,
 * 0 when the decision is below .5, because speed never pays for errors. RangeError when the sla is not above 0.
 */
export function scoreTime(input: {
  minutes: number;
  sla: number;
  satisfied: number;
  applicable: number;
  decision: number;
}): { time: number; sequence: number; score: number } {
  if (!(input.sla > 0)) throw new RangeError('sla: is above 0 minutes');
  const time = Math.min(1, Math.max(0, 2 - input.minutes / input.sla));
  const sequence = ratio(input.satisfied, input.applicable);
  return { time, sequence, score: input.decision < 0.5 ? 0 : 0.5 * sequence + 0.5 * time };
}

/** Defects, decision, fee, correspondence, order and time, integrity, guidance. */
export const caseParts = ['DF', 'DEC', 'FEE', 'COR', 'ONCE', 'WKT', 'ITG', 'PMD'] as const;
export type CasePart = (typeof caseParts)[number];
export type PartWeights = Readonly<Partial<Record<CasePart, number>>>;

/** A permit case. ONCE is the second return of a second upload, and only there. PMD is a citizen's single question attached to it; a case without one is weighted by the other six, which sum to 1. */
export const permitWeights = {
  DF: 0.35,
  DEC: 0.25,
  FEE: 0.15,
  COR: 0.12,
  ONCE: 0.1,
  WKT: 0.08,
  ITG: 0.05,
  PMD: 0.05,
} as const satisfies PartWeights;

/** A guidance case. */
export const guideWeights = { PMD: 0.4, DEC: 0.2, COR: 0.15, ITG: 0.15, WKT: 0.1 } as const satisfies PartWeights;

/**
 * Score of a case (2.9), 0..100: the weighted mean of the parts (0..1) that are present; the weights of absent parts fall to the others in
 * proportion. RangeError without any part, or when a part is present that the case does not weigh.
 */
export function caseScore(parts: Readonly<Partial<Record<CasePart, number>>>, weights: PartWeights): number {
  let weighed = 0;
  let earned = 0;
  for (const part of caseParts) {
    const score = parts[part];
    if (score === undefined) continue;
    const weight = weights[part];
    if (weight === undefined) throw new RangeError(`parts: ${part} has no weight in this kind of case`);
    weighed += weight;
    earned += weight * score;
  }
  if (weighed === 0) throw new RangeError('parts: there is nothing to score');
  return (100 * earned) / weighed;
}

/**
 * Total of a test (T, 2.9) and its standard error (SEM_T), both in points of 0..100. In: the case scores 0..100, right answers of the knowledge
 * items, and the share of the cases 0..1 (knowledge has the rest). The spread of a single case is unknown and counts as 0.
 * RangeError without a case or without a knowledge item.
 */
export function testScore(input: {
  caseScores: readonly number[];
  knowledgeRight: number;
  knowledgeTotal: number;
  caseWeight: number;
}): { total: number; sem: number } {
  const { caseScores, knowledgeRight, knowledgeTotal, caseWeight } = input;
  const cases = caseScores.length;
  if (cases === 0) throw new RangeError('caseScores: a test has at least one case');
  if (knowledgeTotal < 1) throw new RangeError('knowledgeTotal: a test has at least one knowledge item');
  const mean = caseScores.reduce((total, score) => total + score, 0) / cases;
  const squares = caseScores.reduce((total, score) => total + ((score - mean) / 100) ** 2, 0);
  const caseVariance = cases > 1 ? squares / (cases - 1) : 0;
  const share = knowledgeRight / knowledgeTotal;
  const knowledgeWeight = 1 - caseWeight;
  return {
    total: caseWeight * mean + knowledgeWeight * 100 * share,
    sem:
      100 *
      Math.sqrt(
        (caseWeight ** 2 * caseVariance) / cases + (knowledgeWeight ** 2 * share * (1 - share)) / knowledgeTotal,
      ),
  };
}
