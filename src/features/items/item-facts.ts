import type { ItemFacts, Meeting } from '../../core/analysis/item-summary.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { StageId } from '../../core/catalogue/content.ts';
import { checksOf } from '../../core/checks/check.ts';
import { decoysOf } from '../../core/checks/decoy.ts';
import { itemsOfLevel } from '../../core/sittings/items.ts';
import type { CheckCounts } from '../../core/analysis/usage.ts';
import type { GradedWork } from './response-store.ts';
import type { Published } from '../authoring/published-read-model.ts';

/** What is analysed: questions of the pack and of the bank, scenarios, checks, and what looks odd and is valid. */
export const itemKinds = ['question', 'bank', 'scenario', 'check', 'decoy'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** The name of an item among all kinds, such as `check/nik-match`. */
export const keyOf = (kind: ItemKind, id: string): string => `${kind}/${id}`;

/** What is kept of a sitting: enough for every figure, and nothing that says who did what beyond a number. */
export interface Kept {
  person: number;
  test: boolean;
  level: number;
  contentVersion: string;
  meetings: Omit<Meeting, 'person' | 'version'>[];
  /** The checks that were objected to where all was in order, and the files as service and stage. */
  alarms: string[];
  files: string[];
  /** Every case as a whole: its service, points as a share, active minutes, and of a scenario what was found in it. */
  cases: { service: string; score: number; minutes: number | null; scenario: (NonNullable<GradedWork['scenario']> & CheckCounts) | null }[];
}

/** How often each item of the pack could be met, what is right, and the false alarms of checks. */
export function packFacts(catalogue: Catalogue, sittings: readonly Kept[], meetings: readonly Meeting[], rightOf: ReadonlyMap<string, string>): ItemFacts[] {
  const files = tally(sittings.flatMap((sitting) => sitting.files));
  const alarms = tally(sittings.flatMap((sitting) => sitting.alarms));
  const broken = tally(meetings.map(({ item }) => item));
  const tests = tally(sittings.filter(({ test }) => test).map(({ level }) => String(level)));
  const applies = new Map<string, number>();
  for (const [file, count] of files) {
    const [service, stage] = file.split('/') as [string, StageId];
    if (!catalogue.services.has(service)) continue;
    const here = [...checksOf(catalogue, service, stage).map(({ id }) => keyOf('check', id)), ...decoysOf(catalogue, service, stage).map(({ id }) => keyOf('decoy', id))];
    for (const item of here) applies.set(item, (applies.get(item) ?? 0) + count);
  }
  const questions = catalogue.levels.flatMap(({ level }) =>
    itemsOfLevel(catalogue, level).map((question): ItemFacts => {
      const item = keyOf('question', question.id);
      const choice = { options: question.options.map(({ id }) => id), key: rightOf.get(item)! };
      // Anchors are there to come back.
      return { item, occasions: tests.get(String(level)) ?? 0, choice, wears: !question.anchor };
    }),
  );
  const checks = [...catalogue.checks.keys()].map((id): ItemFacts => {
    const item = keyOf('check', id);
    const [all, falseAlarms] = [applies.get(item) ?? 0, alarms.get(item) ?? 0];
    return { item, occasions: all, alarms: { falseAlarms, correctRejections: Math.max(0, all - (broken.get(item) ?? 0) - falseAlarms) }, wears: false };
  });
  const decoys = [...catalogue.decoys.keys()].map((id): ItemFacts => ({ item: keyOf('decoy', id), occasions: applies.get(keyOf('decoy', id)) ?? 0, wears: false }));
  return [...questions, ...checks, ...decoys];
}

/** The same of a question of the bank. */
export function bankFacts({ code, document }: Published): ItemFacts {
  const { kind, options, key } = document as { kind?: string; options?: { id: string }[]; key?: string };
  const choice = kind === 'single' && options && key !== undefined ? { options: options.map(({ id }) => id), key } : undefined;
  return { item: keyOf('bank', code), occasions: 0, ...(choice && { choice }), wears: false };
}

/** Scenarios, and beside them whole files by service: with whom a scenario is compared. Their names among all items of this comparison. */
export const scenarioKey = (code: string): string => keyOf('scenario', code);
const fileKey = (service: string): string => `file/${service}`;

/**
 * Of every scenario in use what is known beside its meetings, with every case as a meeting: whoever works well in scenarios is measured by the other files that he had, not by the
 * checks of the same one. The files by service come after the scenarios and are not shown. Occasions are the cases of the scenario's service.
 */
export function scenarioFacts(published: readonly Published[], sittings: readonly Kept[]): { facts: ItemFacts[]; meetings: Meeting[] } {
  const byWork = new Map(published.map((each) => [each.workId, each]));
  const counts = new Map<string, CheckCounts>();
  const meetings: Meeting[] = [];
  for (const { person, cases } of sittings)
    for (const { service, score, minutes, scenario } of cases) {
      const work = scenario && byWork.get(scenario.workId);
      const item = work ? scenarioKey(work.code) : fileKey(service);
      meetings.push({ item, person, score, minutes, version: work ? scenario.version : 1 });
      if (work) counts.set(item, added(counts.get(item) ?? none, scenario));
    }
  const files = tally(sittings.flatMap(({ cases }) => cases.map(({ service }) => service)));
  const scenarios = published.map(({ code, document }): ItemFacts => {
    const item = scenarioKey(code);
    return { item, occasions: files.get(String(document.service)) ?? 0, counts: counts.get(item) ?? none, wears: false };
  });
  return { facts: [...scenarios, ...[...files.keys()].map((service): ItemFacts => ({ item: fileKey(service), occasions: 0, wears: false }))], meetings };
}

const none: CheckCounts = { hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 };
const added = (a: CheckCounts, b: CheckCounts): CheckCounts => ({
  hits: a.hits + b.hits,
  misses: a.misses + b.misses,
  falseAlarms: a.falseAlarms + b.falseAlarms,
  correctRejections: a.correctRejections + b.correctRejections,
});

function tally(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
