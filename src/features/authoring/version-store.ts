import type { Knex } from 'knex';
import { canonical } from '../../core/shared/canonical.ts';
import type { Draft, Evidence } from './work-kind.ts';

export const decisionKinds = ['published', 'returned', 'withdrawn', 'retired'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** A version, which never changes, and what was decided on it, the first first. */
export interface Version {
  id: number;
  workId: number;
  number: number;
  revision: number;
  document: Draft;
  authors: number[];
  evidence: Evidence | null;
  reason: string;
  submittedBy: number;
  submittedByName: string;
  submittedAt: string;
  decisions: VersionDecision[];
}

export interface VersionDecision {
  kind: DecisionKind;
  reason: string;
  decidedBy: number;
  decidedByName: string;
  decidedAt: string;
}

/** A remark on a place of a work; closed when it is dealt with. */
export interface Comment {
  id: number;
  path: string;
  body: string;
  revision: number;
  madeByName: string;
  madeAt: string;
  closedByName: string | null;
  closedAt: string | null;
}

/** The versions of a work, the newest first. */
export async function versionsOf(db: Knex, workId: number): Promise<Version[]> {
  const rows = await db('work_versions').join('users', 'users.id', 'submitted_by').where({ work_id: workId }).orderBy('number', 'desc').select('work_versions.*', { name: 'users.name' });
  const decided = await db('work_decisions')
    .join('users', 'users.id', 'decided_by')
    .whereIn('version_id', rows.map(({ id }) => id as number))
    .orderBy('work_decisions.id')
    .select('work_decisions.*', { name: 'users.name' });
  return rows.map((row) => ({
    id: row.id,
    workId,
    number: row.number,
    revision: row.revision,
    document: JSON.parse(row.document) as Draft,
    authors: JSON.parse(row.authors) as number[],
    evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as Evidence),
    reason: row.reason,
    submittedBy: row.submitted_by,
    submittedByName: row.name,
    submittedAt: row.submitted_at,
    decisions: decided
      .filter((each) => each.version_id === row.id)
      .map((each) => ({ kind: each.kind, reason: each.reason, decidedBy: each.decided_by, decidedByName: each.name, decidedAt: each.decided_at })),
  }));
}

/** Adds a version and gives its id. */
export async function insertVersion(
  trx: Knex.Transaction,
  workId: number,
  version: { number: number; revision: number; document: Draft; authors: readonly number[]; evidence: Evidence | null; reason: string; submittedBy: number; at: Date },
): Promise<number> {
  const [row] = await trx('work_versions')
    .insert({
      work_id: workId,
      number: version.number,
      revision: version.revision,
      document: canonical(version.document),
      authors: JSON.stringify(version.authors),
      evidence: version.evidence === null ? null : JSON.stringify(version.evidence),
      reason: version.reason,
      submitted_by: version.submittedBy,
      submitted_at: version.at.toISOString(),
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** Adds what was decided on a version. */
export async function insertDecision(trx: Knex.Transaction, versionId: number, decision: { kind: DecisionKind; reason: string; decidedBy: number; at: Date }): Promise<void> {
  await trx('work_decisions').insert({ version_id: versionId, kind: decision.kind, reason: decision.reason, decided_by: decision.decidedBy, decided_at: decision.at.toISOString() });
}

/** The comments on a work, the oldest first. */
export async function commentsOf(db: Knex, workId: number): Promise<Comment[]> {
  return db('work_comments')
    .join('users', 'users.id', 'made_by')
    .leftJoin('work_comment_closings', 'comment_id', 'work_comments.id')
    .leftJoin({ closers: 'users' }, 'closers.id', 'closed_by')
    .where({ work_id: workId })
    .orderBy('work_comments.id')
    .select({ id: 'work_comments.id', path: 'path', body: 'body', revision: 'revision', madeByName: 'users.name', madeAt: 'made_at', closedByName: 'closers.name', closedAt: 'closed_at' });
}

/** Adds a comment. */
export async function insertComment(db: Knex, workId: number, comment: { path: string; body: string; revision: number; madeBy: number; at: Date }): Promise<void> {
  await db('work_comments').insert({ work_id: workId, path: comment.path, body: comment.body, revision: comment.revision, made_by: comment.madeBy, made_at: comment.at.toISOString() });
}

/** Records that a comment is dealt with; a second time changes nothing. */
export async function insertClosing(db: Knex, commentId: number, closedBy: number, at: Date): Promise<void> {
  await db('work_comment_closings').insert({ comment_id: commentId, closed_by: closedBy, closed_at: at.toISOString() }).onConflict('comment_id').ignore();
}
