import type { Knex } from 'knex';
import type { ExtraTime, ExtraTimeKind } from '../../core/sittings/extra-time.ts';
import type { Speech } from '../../platform/i18n.ts';

/** The extra time that a person has in every test: what was decided last; null when nothing was, or when it was ended. */
export async function extraTimeOf(db: Knex, traineeId: number): Promise<ExtraTime | null> {
  return (await extraTimesOf(db, [traineeId])).get(traineeId) ?? null;
}

/** The extra time of those of these persons who have some. */
export async function extraTimesOf(db: Knex, traineeIds: readonly number[]): Promise<Map<number, ExtraTime>> {
  const rows: { trainee_id: number; kind: ExtraTimeKind; amount: number }[] = await db('extra_times')
    .whereIn('trainee_id', [...traineeIds])
    .orderBy('id')
    .select('trainee_id', 'kind', 'amount');
  const latest = new Map(rows.map(({ trainee_id, kind, amount }) => [trainee_id, { kind, amount }]));
  return new Map([...latest].filter(([, { amount }]) => amount > 0));
}

/** "150 menit: 120 + 30"; without extra time "120 menit". The same words wherever the time of a test is said. */
export const sayMinutes = (minutes: number, extra: number, { t }: Pick<Speech, 't'>): string =>
  extra === 0 ? t('sessions.minutes', { minutes }) : t('sessions.minutesExtra', { total: minutes + extra, minutes, extra });
