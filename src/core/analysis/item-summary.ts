import type { ItemStatistics } from './classical.ts';
import { distractorTable, type OptionFigures } from './distractors.ts';
import { versionFigures, type VersionFigures } from './drift.ts';
import { type Flag, flagsOf } from './flags.ts';
import { correlation, mean, type Ranked, sliceMeans } from './numbers.ts';
import { type CheckCounts, type CheckFigures, checkFigures, type Usage, usageOf } from './usage.ts';

/** One item met by one person: a question that was asked, a defect that was there, a decoy. */
export interface Meeting {
  item: string;
  person: number;
  /** 0..1. */
  score: number;
  /** Active minutes; null where they are not measured. */
  minutes: number | null;
  version: number;
  /** What was chosen, null for a blank; not set where there is nothing to choose. */
  option?: string | null;
}

/** What is known of an item beside its meetings. */
export interface ItemFacts {
  item: string;
  /** Occasions on which it might have come up. */
  occasions: number;
  /** Options and key of a question with one right answer. */
  choice?: { options: readonly string[]; key: string };
  /** Of a check: findings where all was in order, and how often all was. */
  alarms?: Pick<CheckCounts, 'falseAlarms' | 'correctRejections'>;
  /** Of a scenario: what became of all of its checks. */
  counts?: CheckCounts;
  /** Whether to be seen often is a fault. */
  wears: boolean;
}

export interface ItemSummary {
  item: string;
  usage: Usage;
  /** Over persons; of a person who met it several times the mean counts. */
  statistics: ItemStatistics;
  /** Share of the points in each fifth of the persons by the rest of their work, the weakest first. */
  fifths: (number | null)[];
  versions: VersionFigures[];
  options: OptionFigures[] | null;
  check: CheckFigures | null;
  flags: Flag[];
}

/** The outer slices for D. */
const outer = [[0, 0.27], [0.73, 1]] as const; // prettier-ignore
const fifths = [0, 1, 2, 3, 4].map((at) => [at / 5, (at + 1) / 5] as const);

/** What one person got in all, as means of items. */
interface Total {
  got: number;
  items: number;
}

/**
 * Everything that a page tells of each item (measurement design 4). In: what is known of the items, and every meeting; a meeting of an unknown item is left out. Out: a summary for each
 * of the items in their order, also for one that nobody met, one by one and null between the steps before the first, because a thousand persons take a second. Persons rank by the mean of the items that they met.
 */
export function* summariesOf(facts: readonly ItemFacts[], meetings: readonly Meeting[]): Generator<ItemSummary | null> {
  const byItem = new Map(facts.map(({ item }) => [item, [] as Meeting[]]));
  for (const meeting of meetings) byItem.get(meeting.item)?.push(meeting);
  const scores = new Map<string, Map<number, number>>();
  const totals = new Map<number, Total>();
  for (const [item, met] of byItem) {
    const own = meansOf(met);
    scores.set(item, own);
    for (const [person, score] of own) {
      const total = totals.get(person) ?? { got: 0, items: 0 };
      total.got += score;
      total.items += 1;
      totals.set(person, total);
    }
    yield null;
  }
  for (const fact of facts) yield summaryOf(fact, byItem.get(fact.item)!, scores.get(fact.item)!, totals);
}

/** The mean score of each person. */
function meansOf(meetings: readonly Meeting[]): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { person, score } of meetings) {
    const own = sums.get(person) ?? { sum: 0, count: 0 };
    own.sum += score;
    own.count += 1;
    sums.set(person, own);
  }
  return new Map([...sums].map(([person, { sum: all, count }]) => [person, all / count]));
}

// Rounded, so that equal shares of different work tie in spite of the last bits.
const share = (got: number, items: number): number => Math.round((got / items) * 1e12) / 1e12;

/** As `itemStatistics`, of persons who each met some of the items. */
function statisticsOf(scores: ReadonlyMap<number, number>, totals: ReadonlyMap<number, Total>): ItemStatistics {
  const ranked: Ranked[] = [];
  const [own, rest]: [number[], number[]] = [[], []];
  for (const [person, score] of scores) {
    const { got, items } = totals.get(person)!;
    ranked.push({ rank: share(got, items), value: score });
    if (items < 2) continue; // nothing else was asked
    own.push(score);
    rest.push((got - score) / (items - 1));
  }
  ranked.sort((a, b) => a.rank - b.rank);
  const [lower, upper] = sliceMeans(ranked, outer);
  const n = scores.size;
  return { n, missing: totals.size - n, p: n === 0 ? null : mean([...scores.values()]), r: correlation(own, rest), rN: own.length, d: n === 0 ? null : upper! - lower! };
}

function summaryOf(fact: ItemFacts, meetings: readonly Meeting[], scores: ReadonlyMap<number, number>, totals: ReadonlyMap<number, Total>): ItemSummary {
  const statistics = statisticsOf(scores, totals);
  const rests = new Map<number, number>();
  for (const [person, score] of scores) {
    const { got, items } = totals.get(person)!;
    // Of whoever met nothing else there is no rest; he stands in the middle.
    rests.set(person, items > 1 ? Math.min(1, Math.max(0, (got - score) / (items - 1))) : 0.5);
  }
  const ranked = [...rests].map(([person, rank]): Ranked => ({ rank, value: scores.get(person)! })).sort((a, b) => a.rank - b.rank);
  const usage = usageOf(meetings, fact.occasions);
  const versions = versionFigures(meetings.map(({ version, score, person }) => ({ version, share: score, rest: rests.get(person)! })));
  const { choice, alarms, counts } = fact;
  const chosen = choice ? meetings.filter(({ option }) => option === null || (option !== undefined && choice.options.includes(option))) : [];
  const options = choice && chosen.length > 0 ? distractorTable(chosen.map(({ option, person }) => ({ option: option ?? null, rest: rests.get(person)! })), choice.options, choice.key) : null;
  const hits = meetings.filter(({ score }) => score >= 0.5).length;
  const { n, p, r, rN, d } = statistics;
  return {
    item: fact.item,
    usage,
    statistics,
    fifths: sliceMeans(ranked, fifths),
    versions,
    options,
    check: counts ? checkFigures(counts) : alarms ? checkFigures({ hits, misses: meetings.length - hits, ...alarms }) : null,
    flags: flagsOf({
      p: { value: p, n },
      r: { value: r, n: rN },
      d: { value: d, n },
      ...(options && { options: { n: new Set(chosen.map(({ person }) => person)).size, lines: options } }),
      drift: versions.flatMap(({ version, shift, comparedN }) => (shift === null ? [] : [{ version, shift, n: comparedN }])),
      ...(fact.wears && { exposure: { value: usage.exposure, n: fact.occasions } }),
    }),
  };
}
