import { type Catalogue, known, serviceOf } from '../core/catalogue/catalogue.ts';
import type { CheckDefinition, DecoyDefinition, Service } from '../core/catalogue/content.ts';
import { usage } from './usage-error.ts';

/** `catalogue list`: one line for each service, in the order of their numbers. */
export function listCommand(catalogue: Catalogue): object[] {
  return [...catalogue.services.values()].map(({ code, number, field, level, name, sla, levy, requirements, checks, decoys }) => ({
    code,
    number,
    field,
    level,
    name,
    slaDays: sla.days,
    levy: levy.kind,
    requirements: requirements.length,
    checks: checks.length,
    decoys: decoys.length,
  }));
}

function clauseOf(catalogue: Catalogue, id: string): object {
  const { title, text, source, confidence } = known(catalogue.clauses, id, 'clause');
  return { id, title, text, source, confidence };
}

const checkOf = (catalogue: Catalogue, { id, name, kind, params, defect, consequence, target, competency, difficulty, weight, clause }: CheckDefinition): object => ({
  id, name, kind, params, defect, consequence, target: target ?? null, competency, difficulty, weight, clause: clauseOf(catalogue, clause),
});

const decoyOf = (catalogue: Catalogue, { id, name, kind, params, defect, difficulty, clause }: DecoyDefinition): object => ({
  id, name, kind, params, defect, difficulty, clause: clauseOf(catalogue, clause),
});

function levyOf(catalogue: Catalogue, { levy }: Service): object {
  const clause = clauseOf(catalogue, levy.clause);
  if (levy.kind === 'free') return { kind: levy.kind, clause };
  const { id, name, inputs, steps, versions } = known(catalogue.levies, levy.formula, 'levy');
  return { kind: levy.kind, clause, from: levy.inputs, formula: { id, name, inputs, steps, versions } };
}

/** `catalogue show`: everything that the pack says of a service, with the names and rules behind its ids. UsageError for an unknown service. */
export function showCommand(catalogue: Catalogue, code: string): object {
  const service = usage(() => serviceOf(catalogue, code));
  const { classification, form, requirements, registries, prerequisites, output, team, checks, decoys, ...rest } = service;
  const named = (before: string) => ({ code: before, name: serviceOf(catalogue, before).name });
  const fieldOf = (id: string) => ({ id, name: form.find((field) => field.id === id)!.name });
  return {
    ...rest,
    output: { ...output, fields: output.fields.map(fieldOf) },
    team: team ?? null,
    prerequisites: prerequisites.map((before) => (typeof before === 'string' ? named(before) : { oneOf: before.map(named) })),
    form: form.map(({ id, name, type }) => ({ id, name, type })),
    requirements: requirements.map(({ document, when }) => {
      const { name, purpose, fields } = known(catalogue.documents, document, 'document');
      return { document, name, purpose, when: when ?? null, fields: fields.map(({ id, name: fieldName, type }) => ({ id, name: fieldName, type })) };
    }),
    registries: registries.map((id) => {
      const { name, keyName, fields } = known(catalogue.registries, id, 'registry');
      return { id, name, keyName, fields: fields.map(({ id: field, name: fieldName }) => ({ id: field, name: fieldName })) };
    }),
    classification: classification ? { ...classification, clause: clauseOf(catalogue, classification.clause) } : null,
    levy: levyOf(catalogue, service),
    checks: checks.map((id) => checkOf(catalogue, known(catalogue.checks, id, 'check'))),
    decoys: decoys.map((id) => decoyOf(catalogue, known(catalogue.decoys, id, 'decoy'))),
  };
}
