import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { acts, channels, commonFacts, flags, groups, literacies, outcomes, steps, tasks } from '../../core/conversations/vocabulary.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { entriesOf } from './conversation-input.ts';
import type { Names } from './fields.ts';
import { factName } from './words.ts';

export interface Choice {
  value: string;
  label: string;
  /** The heading under which it stands among many. */
  group?: string;
}

const listIn = (draft: Draft, key: string): Draft[] => (Array.isArray(draft[key]) ? (draft[key] as Draft[]).filter((each) => typeof each === 'object' && each !== null) : []);
const idOf = (entry: Draft): string => (typeof entry.id === 'string' ? entry.id : '');
const longest = 70;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** What can be chosen in the fields of a draft, by kind. `entry` is the scene or variant that lies open. */
export function choicesIn(catalogue: Catalogue, draft: Draft, entry: Draft, speech: Speech): (names: Names) => Choice[] {
  const { t, language } = speech;
  const words = (value: unknown, id: string): string => {
    const text = (Array.isArray(value) ? value[0] : value) as Draft | undefined;
    const said = text?.[language];
    return typeof said === 'string' && said !== '' ? short(said) : id;
  };
  const own = (key: string) => listIn(draft, key).map(idOf).filter(Boolean);
  const facts = () => [...commonFacts, ...own('asks')].map((value) => ({ value, label: short(factName(value, draft, speech)) }));
  const topics = () => listIn(draft, 'topics').filter(idOf).map((topic) => ({ value: idOf(topic), label: words(topic.text, idOf(topic)) }));
  const known = new Map<Names, Choice[]>();
  const application = (entry.application ?? {}) as Draft;
  const services = Array.isArray(application.services) ? application.services : [];
  const service = catalogue.services.get(String(services[0]));
  const lists: Record<Names, () => Choice[]> = {
    clauses: () => [...catalogue.clauses.values()].map(({ id, title }) => ({ value: id, label: title[language] })).toSorted((a, b) => a.label.localeCompare(b.label)),
    topics,
    facts,
    ownFacts: () => Object.keys((entry.facts ?? {}) as Draft).filter(Boolean).map((value) => ({ value, label: short(factName(value, draft, speech)) })),
    moves: () => [
      ...acts.map((value) => ({ value, label: t(`guide.act.${value}`), group: t('conversations.moves.acts') })),
      ...facts().map(({ value, label }) => ({ value: `ask:${value}`, label: t('guide.act.ask', { what: label }), group: t('conversations.moves.asks') })),
      ...topics().map(({ value, label }) => ({ value: `tell:${value}`, label: t('conversations.moves.tell', { what: label }), group: t('conversations.moves.tells') })),
    ],
    phrases: () => [
      ...topics().map((topic) => ({ ...topic, group: t('conversations.phrases.topics') })),
      ...listIn(draft, 'asks').filter(idOf).map((ask) => ({ value: `ask-${idOf(ask)}`, label: words(ask.text, idOf(ask)), group: t('conversations.phrases.asks') })),
      ...listIn(draft, 'phrases').filter(idOf).map((phrase) => ({ value: idOf(phrase), label: words(phrase.text, idOf(phrase)), group: t('conversations.phrases.own') })),
      ...groups.flatMap((group) => catalogue.guideWords.phrases.filter((phrase) => phrase.group === group).map(({ id, text }) => ({ value: id, label: words(text, id), group: t(`guide.group.${group}`) }))),
    ],
    scenes: () => own('scenes').map((value) => ({ value, label: value })),
    variants: () => listIn(draft, 'variants').filter(idOf).map((variant) => ({ value: idOf(variant), label: String(((variant.citizen ?? {}) as Draft).name || idOf(variant)) })),
    speakers: () => [
      { value: 'scene', label: t('conversations.speaker.scene') },
      ...[...new Set(entriesOf(draft, 'variants').flatMap(({ speakers }) => Object.keys((speakers ?? {}) as Draft)))].map((value) => ({ value, label: value })),
    ],
    channels: () => channels.map((value) => ({ value, label: t(`guide.channel.${value}`) })),
    literacies: () => Object.keys(literacies).map((value) => ({ value, label: t(`conversations.literacy.${value}`) })),
    levels: () => catalogue.levels.map(({ level }) => ({ value: String(level), label: `${level} ${levelOf(catalogue, level).name[language]}` })),
    steps: () => steps.map((value) => ({ value, label: t(`guide.step.${value}`) })),
    flags: () => flags.map((value) => ({ value, label: t(`guide.flag.${value}`) })),
    tasks: () => tasks.map((value) => ({ value, label: t(`conversations.task.${value}`) })),
    outcomes: () => outcomes.map((value) => ({ value, label: t(`guide.outcome.${value}`) })),
    groups: () => groups.map((value) => ({ value, label: t(`guide.group.${value}`) })),
    services: () => [...catalogue.services.values()].map(({ code, name }) => ({ value: code, label: `${code}, ${name[language]}` })),
    documents: () => (service?.requirements ?? []).map(({ document }) => ({ value: document, label: catalogue.documents.get(document)?.name[language] ?? document })),
    papers: () => listIn(application, 'papers').filter(idOf).map((paper) => ({ value: idOf(paper), label: words(paper.name, idOf(paper)) })),
    formFields: () => (service?.form ?? []).map(({ id, name }) => ({ value: id, label: name[language] })),
  };
  return (names) => {
    const list = known.get(names) ?? lists[names]();
    known.set(names, list);
    return list;
  };
}
