import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type History, ineligibility, isSuperior } from '../../core/evaluation/eligibility.ts';
import { type DoubleReason, reasonsForTwo } from '../../core/evaluation/markers.ts';
import { moderate } from '../../core/evaluation/moderation.ts';
import { nextFor } from '../../core/evaluation/spread.ts';
import { ConflictError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import * as claims from './claim-store.ts';
import type { Claim } from './claim-store.ts';
import { historyOf } from './eligibility-read-model.ts';
import { testResultOf } from './evidence-store.ts';
import * as store from './evaluation-store.ts';
import type { Evaluation, Waiting } from './evaluation-store.ts';
import { type KeptMarking, markingsOf, plansOf } from './marking-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

export interface QueueFilter {
  /** Part of the trainee's name. */
  search: string;
  level: number | null;
}

/** How far an open evaluation has come and who is at it. */
export interface Progress {
  planned: DoubleReason[];
  markings: KeptMarking[];
  /** Claims that stand. */
  claims: Claim[];
  /** Markers that are missing, those who work on it now among them. */
  missing: number;
}

/** What somebody may do with an evaluation now: work on it, wait because others hold every place, or only look at what he has sent. */
export type Place = { kind: 'free' | 'own' | 'marked' } | { kind: 'held'; claims: Claim[] };

export interface QueueRow extends Waiting {
  place: Place;
  double: boolean;
}

const minute = 60_000;

/** The queue of evaluations: what waits for whom, who holds which, and the next one. */
export class QueueService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The open evaluations that this person may take or has taken, the longest waiting first; what he has marked is left out. */
  async list(evaluatorId: number, filter: QueueFilter = { search: '', level: null }): Promise<QueueRow[]> {
    const { db, now } = this.parts;
    const history = await historyOf(db, evaluatorId);
    const search = filter.search.toLowerCase();
    return (await this.openFor(db, history, evaluatorId, now().toISOString())).filter(
      (row) => row.traineeName.toLowerCase().includes(search) && (filter.level === null || row.level === filter.level),
    );
  }

  private async openFor(db: Knex, history: History, evaluatorId: number, at: string): Promise<QueueRow[]> {
    const rows = (await store.listWaiting(db)).filter((row) => ineligibility(history, evaluatorId, row.traineeId, at) === null);
    const progress = await this.progressOf(rows, db);
    return rows.flatMap((row) => {
      const own = progress.get(row.id)!;
      const place = placeIn(own, evaluatorId);
      return place.kind === 'marked' ? [] : [{ ...row, place, double: own.planned.length > 0 }];
    });
  }

  /** How far these open evaluations have come. */
  async progressOf(evaluations: readonly Evaluation[], db: Knex = this.parts.db): Promise<Map<number, Progress>> {
    const { rubric } = this.parts.catalogue;
    const ids = evaluations.map(({ id }) => id);
    const [plans, markings, standing] = [await plansOf(db, ids), await markingsOf(db, ids), await claims.claimsOn(db, ids, this.standingSince())];
    const found = new Map<number, Progress>();
    for (const evaluation of evaluations) {
      const planned = plans.get(evaluation.id) ?? (await this.planOfOld(db, evaluation));
      const given = markings.get(evaluation.id) ?? [];
      const next = moderate(rubric, planned, given);
      const missing = next.kind === 'awaiting' ? next.needed - given.length : 0;
      found.set(evaluation.id, { planned, markings: given, claims: standing.filter(({ evaluationId }) => evaluationId === evaluation.id), missing });
    }
    return found;
  }

  /** An evaluation that was opened before there were plans follows the same rule, but for the draw. */
  private async planOfOld(db: Knex, { sittingId, level }: Evaluation): Promise<DoubleReason[]> {
    const result = await testResultOf(db, sittingId);
    if (!result) return [];
    const opening = { level, total: result.total, cut: result.cut, sem: result.sem, critical: false, seed: '' };
    return reasonsForTwo(this.parts.catalogue.rubric, opening).filter((reason) => reason !== 'random');
  }

  async placeOf(evaluation: Evaluation, evaluatorId: number, db: Knex = this.parts.db): Promise<Place> {
    return placeIn((await this.progressOf([evaluation], db)).get(evaluation.id)!, evaluatorId);
  }

  /** Minutes without work after which a claim ends. */
  get claimMinutes(): number {
    return this.parts.catalogue.rubric.queue.claimMinutes;
  }

  private standingSince(): string {
    return new Date(this.parts.now().getTime() - this.claimMinutes * minute).toISOString();
  }

  /** Takes the next one for this person and gives its id; null when there is none, `kept` when others have fewer and are to have what waits. */
  async takeNext(evaluatorId: number): Promise<{ id: number | null; kept: boolean }> {
    const { now, catalogue } = this.parts;
    const { recentDays, reservedHours } = catalogue.rubric.queue;
    return writeTx(this.parts.db, async (trx) => {
      const at = now();
      const rows = await this.openFor(trx, await historyOf(trx, evaluatorId), evaluatorId, at.toISOString());
      const begun = rows.find(({ place }) => place.kind === 'own');
      if (begun) return { id: begun.id, kept: false };
      const free = rows.filter(({ place }) => place.kind === 'free');
      const loads = await claims.loadsOf(trx, new Date(at.getTime() - recentDays * 24 * 60 * minute).toISOString(), this.standingSince());
      const open = await this.progressOf(free, trx);
      const peers = new Map<number, History>();
      for (const id of new Set([...loads.keys(), evaluatorId])) peers.set(id, await historyOf(trx, id));
      const waiting = free.map(({ id, openedAt, traineeId }) => ({
        id,
        openedAt,
        eligible: [...peers].filter(([peer, history]) => mayTake(open.get(id)!, history, peer, traineeId, at.toISOString())).map(([peer]) => peer),
      }));
      const next = nextFor(evaluatorId, waiting, loads, at, reservedHours * 60 * minute);
      if (next.id !== null) await this.hold(trx, rows.find(({ id }) => id === next.id)!, evaluatorId);
      return next;
    });
  }

  /** Claims a place at the evaluation, or notes that the holder works on it; ConflictError when others hold every place, or he has marked it. */
  async hold(trx: Knex.Transaction, evaluation: Evaluation, evaluatorId: number): Promise<void> {
    await store.lockEvaluation(trx, evaluation.id);
    const at = this.parts.now();
    const place = await this.placeOf(evaluation, evaluatorId, trx);
    if (place.kind === 'own') return claims.touchClaim(trx, evaluation.id, evaluatorId, at.toISOString());
    if (place.kind !== 'free') throw new ConflictError(`No place: ${place.kind}`);
    await claims.endClaims(trx, evaluation.id, evaluatorId, at.toISOString());
    await claims.addClaim(trx, evaluation.id, evaluatorId, at.toISOString());
    await this.record(trx, 'evaluation.claimed', evaluation, evaluatorId);
  }

  /** Gives the place back; nothing happens when he holds none. */
  async release(evaluation: Evaluation, evaluatorId: number): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      if (await claims.endClaims(trx, evaluation.id, evaluatorId, this.parts.now().toISOString())) await this.record(trx, 'evaluation.released', evaluation, evaluatorId);
    });
  }

  private record(trx: Knex.Transaction, action: 'evaluation.claimed' | 'evaluation.released', evaluation: Evaluation, actorId: number): Promise<void> {
    return recordEvent(trx, { at: this.parts.now(), actorId, action, subjectType: 'evaluation', subjectId: evaluation.id, detail: { traineeId: evaluation.traineeId } });
  }
}

function placeIn({ markings, claims: standing, missing }: Progress, evaluatorId: number): Place {
  if (markings.some((marking) => marking.evaluatorId === evaluatorId)) return { kind: 'marked' };
  if (standing.some((claim) => claim.evaluatorId === evaluatorId)) return { kind: 'own' };
  return standing.length < missing ? { kind: 'free' } : { kind: 'held', claims: standing };
}

/** In the fair spread a line superior is offered only what others mark too. */
function mayTake(progress: Progress, history: History, peer: number, traineeId: number, at: string): boolean {
  if (ineligibility(history, peer, traineeId, at) !== null || placeIn(progress, peer).kind !== 'free') return false;
  return !isSuperior(history, peer, traineeId, at) || progress.planned.length > 0;
}
