import type { Knex } from 'knex';
import type { Fault } from '../../core/authoring/fault.ts';
import { after, refusalOf, type WorkAct } from '../../core/authoring/lifecycle.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { isUniqueViolation } from '../../platform/database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import * as versions from './version-store.ts';
import type { Comment, DecisionKind, Version } from './version-store.ts';
import { type Draft, type Evidence, examine, type WorkKind, type WorkKindId } from './work-kind.ts';
import * as store from './work-store.ts';
import type { Work, WorkQuery } from './work-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  kinds: readonly WorkKind[];
}

type Person = { id: number };

/** What became of a save: kept under a new revision, or somebody else was first and his draft stands. */
export type Saved = { kind: 'saved'; revision: number; at: string } | { kind: 'conflict'; work: Work };

/** A draft that cannot become a version; `faults` says where and why. */
export class FaultyDraftError extends InvalidInputError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super({ form: { key: 'authoring.refusal.faulty' } });
    this.faults = faults;
  }
}

const decisionOf: Record<Exclude<WorkAct, 'submit'>, DecisionKind> = { publish: 'published', return: 'returned', withdraw: 'withdrawn', retire: 'retired' };
/** Somebody whose page has not said for so long that it is open has closed it. */
const presentForSeconds = 60;

/** The bank of works of every kind: drafts that several may write without losing a word, versions, review by a second person, comments. */
export class WorkService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** What the bank knows of a kind. */
  kind(id: WorkKindId): WorkKind {
    const kind = this.parts.kinds.find((each) => each.id === id);
    if (!kind) throw new RangeError(`no kind of work "${id}"`);
    return kind;
  }

  list(kind: WorkKindId, query: WorkQuery, paging: Paging): Promise<{ rows: Work[]; total: number }> {
    return store.listWorks(this.parts.db, kind, query, paging);
  }

  /** The work of this kind, or NotFoundError. */
  async get(kind: WorkKindId, id: number): Promise<Work> {
    return found(await store.findWork(this.parts.db, kind, id));
  }

  /** The work of this kind with this code, or null. */
  byCode(kind: WorkKindId, code: string): Promise<Work | null> {
    return store.findByCode(this.parts.db, kind, code);
  }

  /** All works of a kind, by code. */
  all(kind: WorkKindId): Promise<Work[]> {
    return store.allWorks(this.parts.db, kind);
  }

  versions(work: Pick<Work, 'id'>): Promise<Version[]> {
    return versions.versionsOf(this.parts.db, work.id);
  }

  comments(work: Pick<Work, 'id'>): Promise<Comment[]> {
    return versions.commentsOf(this.parts.db, work.id);
  }

  /** What is wrong with a draft; empty when it may become a version. */
  faultsOf(kind: WorkKindId, draft: Draft): Fault[] {
    return examine(this.kind(kind), draft).faults;
  }

  /** Adds a work and gives its id. InvalidInputError when its code is taken. */
  async create(person: Person, kind: WorkKindId, code: string, document: Draft): Promise<number> {
    const { db } = this.parts;
    try {
      return await writeTx(db, (trx) => this.insert(trx, person, kind, code, document));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new InvalidInputError({ code: { key: 'authoring.refusal.code', vars: { code } } });
    }
  }

  /** Adds a work under the first code that is free, in the order in which they are given. InvalidInputError when none is. */
  async createNext(person: Person, kind: WorkKindId, codes: Iterable<string>, write: (code: string) => Draft): Promise<number> {
    const taken = new Set((await this.all(kind)).map(({ code }) => code));
    for (const code of codes) {
      if (taken.has(code)) continue;
      try {
        return await this.create(person, kind, code, write(code));
      } catch (error) {
        // Somebody began one at the same moment.
        if (!(error instanceof InvalidInputError)) throw error;
      }
    }
    throw new InvalidInputError({ form: { key: 'authoring.refusal.noCode' } });
  }

  /** Adds works that were brought in together: all of them, or none. InvalidInputError when a code is taken. */
  async createMany(person: Person, kind: WorkKindId, list: readonly { code: string; document: Draft }[]): Promise<void> {
    const { db } = this.parts;
    try {
      await writeTx(db, async (trx) => {
        for (const { code, document } of list) await this.insert(trx, person, kind, code, document);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new InvalidInputError({ code: { key: 'authoring.refusal.code', vars: { code: list.map(({ code }) => code).join(', ').slice(0, 200) } } });
    }
  }

  /** Keeps a draft that was written on a revision. InvalidInputError while a version is under review. */
  async save(person: Person, work: Pick<Work, 'id' | 'kind'>, revision: number, document: Draft): Promise<Saved> {
    const { db, now } = this.parts;
    return writeTx(db, async (trx): Promise<Saved> => {
      const current = found(await store.lockWork(trx, work.kind, work.id));
      if (canonical(current.draft.document) === canonical(document)) return { kind: 'saved', revision: current.draft.revision, at: current.draft.savedAt };
      if (current.draft.revision !== revision) return { kind: 'conflict', work: current };
      if (current.standing.pending !== null) throw refused('in-review');
      const at = now();
      const authors = [...new Set([...current.draft.authors, person.id])];
      await store.updateDraft(trx, work.id, revision + 1, this.draftRow(work.kind, current.code, document, authors, person, at));
      return { kind: 'saved', revision: revision + 1, at: at.toISOString() };
    });
  }

  /** Makes the draft a version and asks for its review. FaultyDraftError when it is not sound, or its trial failed. */
  async submit(person: Person, work: Work, revision: number, reason: string): Promise<void> {
    const { db, now } = this.parts;
    await this.mayDo('submit', person, work, db);
    const { evidence } = await this.prove(work.kind, work.draft.document);
    await writeTx(db, async (trx) => {
      const current = found(await store.lockWork(trx, work.kind, work.id));
      if (current.draft.revision !== revision || work.draft.revision !== revision) throw new ConflictError('The draft was changed');
      await this.mayDo('submit', person, current, trx);
      const at = now();
      const standing = after('submit', current.standing);
      const authors = [...new Set([...current.draft.authors, person.id])];
      await versions.insertVersion(trx, work.id, { number: standing.last, revision, document: current.draft.document, authors, evidence, reason, submittedBy: person.id, at });
      await store.updateStanding(trx, work.id, standing);
      const detail = { workKind: work.kind, code: work.code, version: standing.last, reason };
      await recordEvent(trx, { at, actorId: person.id, action: 'work.submitted', subjectType: 'work', subjectId: work.id, detail });
    });
  }

  /** Publishes, sends back, withdraws or retires the version that this is about. ConflictError when `number` is no more that version. */
  async decide(person: Person, work: Work, act: Exclude<WorkAct, 'submit'>, number: number, reason: string): Promise<void> {
    const { db, now } = this.parts;
    if (act === 'publish') await this.provePending(work);
    await writeTx(db, async (trx) => {
      const current = found(await store.lockWork(trx, work.kind, work.id));
      await this.mayDo(act, person, current, trx);
      const about = act === 'retire' ? current.standing.live : current.standing.pending;
      if (about !== number) throw new ConflictError('Another version by now');
      const version = (await versions.versionsOf(trx, work.id)).find((each) => each.number === about)!;
      const at = now();
      await versions.insertDecision(trx, version.id, { kind: decisionOf[act], reason, decidedBy: person.id, at });
      await store.updateStanding(trx, work.id, after(act, current.standing));
      if (act === 'publish') await store.clearAuthors(trx, work.id);
      const detail = { workKind: work.kind, code: work.code, version: number, reason };
      await recordEvent(trx, { at, actorId: person.id, action: `work.${decisionOf[act]}`, subjectType: 'work', subjectId: work.id, detail });
    });
  }

  /** Adds a remark on a place of the draft as it is now. */
  async comment(person: Person, work: Work, path: string, body: string): Promise<void> {
    await versions.insertComment(this.parts.db, work.id, { path, body, revision: work.draft.revision, madeBy: person.id, at: this.parts.now() });
  }

  /** Records that a remark is dealt with; NotFoundError when it is not one of this work. */
  async closeComment(person: Person, work: Work, commentId: number): Promise<void> {
    const { db, now } = this.parts;
    if (!(await this.comments(work)).some(({ id }) => id === commentId)) throw new NotFoundError();
    await versions.insertClosing(db, commentId, person.id, now());
  }

  /** Marks that this person has the work open, and gives the names of the others who have. */
  async look(person: Person, work: Pick<Work, 'id'>): Promise<string[]> {
    const { db, now } = this.parts;
    const at = now();
    await store.markPresence(db, work.id, person.id, at);
    return store.othersPresent(db, work.id, person.id, new Date(at.getTime() - 1_000 * presentForSeconds));
  }

  /** Why an act is refused to somebody now, or null: what pages offer by. */
  async refusal(act: WorkAct, person: Person, work: Work, db: Knex = this.parts.db) {
    const list = await versions.versionsOf(db, work.id);
    const about = list.find(({ number }) => number === work.standing.pending);
    const changed = list.length === 0 || canonical(list[0]!.document) !== canonical(work.draft.document);
    return refusalOf(act, work.standing, person.id, { authors: about?.authors ?? [], submittedBy: about?.submittedBy ?? null }, changed);
  }

  private async mayDo(act: WorkAct, person: Person, work: Work, db: Knex): Promise<void> {
    const reason = await this.refusal(act, person, work, db);
    if (reason) throw refused(reason);
  }

  /** What a trial finds; FaultyDraftError when the document is not sound or fails it. */
  private async prove(id: WorkKindId, draft: Draft): Promise<{ evidence: Evidence | null }> {
    const kind = this.kind(id);
    const { document, faults } = examine(kind, draft);
    if (document === null) throw new FaultyDraftError(faults);
    if (!kind.prove) return { evidence: null };
    const proof = await kind.prove(document);
    if (!proof.evidence.ok) throw new FaultyDraftError(proof.faults);
    return { evidence: proof.evidence };
  }

  /** What was submitted is tried again when the content has changed since. */
  private async provePending(work: Work): Promise<void> {
    const version = (await this.versions(work)).find(({ number }) => number === work.standing.pending);
    if (version) await this.prove(work.kind, version.document);
  }

  private async insert(trx: Knex.Transaction, person: Person, kind: WorkKindId, code: string, document: Draft): Promise<number> {
    const at = this.parts.now();
    const id = await store.insertWork(trx, kind, code, this.draftRow(kind, code, document, [person.id], person, at));
    await recordEvent(trx, { at, actorId: person.id, action: 'work.created', subjectType: 'work', subjectId: id, detail: { workKind: kind, code } });
    return id;
  }

  private draftRow(id: WorkKindId, code: string, document: Draft, authors: readonly number[], person: Person, at: Date): store.DraftRow {
    const kind = this.kind(id);
    return { document, authors, words: `${code} ${kind.words(document)}`, facets: kind.facets(document), savedBy: person.id, savedAt: at.toISOString() };
  }
}

function found<T>(thing: T | null): T {
  if (thing === null) throw new NotFoundError();
  return thing;
}

const refused = (reason: string): InvalidInputError => new InvalidInputError({ form: { key: `authoring.refusal.${reason}` } });
