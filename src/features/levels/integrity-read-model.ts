import type { Knex } from 'knex';
import { isUnaided, type PracticeObservation } from '../../core/ladder/evidence.ts';
import { integrityLedger, integrityOpportunities, type LedgerEntry, talkIntegrity } from '../../core/ladder/integrity.ts';
import type { Speech } from '../../platform/i18n.ts';
import { guideObservations } from '../guide/guide-read-model.ts';
import { countedGrades } from '../sittings/counted-read-model.ts';
import { practisedCases, type Standing } from './level-read-model.ts';

export interface LedgerView {
  rows: { name: string; opportunities: number; errors: number }[];
  clean: string;
  rate: string;
  need: string;
}

/**
 * The integrity ledger of a trainee: every case carries one message, some bring in something more, and a conversation counts by what tempted in it and by its fatal flags. Of tests only what is final
 * counts, so that nothing is told before its time.
 */
export async function presentLedger(db: Knex, traineeId: number, standing: Pick<Standing, 'tests'>, need: number, { t, format }: Speech): Promise<LedgerView> {
  // Help names the right acts: what was clean with it proves nothing, an error counts.
  const files = (await practisedCases(db, traineeId, '')).map((each): LedgerEntry => ({ at: each.at, opportunities: isUnaided(each) ? each.opportunities : each.critical, errors: each.critical }));
  const practice = [...files, ...(await practisedTalks(db, traineeId))];
  const final = standing.tests.filter(({ state, result }) => state.passed !== null && result !== null);
  const counted = await countedGrades(db, final.map(({ sittingId }) => sittingId));
  const tests = final.map(({ sittingId, submittedAt, result }): LedgerEntry => {
    const { cases, talks } = counted.get(sittingId)!;
    const inTalks = talks.map(({ observations }) => talkIntegrity(observations));
    return {
      at: submittedAt!,
      opportunities: sumOf(cases.map((grade) => integrityOpportunities(grade?.observations ?? []))) + sumOf(inTalks.map(({ opportunities }) => opportunities)),
      // Of critical errors, in files and conversations, those count that two people have confirmed.
      errors: (result!.critical ? 1 : 0) + sumOf(inTalks.map(({ fatal }) => fatal)),
    };
  });
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

/** The conversations of guide duty in which integrity came up. */
async function practisedTalks(db: Knex, traineeId: number): Promise<LedgerEntry[]> {
  const talks = new Map<number, PracticeObservation[]>();
  for (const observation of await guideObservations(db, traineeId, '')) talks.set(observation.sitting, [...(talks.get(observation.sitting) ?? []), observation]);
  return [...talks.values()].flatMap((observations): LedgerEntry[] => {
    const { opportunities, critical, fatal } = talkIntegrity(observations);
    return opportunities === 0 ? [] : [{ at: observations[0]!.at, opportunities, errors: critical + fatal }];
  });
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
