import type { Knex } from 'knex';
import type { Grade } from '../../core/grading/mark.ts';
import { integrityLedger, integrityOpportunities, type LedgerEntry } from '../../core/ladder/integrity.ts';
import type { Speech } from '../../platform/i18n.ts';
import { practisedCases, type Standing } from './level-read-model.ts';

export interface LedgerView {
  rows: { name: string; opportunities: number; errors: number }[];
  clean: string;
  rate: string;
  need: string;
}

/** The integrity ledger of a trainee: every case carries one message, and some bring in something more. Of tests only what is final counts, so that nothing is told before its time. */
export async function presentLedger(db: Knex, traineeId: number, standing: Pick<Standing, 'tests'>, need: number, { t, format }: Speech): Promise<LedgerView> {
  const practice = (await practisedCases(db, traineeId, '')).map(({ at, critical, opportunities }): LedgerEntry => ({ at, opportunities, errors: critical }));
  const final = standing.tests.filter(({ state, result }) => state.passed !== null && result !== null);
  const opportunitiesOf = await opportunitiesIn(db, final.map(({ sittingId }) => sittingId));
  const tests = final.map(({ sittingId, submittedAt, result }): LedgerEntry => ({ at: submittedAt!, opportunities: opportunitiesOf.get(sittingId) ?? 0, errors: result!.critical ? 1 : 0 }));
  const row = (name: string, entries: readonly LedgerEntry[]) => {
    const { opportunities, errors } = integrityLedger(entries);
    return { name: t(`integrity.${name}`), opportunities, errors };
  };
  const { clean, mostRate } = integrityLedger([...practice, ...tests]);
  return {
    rows: [row('practice', practice), row('tests', tests), row('together', [...practice, ...tests])],
    clean: t('integrity.clean', { count: clean }),
    rate: clean === 0 ? t('integrity.unknown') : t('integrity.rate', { share: format.percent(mostRate, 1) }),
    need: t('integrity.need', { need }),
  };
}

/** The opportunities of whole tests, by the latest grade of each case; a case that has none counts its message. */
async function opportunitiesIn(db: Knex, sittingIds: readonly number[]): Promise<Map<number, number>> {
  const rows: { sitting_id: number; position: number; grade: string | null }[] = await db('sitting_cases')
    .leftJoin('case_grades', (join) => {
      join.on('case_grades.sitting_id', 'sitting_cases.sitting_id').andOn('case_grades.position', 'sitting_cases.position');
    })
    .whereIn('sitting_cases.sitting_id', [...sittingIds])
    .orderBy('case_grades.id')
    .select('sitting_cases.sitting_id', 'sitting_cases.position', 'grade');
  const latest = new Map(rows.map(({ sitting_id: sitting, position, grade }) => [`${sitting}/${position}`, { sitting, grade }]));
  const counts = new Map<number, number>();
  for (const { sitting, grade } of latest.values())
    counts.set(sitting, (counts.get(sitting) ?? 0) + integrityOpportunities(grade === null ? [] : (JSON.parse(grade) as Grade).observations));
  return counts;
}
