import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { shiftOf } from '../../core/shift/plan.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { ShiftEntry } from './shift-store.ts';

/** The shifts that can be begun, the hardest last. */
export const presentChoice = (catalogue: Catalogue, levels: readonly number[], { t, language }: Speech) =>
  levels.map((level) => {
    const { name, minutes, applications, inspections, chats, calls, outage, absence, rush } = shiftOf(catalogue, level);
    return {
      level,
      name: name[language],
      facts: [t('shifts.level', { level }), t('shifts.minutes', { count: minutes }), t('shifts.comes', { files: applications, chats, calls }), ...(inspections > 0 ? [t('inspections.come', { count: inspections })] : [])],
      about: [outage && t('shifts.with.outage'), absence && t('shifts.with.absence'), rush > 1 && t('shifts.with.rush')].filter((line): line is string => Boolean(line)),
    };
  });

/** A share as a whole percentage, or a dash where there was nothing to measure. */
export const sayShare = (share: number | null, { format }: Pick<Speech, 'format'>): string => (share === null ? '–' : format.percent(share, 0));

/** Shifts that are over, each in a line. */
export const presentShifts = (catalogue: Catalogue, rows: readonly ShiftEntry[], speech: Speech) =>
  rows.map((row) => ({
    href: `/shifts/${row.id}/debrief`,
    name: shiftOf(catalogue, row.level).name[speech.language],
    at: speech.format.dateTime(row.endedAt),
    total: speech.format.number(row.total, 1),
    accuracy: sayShare(row.accuracy, speech),
    wkt: sayShare(row.wkt, speech),
    passed: row.passed,
  }));
