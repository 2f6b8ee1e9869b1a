import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Situation, Variant } from '../../core/conversations/format.ts';
import { type Channel, channels, type Mode, modes } from '../../core/conversations/vocabulary.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { TalkEntry } from './guide-store.ts';

/** How an operator of this level answers when he does not choose otherwise. */
export const usualMode = (level: number): Mode => (level === 1 ? 'cards' : level <= 3 ? 'phrases' : 'typed');

export const presentModes = (level: number, { t }: Speech) => modes.map((mode) => ({ value: mode, label: t(`guide.mode.${mode}`), usual: mode === usualMode(level) }));

/** Who waits: citizens by channel, least practised first. Neither what they need nor how they are is told. */
export function presentWaiting(offered: readonly { situation: Situation; variant: Variant }[], times: ReadonlyMap<string, number>, channel: Channel | null, { t, language }: Speech) {
  const rows = offered.map(({ situation, variant }) => {
    const id = `${situation.id}/${variant.id}`;
    return { id, channel: variant.channel, name: variant.citizen.name, setting: variant.setting[language], times: times.get(id) ?? 0 };
  });
  return channels
    .filter((each) => channel === null || each === channel)
    .map((each) => ({
      id: each,
      name: t(`guide.channel.${each}`),
      citizens: rows
        .filter((row) => row.channel === each)
        .toSorted((a, b) => a.times - b.times || (a.name < b.name ? -1 : 1))
        .map((row) => ({ ...row, count: row.times === 0 ? t('guide.new') : t('guide.times', { count: row.times }) })),
    }))
    .filter(({ citizens }) => citizens.length > 0);
}

/** Conversations that go on or are over, each in a line. */
export function presentTalks(catalogue: Catalogue, rows: readonly TalkEntry[], { t, language, format }: Speech) {
  return rows.map((row) => {
    const variant = row.held ?? catalogue.situations.get(row.situation)?.variants.find(({ id }) => id === row.variant);
    const over = row.endedAt !== null;
    return {
      href: `/guide/talks/${row.id}${over ? '/result' : ''}`,
      name: over ? (variant?.title[language] ?? row.situation) : (variant?.citizen.name ?? row.situation),
      channel: t(`guide.channel.${row.channel}`),
      at: format.dateTime(row.endedAt ?? row.begunAt),
      turns: t('guide.turns', { count: row.turns }),
      total: row.score === null ? null : format.number(100 * row.score, 1),
      outcome: row.outcome ? t(`guide.outcome.${row.outcome}`) : null,
      fatal: row.flags > 0,
    };
  });
}
