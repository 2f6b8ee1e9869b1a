import type { Knex } from 'knex';
import { isPostgres } from '../../platform/database.ts';
import type { Correctable } from '../../core/sittings/rescore.ts';
import { talkName } from '../../core/sittings/talks.ts';
import { partOf } from './part-store.ts';
import { countedItems, toForm } from './form-read-model.ts';
import { repliesToMark } from './typed-reply-read-model.ts';

/** A test that has a result, with what of it a correction can be about. */
export interface GradedTest extends Correctable {
  sittingId: number;
  submittedAt: string;
}

/** Every test that has a result, oldest first. */
export async function gradedTests(db: Knex): Promise<GradedTest[]> {
  const rows: { id: number; submitted_at: string; form: string }[] = await db('sittings')
    .where({ kind: 'test' })
    .whereExists(db('results').whereRaw('results.sitting_id = sittings.id').select(db.raw('1')))
    .orderBy('id')
    .select('id', 'submitted_at', 'form');
  const cases: { sitting_id: number; case_id: number; service: string }[] = await db('sitting_cases')
    .join('sittings', 'sittings.id', 'sitting_cases.sitting_id')
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .where({ kind: 'test' })
    .select('sitting_id', 'case_id', 'service');
  const drawn: { id: number; situation: string; variant: string }[] = await db('test_talks').select('id', 'situation', 'variant');
  const names = new Map(drawn.map((each) => [each.id, talkName(each)]));
  const bySitting = new Map<number, { caseId: number; service: string }[]>();
  for (const row of cases) bySitting.set(row.sitting_id, [...(bySitting.get(row.sitting_id) ?? []), { caseId: row.case_id, service: row.service }]);
  return rows.map(({ id, submitted_at, form: text }) => {
    const form = toForm(id, text);
    return { sittingId: id, submittedAt: submitted_at, items: countedItems(form), cases: bySitting.get(id) ?? [], talks: (form.talks ?? []).map((talk) => names.get(talk.id)!) };
  });
}

/** Which of these tests have led to a certificate that is not revoked. */
export async function certifiedAmong(db: Knex, sittingIds: readonly number[]): Promise<Set<number>> {
  const certified: number[] = await db('certificates')
    .join('promotions', 'promotions.id', 'certificates.promotion_id')
    .join('evaluations', 'evaluations.id', 'promotions.evaluation_id')
    .whereNull('revoked_at')
    .pluck('evaluations.sitting_id');
  const wanted = new Set(sittingIds);
  return new Set(certified.filter((id) => wanted.has(id)));
}

/** Whether a stored case belongs to a test. */
export async function isTestCase(db: Knex, caseId: number): Promise<boolean> {
  return (await db('cases').where({ id: caseId, purpose: 'test' }).first('id')) !== undefined;
}

/** The names of the conversations that were guidance cases of tests, in order. */
export async function testTalkNames(db: Knex): Promise<string[]> {
  const rows: { situation: string; variant: string }[] = await db('test_talks').distinct('situation', 'variant');
  return rows.map(talkName).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** One correction at a time (SQLite holds the whole database). */
export async function lockCorrections(trx: Knex.Transaction): Promise<void> {
  if (isPostgres(trx)) await trx.raw('lock table key_corrections in exclusive mode');
}

/** A closed test without a result. */
export interface UngradedTest {
  sittingId: number;
  traineeId: number;
  level: number;
  submittedAt: string;
}

/** Closed tests that the grader could not grade, the longest waiting first; one that waits for its next part is not among them. */
export async function ungradedTests(db: Knex, at: string): Promise<UngradedTest[]> {
  return db('sittings')
    .where({ kind: 'test' })
    .whereNotNull('submitted_at')
    .whereNotExists(db('results').whereRaw('results.sitting_id = sittings.id').select(db.raw('1')))
    .whereNotExists(partOf(db).where('begin_by', '>', at))
    .whereNotExists(repliesToMark(db))
    .orderBy('submitted_at')
    .limit(100)
    .select({ sittingId: 'id', traineeId: 'trainee_id', level: 'level', submittedAt: 'submitted_at' });
}

/** Somebody whose pass has become a fail, for a supervisor to decide about. */
export interface Review {
  id: number;
  correctionId: number;
  resultId: number;
  sittingId: number;
  traineeId: number;
  level: number;
  total: number;
  cut: number;
  openedAt: string;
}

/** The reviews that wait, oldest first. */
export async function openReviews(db: Knex): Promise<Review[]> {
  return db('regrade_reviews')
    .join('results', 'results.id', 'regrade_reviews.result_id')
    .join('sittings', 'sittings.id', 'results.sitting_id')
    .whereNotExists(db('regrade_rulings').whereRaw('regrade_rulings.review_id = regrade_reviews.id').select(db.raw('1')))
    .orderBy('regrade_reviews.id')
    .select({
      id: 'regrade_reviews.id', correctionId: 'correction_id', resultId: 'result_id', sittingId: 'results.sitting_id', traineeId: 'regrade_reviews.trainee_id',
      level: 'sittings.level', total: 'results.total', cut: 'results.cut', openedAt: 'opened_at',
    }); // prettier-ignore
}

export async function addReview(trx: Knex.Transaction, { correctionId, resultId, traineeId, at }: { correctionId: number; resultId: number; traineeId: number; at: string }): Promise<void> {
  await trx('regrade_reviews').insert({ correction_id: correctionId, result_id: resultId, trainee_id: traineeId, opened_at: at });
}

export async function isRuled(db: Knex, reviewId: number): Promise<boolean> {
  return (await db('regrade_rulings').where({ review_id: reviewId }).first('id')) !== undefined;
}

export async function addRuling(trx: Knex.Transaction, { reviewId, ruling, reason, by, at }: { reviewId: number; ruling: string; reason: string; by: number; at: string }): Promise<void> {
  await trx('regrade_rulings').insert({ review_id: reviewId, ruling, reason, decided_by: by, decided_at: at });
}
