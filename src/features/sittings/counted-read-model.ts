import type { Knex } from 'knex';
import type { Grade } from '../../core/grading/mark.ts';
import { talkName } from '../../core/sittings/talks.ts';
import { correctionsOf } from './correction-store.ts';
import { toForm } from './form-read-model.ts';
import { talkRecipes } from './talk-store.ts';

/** What counts of a test: the latest grade of each case, null where it was not graded, and of each guidance case. */
export interface CountedGrades {
  cases: (Grade | null)[];
  talks: Grade[];
}

/** What counts of these tests; a case or a conversation that a correction has taken out does not. */
export async function countedGrades(db: Knex, sittingIds: readonly number[]): Promise<Map<number, CountedGrades>> {
  const sittings: { id: number; form: string }[] = await db('sittings').whereIn('id', [...sittingIds]).select('id', 'form');
  const cases: { sitting_id: number; position: number; case_id: number }[] = await db('sitting_cases').whereIn('sitting_id', [...sittingIds]).select('sitting_id', 'position', 'case_id');
  const grades: { sitting_id: number; position: number; grade: string }[] = await db('case_grades').whereIn('sitting_id', [...sittingIds]).orderBy('id').select('sitting_id', 'position', 'grade');
  const latest = new Map(grades.map(({ sitting_id: sitting, position, grade }) => [`${sitting}/${position}`, grade]));
  const gradeAt = (sitting: number, position: number): Grade | null => {
    const text = latest.get(`${sitting}/${position}`);
    return text === undefined ? null : (JSON.parse(text) as Grade);
  };
  const excluded = new Set((await correctionsOf(db)).map(({ kind, subject }) => `${kind} ${subject}`));
  const counted = new Map<number, CountedGrades>();
  for (const { id, form } of sittings) {
    const placed = toForm(id, form).talks ?? [];
    const names = (await talkRecipes(db, placed.map((each) => each.id))).map(talkName);
    counted.set(id, {
      cases: cases.filter((each) => each.sitting_id === id && !excluded.has(`case-excluded ${each.case_id}`)).map(({ position }) => gradeAt(id, position)),
      talks: placed.filter((_, at) => !excluded.has(`talk-excluded ${names[at]!}`)).flatMap(({ place }) => gradeAt(id, place) ?? []),
    });
  }
  return counted;
}
