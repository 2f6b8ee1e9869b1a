import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type Condition, permitsBefore, serviceFields, type Service } from '../../core/catalogue/content.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sourceOf } from './source-presenter.ts';

export interface CatalogueFilter {
  q: string;
  field: Service['field'] | null;
}

/** The services that fit, by field: of this field, and with these words in code, name or description, in either language. */
export function presentCatalogue(catalogue: Catalogue, { q, field }: CatalogueFilter, speech: Speech) {
  const words = q.toLowerCase();
  const fits = ({ code, name, about }: Service) => [code, name.id, name.en, about.id, about.en].some((text) => text.toLowerCase().includes(words));
  const found = [...catalogue.services.values()].filter((service) => (field === null || service.field === field) && (words === '' || fits(service)));
  return serviceFields
    .map((id) => ({ id, name: speech.t(`catalogue.field.${id}`), services: found.filter((service) => service.field === id).map((service) => presentLine(catalogue, service, speech)) }))
    .filter(({ services }) => services.length > 0);
}

function presentLine(catalogue: Catalogue, service: Service, speech: Speech) {
  const { t, language } = speech;
  return {
    code: service.code,
    name: service.name[language],
    about: service.about[language],
    level: t('catalogue.level', { level: service.level }),
    days: t('catalogue.days', { count: service.sla.days }),
    levy: levyName(catalogue, service, speech),
    requirements: t('catalogue.requirementCount', { count: service.requirements.length }),
  };
}

function levyName(catalogue: Catalogue, { levy }: Service, { t, language }: Speech): string {
  return levy.kind === 'free' ? t('catalogue.free') : (catalogue.levies.get(levy.formula)?.name[language] ?? levy.formula);
}

/** Everything that is public about a service: who may apply, what is asked for, what is examined and why, time, cost, team, what comes before. */
export function presentService(catalogue: Catalogue, service: Service, speech: Speech) {
  const { t, language } = speech;
  const name = (code: string) => ({ code, name: catalogue.services.get(code)?.name[language] ?? code });
  const clauses = clausesOf(service, catalogue);
  return {
    code: service.code,
    name: service.name[language],
    about: service.about[language],
    field: t(`catalogue.field.${service.field}`),
    facts: [
      { id: 'eligible', text: service.eligible[language] },
      { id: 'output', text: `${service.output.name[language]}. ${service.output.valid[language]}` },
      { id: 'sla', text: t('catalogue.days', { count: service.sla.days }), source: sourceOf(service.sla, speech) },
      { id: 'levy', text: levyName(catalogue, service, speech) },
      { id: 'team', text: service.team ? `${service.team.name[language]}${service.team.visit ? ` (${t('catalogue.visit')})` : ''}` : t('catalogue.noTeam') },
      { id: 'sanctions', text: service.sanctions[language] },
    ].map((fact) => ({ source: null, ...fact, name: t(`catalogue.fact.${fact.id}`) })),
    before: permitsBefore(service).map((group) => group.map(name)),
    after: [...catalogue.services.values()].filter((other) => permitsBefore(other).flat().includes(service.code)).map(({ code }) => name(code)),
    requirements: service.requirements.map(({ document, when }) => ({
      name: catalogue.documents.get(document)!.name[language],
      purpose: catalogue.documents.get(document)!.purpose[language],
      condition: when ? conditionOf(catalogue, service, when, speech) : null,
    })),
    form: service.form.map((field) => field.name[language]),
    clauses: clauses.map((id) => {
      const clause = catalogue.clauses.get(id)!;
      return {
        id,
        title: clause.title[language],
        text: clause.text[language],
        source: sourceOf(clause, speech),
        training: clause.confidence === 'training',
        checks: service.checks.flatMap((check) => {
          const definition = catalogue.checks.get(check)!;
          return definition.clause === id ? [definition.name[language]] : [];
        }),
      };
    }),
    source: sourceOf(service, speech),
  };
}

/** When a requirement holds, by the words of the pack; a fact without words is named as the form names it. */
function conditionOf(catalogue: Catalogue, { form }: Service, when: Condition, { t, language }: Speech): string {
  const or = new Intl.ListFormat(language, { type: 'disjunction' });
  const conditions = Object.entries(when).map(([fact, values]) => {
    const words = catalogue.conditions.get(fact);
    const name = words?.name ?? form.find(({ from }) => from === fact)?.name;
    return t('catalogue.condition', { name: name?.[language] ?? fact, values: or.format(values.map((value) => words?.values[value]?.[language] ?? value)) });
  });
  return t('catalogue.conditional', { conditions: new Intl.ListFormat(language).format(conditions) });
}

/** The clauses that the rules of a service rest on, each once, in the order in which the service names them. */
function clausesOf(service: Service, catalogue: Catalogue): string[] {
  const ids = [...service.checks.map((id) => catalogue.checks.get(id)!.clause), service.classification?.clause, service.levy.clause];
  return [...new Set(ids)].filter((id) => id !== undefined);
}
