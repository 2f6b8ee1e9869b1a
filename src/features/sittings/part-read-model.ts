import type { Knex } from 'knex';
import type { ExtensionNeed } from '../../core/sittings/extension.ts';
import type { Speech } from '../../platform/i18n.ts';
import { started } from './part-store.ts';
import { takenPlaces, toForm } from './form-read-model.ts';

/** What of a waiting part others than its person need: until when it may be begun. */
export interface WaitingPart {
  sittingId: number;
  /** 2, 3... */
  part: number;
  /** Without the extra time of the person. */
  minutes: number;
  beginBy: string;
}

/** Of these tests those that wait for their next part to be begun, by sitting. */
export async function waitingParts(db: Knex, sittingIds: readonly number[], at: string): Promise<Map<number, WaitingPart>> {
  if (sittingIds.length === 0) return new Map();
  const rows: WaitingPart[] = await db('test_parts')
    .join('sittings', (join) => join.on('sittings.id', 'test_parts.sitting_id').andOn('sittings.submitted_at', 'test_parts.after_at'))
    .whereIn('sittings.id', [...sittingIds])
    .where('begin_by', '>', at)
    .whereNotExists(started(db))
    .select({ sittingId: 'sitting_id', part: 'part', minutes: 'minutes', beginBy: 'begin_by' });
  return new Map(rows.map((row) => [row.sittingId, row]));
}

/** A part of a test that was sat. */
export interface SatPart {
  part: number;
  /** Its first and last place. */
  from: number;
  to: number;
  cases: number;
  items: number;
  startedAt: string;
  /** Null while it runs. */
  endedAt: string | null;
  /** Why the test went on with it; null for the first part. */
  need: ExtensionNeed | null;
}

/** The parts of a test that were begun, in their order; one where it was not extended. */
export async function satParts(db: Knex, sittingId: number): Promise<SatPart[]> {
  const sitting: { form: string; started_at: string; submitted_at: string | null } = await db('sittings').where({ id: sittingId }).first('form', 'started_at', 'submitted_at');
  const { items, talks, extended } = toForm(sittingId, sitting.form);
  const places = takenPlaces(await db('sitting_cases').where({ sitting_id: sittingId }).pluck('position'), { talks });
  const starts: { part: number; startedAt: string; after: string; need: string }[] = await db('test_part_starts')
    .join('test_parts', 'test_parts.id', 'test_part_starts.test_part_id')
    .where({ 'test_part_starts.sitting_id': sittingId })
    .select({ part: 'part', startedAt: 'started_at', after: 'after_at', need: 'need' });
  const parts = [{ part: 1, from: 1, items: extended?.first.items ?? items }, ...(extended?.parts ?? [])];
  return parts.map(({ part, from, items: own }, index) => {
    const next = parts[index + 1];
    const cases = places.filter((place) => place >= from && (!next || place < next.from)).length;
    const start = starts.find((each) => each.part === part);
    const ended = next ? starts.find((each) => each.part === next.part)!.after : sitting.submitted_at;
    return {
      part,
      from,
      to: from + cases + own.length - 1,
      cases,
      items: own.length,
      startedAt: start?.startedAt ?? sitting.started_at,
      endedAt: ended,
      need: start ? (JSON.parse(start.need) as ExtensionNeed) : null,
    };
  });
}

/** Minutes that were worked in these parts, the time between them left out. */
export const workedMinutes = (parts: readonly SatPart[]): number =>
  Math.round(parts.reduce((sum, { startedAt, endedAt }) => sum + (endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(startedAt)), 0) / 60_000);

export interface SatPartView {
  words: string;
  /** Why the test went on with it; empty for the first part. */
  need: string;
}

/** The parts of an extended test in words; none where it was not extended. */
export const sayParts = (parts: readonly SatPart[], { t, format }: Pick<Speech, 't' | 'format'>): SatPartView[] =>
  parts.length < 2
    ? []
    : parts.map((each) => ({
        words: t('extensions.sat', { ...each, at: format.dateTime(each.startedAt), minutes: workedMinutes([each]) }),
        need: each.need ? t(each.need.near ? 'extensions.need.near' : 'extensions.need.risk', { list: each.need.risk.map((competency) => t(`grading.competency.${competency}`)).join(', ') || '–' }) : '',
      }));
