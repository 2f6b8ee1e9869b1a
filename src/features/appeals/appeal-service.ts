import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type AppealKind, appealUntil, decisionDue, neverWorse, panelDecision, remediesFor, type Remedy, votesWanted } from '../../core/evaluation/appeal.ts';
import { ineligibility } from '../../core/evaluation/eligibility.ts';
import type { TestResult } from '../../core/sittings/score.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { historyOf } from '../evaluations/eligibility-read-model.ts';
import * as store from './appeal-store.ts';
import type { Appeal, Appealable, AppealDecision, CastVote } from './appeal-store.ts';

/** The full re-score of a test from its log, which an appeal asks for. */
export interface Rescorer<Rescored extends { before: { text: string }; result: TestResult }> {
  rescore(sittingId: number, db?: Knex): Promise<Rescored>;
  recordAppeal(trx: Knex.Transaction, rescored: Rescored, result: TestResult, by: { at: Date; by: number }): Promise<number>;
  evaluateAgain(trx: Knex.Transaction, sittingId: number, at: Date): Promise<void>;
}

interface Parts<Rescored extends { before: { text: string }; result: TestResult }> {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  rescorer: Rescorer<Rescored>;
  /** Decides on which day an appeal is filed. */
  timeZone: string;
}

/** An appeal with what the panel has said and decided so far. */
export interface AppealState {
  appeal: Appeal;
  votes: CastVote[];
  decision: AppealDecision | null;
}

/** What a trainee may do about the result of a test: until when an appeal may be filed, and those that were. */
export interface AppealStanding {
  result: Appealable;
  until: string;
  /** Null when one may be filed now. */
  closed: 'late' | 'filed' | null;
  filed: AppealState[];
}

/** Appeals: who may file one until when, the panel's opinions, the decision and what follows from it. */
export class AppealService<Rescored extends { before: { text: string }; result: TestResult }> {
  private readonly parts: Parts<Rescored>;

  constructor(parts: Parts<Rescored>) {
    this.parts = parts;
  }

  /** Where an appeal against the last result of one's own test stands; null for a test without a result and for another's. */
  async standing(traineeId: number, sittingId: number, db: Knex = this.parts.db): Promise<AppealStanding | null> {
    const result = await store.findAppealable(db, traineeId, sittingId);
    if (!result) return null;
    const decidedAt = [result.scoredAt, result.evaluatedAt ?? ''].sort().at(-1)!;
    const until = appealUntil(decidedAt, this.rules);
    const filed: AppealState[] = [];
    for (const appeal of await store.appealsOfSitting(db, sittingId)) filed.push(await this.stateOf(appeal, db));
    const isFiled = filed.some(({ appeal, decision }) => appeal.resultId === result.resultId || decision === null);
    return { result, until, closed: isFiled ? 'filed' : this.parts.now().toISOString() > until ? 'late' : null, filed };
  }

  /** Files an appeal; filing the same once more changes nothing. ConflictError after the term or when another was filed. */
  async file(traineeId: number, sittingId: number, { kind, reason }: { kind: AppealKind; reason: string }): Promise<void> {
    const { db, catalogue, now, timeZone } = this.parts;
    await writeTx(db, async (trx) => {
      await store.lockSitting(trx, sittingId);
      const standing = await this.standing(traineeId, sittingId, trx);
      if (!standing) throw new NotFoundError();
      const last = standing.filed[0]?.appeal;
      if (standing.closed === 'filed' && last?.kind === kind && last.reason === reason) return;
      if (standing.closed) throw new ConflictError(`No appeal now: ${standing.closed}`);
      if (kind === 'rating' && standing.result.evaluatedAt === null) throw new InvalidInputError({ kind: { key: 'appeals.noRating' } });
      const at = now();
      const dueOn = decisionDue(dayIn(timeZone, at), this.rules, catalogue.holidays);
      const { resultId } = standing.result;
      const id = await store.insertAppeal(trx, { sittingId, resultId, traineeId, kind, reason, filedAt: at.toISOString(), dueOn });
      const detail = { appealKind: kind, sitting: sittingId, dueOn };
      await recordEvent(trx, { at, actorId: traineeId, action: 'appeal.filed', subjectType: 'appeal', subjectId: id, detail });
    });
  }

  /** The appeals that wait and that this supervisor may decide about, the most urgent first; with those on which he has given his opinion. */
  async queue(supervisorId: number): Promise<AppealState[]> {
    const { db } = this.parts;
    const states: AppealState[] = [];
    for (const appeal of await store.openAppeals(db)) if (await this.isFree(appeal, supervisorId, db)) states.push(await this.stateOf(appeal, db));
    return states;
  }

  /** A page of the decided appeals on which this supervisor gave an opinion, the newest first. */
  async decided(supervisorId: number, paging: Paging): Promise<{ states: AppealState[]; total: number }> {
    const { db } = this.parts;
    const { rows, total } = await store.decidedAppealsOf(db, supervisorId, paging);
    const states: AppealState[] = [];
    for (const appeal of rows) states.push(await this.stateOf(appeal, db));
    return { states, total };
  }

  figures(): ReturnType<typeof store.appealFigures> {
    return store.appealFigures(this.parts.db);
  }

  /** The appeal for a member of the panel; NotFoundError also for who was involved before: the evaluator, the trainer, who issued him a case. */
  async forPanel(id: number, supervisorId: number, db: Knex = this.parts.db): Promise<AppealState> {
    const appeal = await store.findAppeal(db, id);
    if (!appeal || !(await this.isFree(appeal, supervisorId, db))) throw new NotFoundError();
    return this.stateOf(appeal, db);
  }

  /** How many opinions are still wanted. */
  wanted({ votes }: AppealState): number {
    return votesWanted(votes, this.rules);
  }

  /** The result that the log gives with the corrections in force, or null when it cannot be made here. */
  async rescored({ sittingId }: Appeal): Promise<Rescored | null> {
    return this.parts.rescorer.rescore(sittingId).catch((error: unknown) => {
      if (error instanceof RangeError) return null;
      throw error;
    });
  }

  /**
   * Records the opinion of one member; with the last one that is wanted the appeal is decided and what follows is done, all or nothing. The same opinion sent
   * again changes nothing. ConflictError when it is decided already; InvalidInputError for a remedy that this kind of appeal has not.
   */
  async vote(id: number, supervisorId: number, given: { vote: 'uphold' | 'reject'; remedy: Remedy; reason: string }): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      await store.lockSitting(trx, (await store.findAppeal(trx, id))?.sittingId ?? 0);
      const state = await this.forPanel(id, supervisorId, trx);
      const own = state.votes.find((vote) => vote.supervisorId === supervisorId);
      if (own && own.vote === given.vote && own.reason === given.reason) return;
      if (own || state.decision) throw new ConflictError('It is decided already');
      const remedy = given.vote === 'reject' ? 'none' : given.remedy;
      if (given.vote === 'uphold' && !remediesFor(state.appeal.kind).includes(remedy)) throw new InvalidInputError({ remedy: { key: 'appeals.remedyMissing' } });
      const at = this.parts.now();
      const vote: CastVote = { ...given, remedy, supervisorId, at: at.toISOString() };
      await store.insertVote(trx, id, vote);
      const detail = { vote: vote.vote, remedy, reason: vote.reason };
      await recordEvent(trx, { at, actorId: supervisorId, action: 'appeal.voted', subjectType: 'appeal', subjectId: id, detail });
      const decided = panelDecision([...state.votes, vote], this.rules);
      if (decided) await this.decide(trx, state.appeal, decided, { at, by: supervisorId });
    });
  }

  private async decide(trx: Knex.Transaction, appeal: Appeal, { decision, remedy }: Pick<AppealDecision, 'decision' | 'remedy'>, by: { at: Date; by: number }): Promise<void> {
    const resultId = remedy === 'rescore' ? await this.recordRescore(trx, appeal, by) : null;
    if (remedy === 're-evaluate') await this.parts.rescorer.evaluateAgain(trx, appeal.sittingId, by.at);
    await store.insertDecision(trx, appeal.id, { decision, remedy, resultId, at: by.at.toISOString() });
    const detail = { traineeId: appeal.traineeId, decision, remedy, resultId };
    await recordEvent(trx, { at: by.at, actorId: by.by, action: 'appeal.decided', subjectType: 'appeal', subjectId: appeal.id, detail });
  }

  /** A new result only where it is another and no worse one. */
  private async recordRescore(trx: Knex.Transaction, { sittingId }: Appeal, by: { at: Date; by: number }): Promise<number | null> {
    const { rescorer } = this.parts;
    const rescored = await rescorer.rescore(sittingId, trx);
    const before = JSON.parse(rescored.before.text) as TestResult;
    const result = neverWorse(before, rescored.result);
    return JSON.stringify(result) === rescored.before.text ? null : rescorer.recordAppeal(trx, rescored, result, by);
  }

  private async isFree(appeal: Appeal, supervisorId: number, db: Knex): Promise<boolean> {
    const history = await historyOf(db, supervisorId);
    if (ineligibility(history, supervisorId, appeal.traineeId, this.parts.now().toISOString()) !== null) return false;
    return !(await store.evaluatorsOf(db, appeal.sittingId)).includes(supervisorId) || (await store.votesOn(db, appeal.id)).some((vote) => vote.supervisorId === supervisorId);
  }

  private async stateOf(appeal: Appeal, db: Knex): Promise<AppealState> {
    return { appeal, votes: await store.votesOn(db, appeal.id), decision: await store.decisionOn(db, appeal.id) };
  }

  private get rules() {
    return this.parts.catalogue.rules.appeal;
  }
}

/** The calendar day of a moment there. */
const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
