import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { decisions } from '../../core/catalogue/content.ts';
import { checksOf } from '../../core/checks/check.ts';
import type { Problem, Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { ListedCase } from './case-service.ts';
import type { Given } from './case-store.ts';
import type { Group } from './group-store.ts';

/** One page of cases. */
export function presentList(rows: readonly ListedCase[], catalogue: Catalogue, speech: Speech) {
  const { language, t, format } = speech;
  return rows.map(({ id, permitCase, decision, defects, madeAt, madeBy, given }) => ({
    id,
    registration: permitCase.registration,
    service: serviceOf(catalogue, permitCase.service).name[language],
    code: permitCase.service,
    level: permitCase.level,
    decision: t(`desk.decision.${decision}`),
    defects,
    madeAt: format.dateTime(madeAt),
    issued: madeBy !== null,
    for: given.length === 1 ? given[0]!.trainee : t('trainer.cases.people', { count: given.length }),
    result: resultOf(given, speech),
  }));
}

function resultOf(given: readonly Given[], { t, format }: Speech): string {
  if (given.length === 1) return stateOf(given[0]!, { t, format });
  const totals = given.flatMap(({ total }) => total ?? []);
  if (totals.length === 0) return t('trainer.cases.doneOf', { done: 0, all: given.length });
  const mean = format.number(totals.reduce((sum, total) => sum + total, 0) / totals.length, 1);
  return t('trainer.cases.meanOf', { done: totals.length, all: given.length, mean });
}

const stateOf = ({ total, startedAt, submittedAt }: Given, { t, format }: Pick<Speech, 't' | 'format'>): string => {
  if (total !== null) return format.number(total, 1);
  return t(submittedAt ? 'trainer.cases.ungraded' : startedAt ? 'trainer.cases.begun' : 'trainer.cases.untouched');
};

/** Who has a case and how far each is. */
export function presentGiven(given: readonly Given[], { t, format }: Speech) {
  return given.map((each) => ({
    trainee: each.trainee,
    issuedAt: format.dateTime(each.issuedAt),
    submittedAt: each.submittedAt ? format.dateTime(each.submittedAt) : '–',
    result: stateOf(each, { t, format }),
  }));
}

/** Filters of the list. */
export function presentFilters(catalogue: Catalogue, trainees: readonly { id: number; name: string }[], { language, t }: Speech) {
  return {
    services: [...catalogue.services.values()].map(({ code, name }) => ({ value: code, label: `${code}, ${name[language]}` })),
    decisions: decisions.map((id) => ({ value: id, label: t(`desk.decision.${id}`) })),
    trainees: trainees.map(({ id, name }) => ({ value: String(id), label: name })),
  };
}

/** The levels to choose from; each keeps the service where the level has it. */
export function presentLevels(catalogue: Catalogue, { level, service }: { level: number; service: string }, { language, t }: Speech) {
  return catalogue.levels.map(({ level: number, name }) => ({
    name: t('trainer.new.levelName', { level: number, name: name[language] }),
    href: `/trainer/cases/new?${new URLSearchParams({ level: String(number), service })}`,
    current: number === level,
  }));
}

/** The services of a level to choose from. */
export function presentServices(catalogue: Catalogue, level: number, { language }: Speech) {
  return levelOf(catalogue, level).services.map((code) => {
    const { name, about } = serviceOf(catalogue, code);
    return { code, name: name[language], about: about[language] };
  });
}

/** The checks of a service, grouped by the document on which each is seen. */
export function presentChecks(catalogue: Catalogue, service: string, chosen: readonly string[], { language, t }: Speech) {
  const groups = new Map<string, { id: string; name: string; hint: string; checked: boolean }[]>();
  for (const check of checksOf(catalogue, service)) {
    const document = check.where[0]?.document ?? 'form';
    const list = groups.get(document) ?? [];
    list.push({ id: check.id, name: check.name[language], hint: t(`desk.decision.${check.consequence}`), checked: chosen.includes(check.id) });
    groups.set(document, list);
  }
  return [...groups].map(([document, checks]) => ({
    name: catalogue.documents.get(document)?.name[language] ?? t('desk.form.title'),
    checks,
    open: checks.some(({ checked }) => checked),
  }));
}

/** Trainees and groups to whom a case can go. */
export function presentRecipients(groups: readonly Group[], trainees: readonly { id: number; name: string }[], { t }: Speech) {
  return {
    groups: groups.map((group) => ({ value: `group-${group.id}`, label: t('trainer.new.group', { name: group.name, count: group.members }) })),
    trainees: trainees.map(({ id, name }) => ({ value: `trainee-${id}`, label: name })),
  };
}

/** Puts the names of checks where a problem has their ids. */
export function nameChecks(problems: Problems, catalogue: Catalogue, { language }: Speech): Problems {
  const named = ({ key, vars }: Problem): Problem => ({
    key,
    vars: Object.fromEntries(Object.entries(vars ?? {}).map(([name, value]) => [name, catalogue.checks.get(String(value))?.name[language] ?? value])),
  });
  return Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field.startsWith('breaks') ? 'breaks' : field, named(problem)]));
}
