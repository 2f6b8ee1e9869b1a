import { itemStatistics, type ItemStatistics, testStatistics, type TestStatistics } from './classical.ts';
import { type Dif, difOf } from './dif.ts';
import { type ItemFit, itemFit } from './fit.ts';
import { type Flag, flagsOf, leastN, raschStage, type RaschStage, testFlags } from './flags.ts';
import type { Row } from './numbers.ts';
import { raschData, type Uncalibrated, uncalibrated } from './rasch-data.ts';
import { raschErrors } from './rasch-errors.ts';
import { fitRasch, type RaschFit } from './rasch.ts';

export interface Responses {
  items: readonly string[];
  /** A row of points for each person, an answer for each item, null where it is missing. */
  rows: readonly Row[];
  /** The most points of each item. */
  max: readonly number[];
  /** For comparing groups: whether a person is of the focal group; null for neither. */
  focal?: readonly (boolean | null)[];
}

/** Figures that have a least number of persons. */
export type FigureName = 'p' | 'pointBiserial' | 'discrimination' | 'difficulty' | 'dif' | 'alpha';

export interface ItemAnalysis extends ItemStatistics {
  item: string;
  max: number;
  /** Null when the item can be calibrated, otherwise why it has no difficulty. */
  uncalibrated: Uncalibrated | null;
  /** Logits. */
  difficulty: number | null;
  se: number | null;
  fit: ItemFit | null;
  dif: Dif | null;
  provisional: FigureName[];
  flags: Flag[];
}

export interface Analysis {
  persons: number;
  test: TestStatistics;
  /** Null when no item can be calibrated. Persons are those with an answer to a calibrated item. */
  rasch: (Pick<RaschFit, 'sigma' | 'logLikelihood' | 'iterations' | 'converged'> & { persons: number; items: number; stage: RaschStage }) | null;
  items: ItemAnalysis[];
  provisional: FigureName[];
  flags: Flag[];
}

/**
 * Everything that a table of points says of a test and its items (measurement design 4). Rasch takes the items whose points are all 0 or 1; items with
 * more points have classical figures only. In: the table, and who is told of the share of the work that is done, 0..1.
 */
export function analyseResponses({ items, rows, max, focal }: Responses, onProgress: (share: number) => void = () => {}): Analysis {
  const classical = itemStatistics(rows, max);
  const test = testStatistics(rows);
  onProgress(0.2);
  const reasons: (Uncalibrated | null)[] = items.map((_, item) => uncalibrated(rows.map((row) => row[item]!)));
  const places = reasons.flatMap((reason, item) => (reason === null ? [item] : []));
  if (places.length === 1) reasons[places.pop()!] = 'alone';
  const data = raschData(rows, places);
  // Nobody knows how many steps are left, but the first ones do most of the work.
  const rasch = fitRasch(data, { onIteration: (iteration) => onProgress(0.7 - 0.5 * Math.exp(-iteration / 15)) });
  const errors = rasch ? raschErrors(data, rasch) : [];
  onProgress(0.85);
  const fits = rasch ? itemFit(data, rasch) : [];
  onProgress(0.95);
  const difs = focal ? difOf(rows, focal) : [];
  const analysed = items.map((item, at): ItemAnalysis => {
    const place = places.indexOf(at);
    const dichotomous = reasons[at] !== 'not-dichotomous';
    const figures = {
      item,
      max: max[at]!,
      ...classical[at]!,
      uncalibrated: reasons[at]!,
      difficulty: rasch && place >= 0 ? rasch.b[place]! : null,
      se: errors[place] ?? null,
      fit: fits[place] ?? null,
      dif: (dichotomous && difs[at]) || null,
    };
    return { ...figures, provisional: provisionalOf(figures), flags: itemFlags(figures) };
  });
  onProgress(1);
  return {
    persons: rows.length,
    test,
    rasch: rasch && {
      sigma: rasch.sigma,
      logLikelihood: rasch.logLikelihood,
      iterations: rasch.iterations,
      converged: rasch.converged,
      persons: data.persons,
      items: places.length,
      stage: raschStage(data.persons),
    },
    items: analysed,
    provisional: test.alpha !== null && test.n < leastN.alpha ? ['alpha'] : [],
    flags: testFlags({ value: test.alpha, n: test.n }),
  };
}

type Figures = Omit<ItemAnalysis, 'provisional' | 'flags'>;

const smallerGroup = (dif: Dif): number => Math.min(dif.reference, dif.focal);

function provisionalOf({ n, p, r, rN, d, difficulty, fit, dif }: Figures): FigureName[] {
  const below: [FigureName, boolean][] = [
    ['p', p !== null && n < leastN.p],
    ['pointBiserial', r !== null && rN < leastN.r],
    ['discrimination', d !== null && n < leastN.d],
    ['difficulty', difficulty !== null && (fit?.n ?? 0) < leastN.rasch],
    ['dif', dif !== null && smallerGroup(dif) < leastN.dif],
  ];
  return below.flatMap(([name, provisional]) => (provisional ? [name] : []));
}

function itemFlags({ n, p, r, rN, d, fit, dif }: Figures): Flag[] {
  return flagsOf({
    p: { value: p, n },
    r: { value: r, n: rN },
    d: { value: d, n },
    ...(fit && { fit }),
    ...(dif && { dif: [{ group: 'focal', class: dif.class, delta: dif.delta, n: smallerGroup(dif) }] }),
  });
}
