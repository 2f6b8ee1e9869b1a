import type { Knex } from 'knex';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';

export interface CaseQuery {
  service: string | null;
  traineeId: number | null;
}

/** A practice case as it was made. */
export interface MadeCase {
  id: number;
  permitCase: PermitCase;
  recipe: Recipe;
  madeAt: string;
  madeBy: number | null;
}

/** A case in the hands of one trainee; `total` is the latest grade, 0..100, or null. */
export interface Given {
  caseId: number;
  sittingId: number;
  traineeId: number;
  trainee: string;
  issuedAt: string;
  startedAt: string | null;
  submittedAt: string | null;
  total: number | null;
}

/** Ids of the practice cases that fit, the newest first. Cases of tests are never among them. */
export async function practiceCaseIds(db: Knex, { service, traineeId }: CaseQuery): Promise<number[]> {
  return db('cases')
    .where({ purpose: 'practice' })
    .where((where) => {
      if (service) where.where({ service });
      if (traineeId !== null)
        where.whereIn('id', db('sitting_cases').join('sittings', 'sittings.id', 'sitting_cases.sitting_id').where({ trainee_id: traineeId }).select('case_id'));
    })
    .orderBy([{ column: 'made_at', order: 'desc' }, { column: 'id', order: 'desc' }])
    .pluck('id');
}

/** Practice cases by id. */
export async function practiceCases(db: Knex, ids: readonly number[]): Promise<Map<number, MadeCase>> {
  const rows: { id: number; body: string; recipe: string; made_at: string; made_by: number | null }[] = await db('cases')
    .where({ purpose: 'practice' })
    .whereIn('id', [...ids])
    .select('id', 'body', 'recipe', 'made_at', 'made_by');
  return new Map(rows.map((row) => [row.id, { id: row.id, permitCase: JSON.parse(row.body) as PermitCase, recipe: JSON.parse(row.recipe) as Recipe, madeAt: row.made_at, madeBy: row.made_by }]));
}

/** Who was given these cases, and how far each is. */
export async function givenOf(db: Knex, caseIds: readonly number[]): Promise<Given[]> {
  const rows = await db('sitting_cases')
    .join('sittings', 'sittings.id', 'sitting_cases.sitting_id')
    .join('users', 'users.id', 'sittings.trainee_id')
    .leftJoin('case_grades', (join) => {
      join.on('case_grades.sitting_id', 'sitting_cases.sitting_id').andOn('case_grades.position', 'sitting_cases.position');
    })
    .whereIn('sitting_cases.case_id', [...caseIds])
    .orderBy(['users.name', 'sittings.id', 'case_grades.id'])
    .select({
      caseId: 'sitting_cases.case_id', sittingId: 'sittings.id', traineeId: 'sittings.trainee_id', trainee: 'users.name',
      issuedAt: 'issued_at', startedAt: 'started_at', submittedAt: 'submitted_at', total: 'case_grades.total',
    }); // prettier-ignore
  // Of several grades of one case the last one counts.
  return [...new Map(rows.map((row) => [`${row.caseId}/${row.sittingId}`, row as Given])).values()];
}

/** Everybody who was ever given a practice case, by name. */
export async function traineesWithCases(db: Knex): Promise<{ id: number; name: string }[]> {
  return db('users')
    .whereIn('id', db('sittings').where({ kind: 'practice' }).select('trainee_id'))
    .orderBy(['name', 'id'])
    .select('id', 'name');
}

/** Adds a practice case and gives its id. */
export async function insertCase(trx: Knex.Transaction, made: { recipe: Recipe; permitCase: PermitCase; madeBy: number; at: Date }): Promise<number> {
  const { recipe, permitCase, madeBy, at } = made;
  const [row] = await trx('cases')
    .insert({
      service: permitCase.service,
      level: permitCase.level,
      seed: recipe.seed,
      recipe: JSON.stringify(recipe),
      content_version: permitCase.contentVersion,
      purpose: 'practice',
      body: JSON.stringify(permitCase),
      made_by: madeBy,
      made_at: at.toISOString(),
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** Records the act of issuing; the token may occur once. */
export async function insertIssue(trx: Knex.Transaction, issue: { token: string; caseId: number; issuedBy: number; at: Date }): Promise<void> {
  await trx('case_issues').insert({ token: issue.token, case_id: issue.caseId, issued_by: issue.issuedBy, issued_at: issue.at.toISOString() });
}

/** The case that this trainer issued under this token, or null. */
export async function issuedUnder(db: Knex, token: string, issuedBy: number): Promise<number | null> {
  const row: { case_id: number } | undefined = await db('case_issues').where({ token, issued_by: issuedBy }).first('case_id');
  return row?.case_id ?? null;
}
