import type { Knex } from 'knex';
import { integrityLedger, type LedgerEntry } from '../../core/ladder/integrity.ts';
import type { Speech } from '../../platform/i18n.ts';
import { practisedCases, type Standing } from './level-read-model.ts';

export interface LedgerView {
  rows: { name: string; opportunities: number; errors: number }[];
  clean: string;
  rate: string;
  need: string;
}

/** The integrity ledger of a trainee: every case carries one message. Of tests only what is final counts, so that nothing is told before its time. */
export async function presentLedger(db: Knex, traineeId: number, standing: Pick<Standing, 'tests'>, need: number, { t, format }: Speech): Promise<LedgerView> {
  const practice = (await practisedCases(db, traineeId, '')).map(({ at, critical }): LedgerEntry => ({ at, opportunities: 1, errors: critical }));
  const final = standing.tests.filter(({ state, result }) => state.passed !== null && result !== null);
  const counts: { sitting_id: number; cases: number | string }[] = await db('sitting_cases')
    .whereIn('sitting_id', final.map(({ sittingId }) => sittingId))
    .groupBy('sitting_id')
    .select('sitting_id')
    .count({ cases: '*' });
  const casesOf = new Map(counts.map(({ sitting_id, cases }) => [sitting_id, Number(cases)]));
  const tests = final.map(({ sittingId, submittedAt, result }): LedgerEntry => ({ at: submittedAt!, opportunities: casesOf.get(sittingId) ?? 0, errors: result!.critical ? 1 : 0 }));
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
