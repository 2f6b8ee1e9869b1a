import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type ClauseSearch, clauseSearch } from '../../core/catalogue/clause-search.ts';
import { clausesOfSituation, type Dependent, type Dependents, dependentsOf } from '../../core/catalogue/dependents.ts';
import { type Change, diffEditions, editionOf } from '../../core/catalogue/editions.ts';
import { situationSchema } from '../../core/conversations/format.ts';
import { isJudgedBy, restsOn } from '../../core/scenarios/rests-on.ts';
import { scenario } from '../../core/scenarios/scenario.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { writeTx } from '../../platform/transaction.ts';
import { publishedOf } from '../authoring/published-read-model.ts';
import { type DependentForm, formsWith } from './dependents-store.ts';
import * as store from './edition-store.ts';
import type { KeptEdition } from './edition-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

/** A work of the bank that rests on a rule. */
export interface DependentWork {
  id: number;
  code: string;
  title: { id?: string; en?: string };
}

/** All that depends on a clause or a tariff: entries of the pack, works of the bank, and forms. */
export interface WholeDependents {
  entries: readonly Dependent[];
  questions: DependentWork[];
  scenarios: DependentWork[];
  conversations: DependentWork[];
  forms: DependentForm[];
}

/** The rules of the pack: finding them, what depends on them, and what a new pack has changed. */
export class RuleService {
  private readonly parts: Parts;
  private index: ClauseSearch | null = null;
  private known: Dependents | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  // Both indices are made with the first question, because most processes are never asked.
  private get dependents(): Dependents {
    return (this.known ??= dependentsOf(this.parts.catalogue));
  }

  /** Finds clauses. */
  get search(): ClauseSearch {
    return (this.index ??= clauseSearch(this.parts.catalogue.clauses.values()));
  }

  /** What of the pack rests on a clause. */
  entriesOf(clause: string): readonly Dependent[] {
    return this.dependents.clauses.get(clause) ?? [];
  }

  /** Everything that rests on a clause. */
  ofClause(clause: string): Promise<WholeDependents> {
    return this.whole(this.entriesOf(clause), clause);
  }

  /** Everything that rests on a tariff. */
  ofTariff(tariff: string): Promise<WholeDependents> {
    return this.whole(this.dependents.tariffs.get(tariff) ?? [], this.parts.catalogue.levies.get(tariff)?.clause ?? '');
  }

  /** Everything that rests on what has changed. */
  ofChange({ subject, id, dependents }: Change): Promise<WholeDependents> {
    return this.whole(dependents, subject === 'clause' ? id : (this.parts.catalogue.levies.get(id)?.clause ?? ''));
  }

  private async whole(entries: readonly Dependent[], clause: string): Promise<WholeDependents> {
    const { db, catalogue } = this.parts;
    const ids = (...kinds: Dependent['kind'][]) => entries.flatMap(({ kind, id }) => (kinds.includes(kind) ? [id] : []));
    const services = ids('service');
    const questions = (await publishedOf(db, 'question')).filter(({ document }) => document.clause === clause);
    // What is published fitted the schema then; what a later pack does not know any more still names its service.
    const scenarios = (await publishedOf(db, 'scenario')).filter(({ document }) => {
      const read = scenario.safeParse(document);
      return read.success ? restsOn(catalogue, read.data, entries, clause) : services.includes(String(document.service));
    });
    const conversations = (await publishedOf(db, 'conversation')).filter(({ document }) => {
      const read = situationSchema.safeParse(document);
      return read.success && clausesOfSituation(read.data).includes(clause);
    });
    return {
      entries,
      questions: questions.map(({ workId, code, document }) => ({ id: workId, code, title: titleOf(document.stem) })),
      scenarios: scenarios.map(({ workId, code, document }) => ({ id: workId, code, title: titleOf(document.title) })),
      conversations: conversations.map(({ workId, code, document }) => ({ id: workId, code, title: titleOf(document.title) })),
      forms: await formsWith(db, { items: ids('question'), scripts: ids('guide', 'message', 'event'), situations: ids('situation'), judged: (files) => isJudgedBy(catalogue, files, entries, clause) }),
    };
  }

  /** Keeps the edition of the pack that runs now, when it is another than the one before. */
  async keepEdition(): Promise<void> {
    const { db, now, catalogue } = this.parts;
    const edition = editionOf(catalogue);
    const digest = createHash('sha256').update(canonical(edition)).digest('hex');
    if ((await store.lastDigest(db)) === digest) return;
    await writeTx(db, (trx) => store.insertEdition(trx, edition, digest, now()));
  }

  editions(): Promise<KeptEdition[]> {
    return store.editions(this.parts.db);
  }

  /** What changed from an edition to the one that followed it; null for an unknown one and for the first. */
  async changesOf(id: number): Promise<Change[] | null> {
    const list = await this.editions();
    const at = list.findIndex((edition) => edition.id === id);
    if (at < 1) return null;
    const [before, after] = [await store.findEdition(this.parts.db, list[at - 1]!.id), await store.findEdition(this.parts.db, id)];
    return before && after ? diffEditions(before, after) : null;
  }
}

/** A text of a work, in one language or in both. */
const titleOf = (text: unknown): DependentWork['title'] => (typeof text === 'object' && text !== null ? (text as DependentWork['title']) : {});
