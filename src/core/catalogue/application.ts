import type { Application, Variant } from '../conversations/format.ts';
import { randomFrom } from '../shared/random.ts';
import { type Catalogue, known, serviceOf } from './catalogue.ts';

/** So many documents that are not needed stand among those to choose from. */
const distractors = 6;

/**
 * An assisted application with what the catalogue says of it: all services, the public form, cost and working days of the first service, and documents to choose
 * from. Undefined for a variant without one. RangeError names what the catalogue does not know. The seed settles which documents stand beside the needed ones.
 */
export function applicationOf(catalogue: Catalogue, { application }: Variant, seed: string): Application | undefined {
  if (!application) return undefined;
  for (const code of application.services) serviceOf(catalogue, code);
  const service = serviceOf(catalogue, application.services[0]!);
  const asked = new Set(service.requirements.map(({ document }) => document));
  for (const id of application.documents) if (!asked.has(id)) throw new RangeError(`unknown requirement "${id}" of ${service.code}; known: ${[...asked].join(', ')}`);
  const fields = new Map(service.form.map((field) => [field.id, field]));
  for (const part of application.form) for (const id of Object.keys(part.fields)) known(fields, id, `field of ${service.code}`);
  const filled = application.form.flatMap((part) => Object.keys(part.fields));
  for (const id of fields.keys()) if (filled.filter((each) => each === id).length !== 1) throw new RangeError(`the field "${id}" of ${service.code} is not in exactly one part of the form`);
  const others = [...catalogue.documents.values()].filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  const choices = randomFrom(seed, 'documents').shuffle([...application.documents, ...randomFrom(seed, 'others').sample(others, distractors)]);
  return {
    ...application,
    offered: [...catalogue.services.values()].map(({ code, name }) => ({ code, name })),
    choices: choices.map((id) => ({ id, name: known(catalogue.documents, id, 'document').name })),
    free: service.levy.kind === 'free',
    days: service.sla.days,
    fields: service.form.map(({ id, name }) => ({ id, name })),
  };
}
