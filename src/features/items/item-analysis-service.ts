import type { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { type ItemSummary, type Meeting, summariesOf } from '../../core/analysis/item-summary.ts';
import type { CheckCounts } from '../../core/analysis/usage.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { StageId } from '../../core/catalogue/content.ts';
import { checksOf } from '../../core/checks/check.ts';
import { type Published, publishedOf } from '../authoring/published-read-model.ts';
import { bankFacts, type ItemKind, keyOf, type Kept, packFacts, scenarioFacts, scenarioKey } from './item-facts.ts';
import * as store from './response-store.ts';
import type { BankAnswer, GradedWork, SittingResponses } from './response-store.ts';

interface Parts {
  db: Knex;
  catalogue: Catalogue;
}

/** Of which work: all, tests alone, or practice alone. */
export const itemSources = ['all', 'test', 'practice'] as const;
export type ItemSource = (typeof itemSources)[number];

export interface AnalysedItem {
  kind: ItemKind;
  id: string;
  summary: ItemSummary;
  /** Of a question of the bank and of a scenario: its version in use. */
  published: Published | null;
}

export interface ItemAnalyses {
  items: readonly AnalysedItem[];
  /** Names of the versions by their number, for items of the pack. */
  versions: ReadonlyMap<number, string>;
}

/** So many grades are read at a time: a few milliseconds, between which others have their turn. */
const chunk = 20;

/** Milliseconds after which others have their turn. */
const longestHold = 10;

/**
 * The figures of items. What people did is read once and kept in memory; a look afterwards reads only what is new, and the figures are computed again only when there is something.
 */
export class ItemAnalysisService {
  private readonly parts: Parts;
  private readonly kept = new Map<number, Kept>();
  private readonly answers = new Map<string, BankAnswer>();
  private readonly keys: Map<string, string>;
  private lastGrade = 0;
  private lastAnswer = '';
  private revision = 0;
  private reading: Promise<void> | null = null;
  private readonly made = new Map<ItemSource, { revision: string; analyses: Promise<ItemAnalyses> }>();

  constructor(parts: Parts) {
    this.parts = parts;
    const { questions, checks, decoys } = parts.catalogue;
    this.keys = new Map([
      ...[...questions.keys()].map((id): [string, string] => [id, keyOf('question', id)]),
      ...[...checks.keys()].map((id): [string, string] => [id, keyOf('check', id)]),
      ...[...decoys.keys()].map((id): [string, string] => [id, keyOf('decoy', id)]),
    ]);
  }

  /** Every item with its figures of now. */
  async analyses(source: ItemSource): Promise<ItemAnalyses> {
    const { db } = this.parts;
    await (this.reading ??= this.read().finally(() => (this.reading = null)));
    const published = await publishedOf(db, 'question');
    const scenarios = await publishedOf(db, 'scenario');
    const corrected = await store.correctedKeys(db);
    const revision = JSON.stringify([this.revision, [...published, ...scenarios].map(({ versionId }) => versionId), [...corrected]]);
    const known = this.made.get(source);
    if (known?.revision === revision) return known.analyses;
    const analyses = this.compute(source, published, scenarios, corrected);
    const made = { revision, analyses };
    this.made.set(source, made);
    // What went wrong is tried again by the next look.
    analyses.catch(() => void (this.made.get(source) === made && this.made.delete(source)));
    return analyses;
  }

  /** One item, or null. */
  async find(source: ItemSource, kind: ItemKind, id: string): Promise<(AnalysedItem & { versions: ItemAnalyses['versions'] }) | null> {
    const { items, versions } = await this.analyses(source);
    const found = items.find((item) => item.kind === kind && item.id === id);
    return found ? { ...found, versions } : null;
  }

  private async read(): Promise<void> {
    const { db } = this.parts;
    for (;;) {
      const { sittingIds, last } = await store.gradedAfter(db, this.lastGrade, chunk);
      if (sittingIds.length === 0) break;
      for (const responses of await store.responsesOf(db, sittingIds)) this.kept.set(responses.id, this.keep(responses));
      this.lastGrade = last;
      this.revision += 1;
      await setImmediate();
    }
    const { answers, last } = await store.bankAnswersSince(db, this.lastAnswer);
    for (const answer of answers) {
      if (this.answers.has(answer.id)) continue;
      this.answers.set(answer.id, answer);
      this.revision += 1;
    }
    this.lastAnswer = last;
  }

  private keep({ person, test, level, contentVersion, items, works, answers, minutes }: SittingResponses): Kept {
    const choices = new Map(answers.map(({ position, choice }) => [position, choice]));
    const meetings = works.flatMap((work) =>
      work.scores.flatMap(({ opportunity, score }) => {
        const item = this.keys.get(opportunity);
        return item === undefined ? [] : [{ item, score, minutes: item.startsWith('check/') ? (minutes.get(work.position) ?? null) : null }];
      }),
    );
    const asked = items.flatMap(({ id, position }) => {
      const item = this.keys.get(id);
      // Whether it is right is decided when the figures are computed: a key may be corrected.
      return item === undefined ? [] : [{ item, score: 0, minutes: minutes.get(position) ?? null, option: choices.get(position) ?? null }];
    });
    const files = works.flatMap(({ service, stages }) => stages.map((stage) => `${service}/${stage}`));
    const cases = works.map((work) => ({ service: work.service, score: work.total / 100, minutes: minutes.get(work.position) ?? null, scenario: work.scenario && { ...work.scenario, ...this.countsOf(work) } }));
    return { person, test, level, contentVersion, meetings: [...meetings, ...asked], alarms: works.flatMap((work) => this.alarmed(work)), files, cases };
  }

  /** What became of all checks of a file. */
  private countsOf({ service, stages, scores, alarms }: GradedWork): CheckCounts {
    const broken = scores.filter(({ opportunity }) => this.parts.catalogue.checks.has(opportunity));
    const hits = broken.filter(({ score }) => score >= 0.5).length;
    const all = stages.reduce((sum, stage) => sum + this.checksAt(service, stage).length, 0);
    return { hits, misses: broken.length - hits, falseAlarms: alarms.length, correctRejections: Math.max(0, all - broken.length - alarms.length) };
  }

  /** The checks that unfounded findings were about: of that place and kind of problem. */
  private alarmed({ service, alarms }: GradedWork): string[] {
    return alarms.flatMap(({ document, field, problem, stage }) =>
      this.checksAt(service, stage).flatMap((check) =>
        check.where.some((place) => place.document === document && (place.fields === null || place.fields.includes(field)) && (place.problems as readonly string[]).includes(problem)) ? [keyOf('check', check.id)] : [],
      ),
    );
  }

  private checksAt(service: string, stage: StageId) {
    const { catalogue } = this.parts;
    return catalogue.services.has(service) ? checksOf(catalogue, service, stage) : [];
  }

  private async compute(source: ItemSource, published: readonly Published[], scenarios: readonly Published[], corrected: ReadonlyMap<string, string>): Promise<ItemAnalyses> {
    const { catalogue } = this.parts;
    const sittings = [...this.kept.values()].filter(({ test }) => source === 'all' || test === (source === 'test'));
    const names = [...new Set(sittings.map(({ contentVersion }) => contentVersion))].sort();
    const rightOf = new Map([...catalogue.questions.values()].map(({ id, key }) => [keyOf('question', id), corrected.get(id) ?? key]));
    const pause = turns();
    const meetings: Meeting[] = [];
    for (const { person, contentVersion, meetings: own } of sittings) {
      const version = names.indexOf(contentVersion) + 1;
      for (const { item, score, minutes, option } of own)
        meetings.push(option === undefined ? { item, score, minutes, person, version } : { item, score: option === rightOf.get(item) ? 1 : 0, minutes, person, version, option });
      await pause();
    }
    meetings.push(...this.bankMeetings(source, new Map(published.map((each) => [each.workId, each]))));
    const facts = [...packFacts(catalogue, sittings, meetings, rightOf), ...published.map(bankFacts)];
    const summaries: ItemSummary[] = [];
    for (const summary of summariesOf(facts, meetings)) {
      if (summary) summaries.push(summary);
      await pause();
    }
    const whole = scenarioFacts(scenarios, sittings);
    for (const summary of summariesOf(whole.facts, whole.meetings)) {
      if (summary?.item.startsWith(scenarioKey(''))) summaries.push(summary);
      await pause();
    }
    const works = new Map([...published.map((each) => [keyOf('bank', each.code), each] as const), ...scenarios.map((each) => [scenarioKey(each.code), each] as const)]);
    return {
      items: summaries.map((summary) => {
        const at = summary.item.indexOf('/');
        const [kind, id] = [summary.item.slice(0, at) as ItemKind, summary.item.slice(at + 1)];
        return { kind, id, summary, published: works.get(summary.item) ?? null };
      }),
      versions: new Map(names.map((name, at) => [at + 1, name])),
    };
  }

  /** In practice the first answer of each person counts: the second one has read the explanation. */
  private bankMeetings(source: ItemSource, works: ReadonlyMap<number, Published>): Meeting[] {
    const first = new Set<string>();
    return [...this.answers.values()].flatMap(({ workId, person, test, score, minutes, versionNumber, choice }): Meeting[] => {
      const work = works.get(workId);
      const seen = `${person}/${workId}`;
      if (!work || (source !== 'all' && test !== (source === 'test')) || (!test && first.has(seen))) return [];
      if (!test) first.add(seen);
      return [{ item: keyOf('bank', work.code), person, score, minutes, version: versionNumber, ...(choice !== undefined && { option: choice }) }];
    });
  }
}

/** Gives others their turn when it is time. */
function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestHold) return;
    await setImmediate();
    since = performance.now();
  };
}
