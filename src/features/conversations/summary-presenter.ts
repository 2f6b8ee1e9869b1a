import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { choicesIn } from './choices.ts';
import { entriesOf } from './conversation-input.ts';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What a conversation is, in words, as far as its draft says it. */
export function presentSummary(catalogue: Catalogue, draft: Draft, speech: Speech) {
  const { t, language } = speech;
  const text = (value: unknown): string => {
    const both = (value ?? {}) as Draft;
    return String(both[language] || both.id || both.en || '');
  };
  // The choices of the editor are cut to fit a field; here is room for the whole.
  const topics = new Map((Array.isArray(draft.topics) ? (draft.topics as Draft[]) : []).map((topic) => [String(topic?.id), topic?.text]));
  const whole = (topic: string): string => {
    const said = topics.get(topic);
    return text(Array.isArray(said) ? said[0] : said).replaceAll(/\{\w+\}/g, t('guide.citizen')) || topic;
  };
  return {
    about: text(draft.about),
    clause: catalogue.clauses.get(String(draft.clause))?.title[language] ?? '–',
    citizens: entriesOf(draft, 'variants').map((variant, at) => {
      const choices = choicesIn(catalogue, draft, variant, speech);
      const say = (names: Parameters<typeof choices>[0], value: string) => choices(names).find((choice) => choice.value === value)?.label ?? value;
      return {
        id: String(variant.id || at + 1),
        name: text(variant.title) || String(((variant.citizen ?? {}) as Draft).name || variant.id || at + 1),
        channel: say('channels', String(variant.channel)),
        levels: listOf(variant.levels).join(', ') || '–',
        needs: listOf(variant.needs).map((fact) => say('facts', fact)),
        tells: listOf(variant.tells).map(whole),
      };
    }),
    title: t('conversations.part.about'),
  };
}

/** What a new conversation can begin with; one of the bank is copied on its own page. */
export function presentSources(catalogue: Catalogue, { t, language }: Speech) {
  return [
    { group: '', options: [{ value: 'empty', label: t('conversations.new.empty') }] },
    { group: t('conversations.new.pack'), options: [...catalogue.situations.values()].map(({ id, title }) => ({ value: `pack-${id}`, label: `${id}, ${title[language]}` })) },
  ].filter(({ options }) => options.length > 0);
}
