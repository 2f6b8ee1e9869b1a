import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { EventScript } from '../../core/catalogue/content.ts';
import type { Speech } from '../../platform/i18n.ts';

/** Events have no names: they are told by their tray and the beginning of what they say. */
const longest = 60;

/** What comes in beside the file, in words: nothing, what the level draws, or an event. */
export function eventWords(catalogue: Catalogue, event: string, { t, language }: Speech): string {
  if (event === '' || event === 'level') return t(`scenarios.event.${event || 'none'}`);
  const known = catalogue.events.get(event);
  if (!known) return event;
  const [said] = known.text.map((each) => each[language]);
  const short = said!.length <= longest ? said! : `${said!.slice(0, said!.lastIndexOf(' ', longest))} …`;
  return `${t(`events.tray.${known.channel}`)}: ${short}`;
}

/**
 * The choices of a scenario: nothing, the draw of the level, and the events of its level; one that was chosen stands there whatever the level. A fixed case is drawn
 * nothing for, and has no later stage that an event could come with.
 */
export function presentEvents(catalogue: Catalogue, level: number, chosen: string, way: 'recipe' | 'fixed', speech: Speech) {
  const fits = ({ levels, stage }: EventScript) => levels.includes(level) && (way === 'recipe' || stage === undefined);
  const ofLevel = [...catalogue.events.values()].filter((event) => fits(event) || event.id === chosen);
  const option = (value: string) => ({ value, label: eventWords(catalogue, value, speech), selected: value === chosen });
  const strange = chosen !== '' && chosen !== 'level' && !catalogue.events.has(chosen) ? [option(chosen)] : [];
  return {
    plain: [option(''), ...(way === 'recipe' ? [option('level')] : []), ...strange],
    groups: (['pressure', 'neutral'] as const)
      .map((kind) => ({ name: speech.t(`events.truth.${kind}`), options: ofLevel.filter((event) => event.kind === kind).map(({ id }) => option(id)) }))
      .filter(({ options }) => options.length > 0),
  };
}
