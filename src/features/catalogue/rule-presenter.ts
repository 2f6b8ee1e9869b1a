import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import { type Clause, confidence } from '../../core/catalogue/content.ts';
import { type Dependent, type DependentKind, dependentKinds } from '../../core/catalogue/dependents.ts';
import type { Change } from '../../core/catalogue/editions.ts';
import type { Speech } from '../../platform/i18n.ts';
import { markName } from '../grading/mark-name.ts';
import type { KeptEdition } from './edition-store.ts';
import { sourceOf } from './source-presenter.ts';
import type { WholeDependents } from './rule-service.ts';

export interface RuleFilter {
  q: string;
  service: string;
  confidence: Clause['confidence'] | null;
}

/** The clauses that the search has found and that fit the rest of the filter. */
export function filterClauses(found: readonly Clause[], { service, confidence: certainty }: RuleFilter, servicesOf: (clause: string) => readonly string[]): Clause[] {
  return found.filter((clause) => (certainty === null || clause.confidence === certainty) && (service === '' || servicesOf(clause.id).includes(service)));
}

/** Lines of the list. */
export function presentClauses(catalogue: Catalogue, clauses: readonly Clause[], speech: Speech) {
  return clauses.map((clause) => presentHead(catalogue, clause, speech));
}

function presentHead(catalogue: Catalogue, clause: Clause, { t, format, language }: Speech) {
  const from = format.date(clause.effective ?? catalogue.effective);
  return {
    id: clause.id,
    number: clause.number ?? clause.id,
    title: clause.title[language],
    text: clause.text[language],
    source: sourceOf(clause, { t, format, language }),
    certainty: t(`catalogue.confidence.${clause.confidence}`),
    training: clause.confidence === 'training',
    effective: clause.until ? t('regulations.fromUntil', { from, until: format.date(clause.until) }) : t('regulations.from', { from }),
  };
}

/** One clause with the services that rest on it; whatever else depends on it is shown to trainers. */
export function presentClause(catalogue: Catalogue, clause: Clause, entries: readonly Dependent[], speech: Speech) {
  return {
    ...presentHead(catalogue, clause, speech),
    // Where the pack says nothing of the clause itself, the day is that of the pack.
    byPack: clause.effective === undefined,
    services: entries.flatMap(({ kind, id }) => (kind === 'service' ? [{ code: id, name: serviceOf(catalogue, id).name[speech.language] }] : [])),
    tariffs: entries.flatMap(({ kind, id }) => (kind === 'tariff' ? [{ id, name: catalogue.levies.get(id)?.name[speech.language] ?? id }] : [])),
  };
}

/** The choices of the filter. */
export const presentRuleFilter = (catalogue: Catalogue, { t, language }: Speech) => ({
  services: [...catalogue.services.values()].map(({ code, name }) => ({ value: code, label: `${code}, ${name[language]}` })),
  certainties: confidence.options.map((value) => ({ value, label: t(`catalogue.confidence.${value}`) })),
});

interface DependentGroup {
  name: string;
  entries: { text: string; href: string | null }[];
}

/** What depends on a rule, by kind; only what there is. */
export function presentDependents(catalogue: Catalogue, { entries, questions, scenarios, conversations, forms }: WholeDependents, speech: Speech): DependentGroup[] {
  const { t, format, language } = speech;
  const ofPack = dependentKinds.map((kind): DependentGroup => ({
    name: t(`regulations.kind.${kind}`),
    entries: entries.filter((each) => each.kind === kind).map(({ id }) => ({ text: entryName(catalogue, kind, id, speech), href: hrefOf(kind, id) })),
  }));
  const titled = ({ code, title }: { code: string; title: { id?: string; en?: string } }) => `${code}: ${title[language] ?? title.id ?? title.en ?? ''}`;
  const groups: DependentGroup[] = [
    ...ofPack,
    { name: t('regulations.kind.bank'), entries: questions.map((work) => ({ text: titled(work), href: `/trainer/questions/${work.id}` })) },
    { name: t('regulations.kind.scenario'), entries: scenarios.map((work) => ({ text: titled(work), href: `/trainer/scenarios/${work.id}` })) },
    { name: t('regulations.kind.conversation'), entries: conversations.map((work) => ({ text: titled(work), href: `/trainer/conversations/${work.id}` })) },
    {
      name: t('regulations.kind.form'),
      entries: forms.map(({ id, level, contentVersion, madeAt, unused }) => ({ text: t(unused ? 'regulations.formUnused' : 'regulations.formUsed', { id, level, version: contentVersion, date: format.date(madeAt) }), href: null })),
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}

function entryName(catalogue: Catalogue, kind: DependentKind, id: string, { t, language }: Speech): string {
  const named = (name: string | undefined) => (name ? `${name} (${id})` : id);
  if (kind === 'check') return named(catalogue.checks.get(id)?.name[language]);
  if (kind === 'decoy') return named(catalogue.decoys.get(id)?.name[language]);
  if (kind === 'question') return `${id}: ${catalogue.questions.get(id)?.stem[language] ?? ''}`;
  if (kind === 'guide') return named(catalogue.guides.get(id)?.text[0]?.[language]);
  if (kind === 'message') return named(catalogue.messages.get(id)?.text[0]?.[language]);
  if (kind === 'event') return named(catalogue.events.get(id)?.text[0]?.[language]);
  if (kind === 'situation') return named(catalogue.situations.get(id)?.title[language]);
  if (kind === 'tariff') return named(catalogue.levies.get(id)?.name[language]);
  if (kind === 'service') return named(catalogue.services.get(id)?.name[language]);
  return markName(catalogue, id, { t, language }) ?? id;
}

function hrefOf(kind: DependentKind, id: string): string | null {
  if (kind === 'check' || kind === 'decoy' || kind === 'question') return `/items/${kind}/${encodeURIComponent(id)}`;
  if (kind === 'tariff') return `/regulations/tariffs/${encodeURIComponent(id)}`;
  return kind === 'service' ? `/catalogue/${id}` : null;
}

/** A tariff with its versions. */
export function presentTariff(catalogue: Catalogue, id: string, { language, format, t }: Speech) {
  const levy = catalogue.levies.get(id)!;
  const clause = catalogue.clauses.get(levy.clause);
  return {
    id,
    name: levy.name[language],
    clause: clause ? { id: clause.id, title: clause.title[language], training: clause.confidence === 'training' } : null,
    versions: levy.versions.map((version) => ({ effective: format.date(version.effective), source: sourceOf(version, { t, format, language }), certainty: t(`catalogue.confidence.${version.confidence}`) })),
  };
}

/** The editions of the pack that were run, the newest first. */
export const presentEditions = (editions: readonly KeptEdition[], chosen: number | null, { format, t }: Speech) =>
  editions.toReversed().map(({ id, version, firstRunAt }) => ({ id, name: t('regulations.edition', { version, date: format.dateTime(firstRunAt) }), current: id === chosen, first: id === editions[0]?.id }));

/** What an edition has changed, with what depends on it. */
export function presentChange(catalogue: Catalogue, { subject, id, change, parts }: Change, dependents: WholeDependents, speech: Speech) {
  const { t, language } = speech;
  const entry = subject === 'clause' ? catalogue.clauses.get(id)?.title : catalogue.levies.get(id)?.name;
  return {
    id,
    anchor: `${subject}-${id}`,
    name: entry?.[language] ?? id,
    href: !entry ? null : subject === 'clause' ? `/regulations/${id}` : `/regulations/tariffs/${id}`,
    subject: t(`regulations.subject.${subject}`),
    change: t(`regulations.change.${change}`),
    parts: parts.map((part) => t(`regulations.part.${part}`)).join(', '),
    groups: presentDependents(catalogue, dependents, speech),
  };
}
