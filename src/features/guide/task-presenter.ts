import { isDate } from '../../core/shared/dates.ts';
import { sceneOf, spoken } from '../../core/conversations/reply.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { DrawnTalk } from './guide-store.ts';

/** So many services can be put in order at once. */
const places = 4;

/** The papers of an assisted application, the citizen's form as far as it is filled in, and what has to be done now. Null in any other conversation. */
export function presentApplication({ talk: { script }, state }: DrawnTalk, { t, language, format }: Speech) {
  const { application } = script;
  if (!application) return null;
  const { task } = sceneOf(script, state.scene);
  const filled = new Map(application.form.slice(0, state.parts).flatMap(({ fields }) => Object.entries(fields)));
  const next = application.form[state.parts];
  const began = state.visited.includes('form') || state.parts > 0;
  const shown = (value: string) => (isDate(value) ? format.date(value) : value);
  const nameOf = (paper: (typeof application.papers)[number]) => spoken(script, paper.name)[language];
  return {
    task: task ?? null,
    papers: application.papers.map((paper) => ({ id: paper.id, name: nameOf(paper), shows: paper.shows[language] })),
    places: Array.from({ length: places }, (_, at) => t('guide.apply.place', { place: at + 1 })),
    services: application.offered.map(({ code, name }) => ({ value: code, label: name[language] })),
    documents: application.choices.map(({ id, name }) => ({ value: id, label: name[language] })),
    form: began ? { title: application.offered.find(({ code }) => code === application.services[0])!.name[language], fields: application.fields.map(({ id, name }) => ({ name: name[language], value: shown(filled.get(id) ?? ''), next: next !== undefined && id in next.fields })) } : null,
    next: next ? next.name[language] : null,
  };
}
