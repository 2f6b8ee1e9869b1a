import { type Catalogue, known, serviceOf } from '../core/catalogue/catalogue.ts';
import type { PermitCase } from '../core/cases/dossier.ts';
import type { Check } from '../core/checks/check.ts';
import { reader } from '../core/checks/kind.ts';
import type { Language, Text } from '../core/shared/text.ts';
import { createSpeech } from '../platform/i18n.ts';

/** One place that shows a defect: the paper, its data with what is written there, and the kinds of problem under which a finding counts. */
export interface Explanation {
  document: Text;
  fields: { id: string; name: Text; written: string | number | boolean | null }[];
  problems: Text[];
}

export interface Explained {
  check: Text;
  /** The places in a sentence. */
  words: Text;
  places: Explanation[];
  /** Registries that have to be asked, because no paper shows the difference. */
  lookups: { registry: Text; field: Text | null }[];
}

const textOf = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

/** Where a failing check shows, in both languages: the papers of this case with their data, then the registries that have to be asked. */
export function explain(catalogue: Catalogue, permitCase: PermitCase, check: Check): Explained {
  const speak = createSpeech({ timeZone: 'UTC' });
  const inBoth = (key: string): Text => textOf((language) => speak(language).t(key));
  const service = serviceOf(catalogue, permitCase.service);
  const isHere = (document: string) => document === 'form' || permitCase.dossier.documents.some(({ kind }) => kind === document);
  const places = check.where
    .filter(({ document }) => isHere(document))
    .map(({ document, fields, problems }) => {
      const kind = document === 'form' ? { name: inBoth('desk.form.title'), fields: service.form } : known(catalogue.documents, document, 'document');
      return {
        document: kind.name,
        fields: (fields ?? []).flatMap((id) => {
          const field = kind.fields.find((candidate) => candidate.id === id);
          return field ? [{ id: `${document}.${id}`, name: field.name, written: reader(`${document}.${id}`)(permitCase) ?? null }] : [];
        }),
        problems: problems.map((problem) => inBoth(`desk.problem.${problem}`)),
      };
    });
  const lookups = [...new Set([...check.reads, ...check.writes].filter((path) => path.startsWith('@')))].map((path) => {
    const [id, field] = path.slice(1).split('.') as [string, string | undefined];
    const registry = known(catalogue.registries, id, 'registry');
    return { registry: registry.name, field: registry.fields.find((candidate) => candidate.id === field)?.name ?? null };
  });
  const words = textOf((language) => {
    const parts = places.map(({ document, fields }) => (fields.length > 0 ? `${document[language]}: ${fields.map(({ name }) => name[language]).join(', ')}` : `${document[language]}, ${speak(language).t('desk.wholeDocument')}`));
    const asked = lookups.map(({ registry, field }) => `${speak(language).t('desk.lookups.title')}, ${registry[language]}${field ? `: ${field[language]}` : ''}`);
    return `${[...parts, ...asked].join('; ')}.`;
  });
  return { check: check.name, words, places, lookups };
}
