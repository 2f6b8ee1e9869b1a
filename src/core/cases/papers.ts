import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { Service } from '../catalogue/content.ts';
import type { Facts, Fields, Registries, Upload, World } from '../checks/kind.ts';
import { registryKey } from '../shared/registry-key.ts';
import { holdsIn } from './facts.ts';

function draw(fields: readonly { id: string; from: string }[], world: World): Fields {
  const values: Fields = {};
  for (const field of fields) values[field.id] = world.get(field.from);
  return values;
}

/** What these registries know of a clean case. */
export function registriesOf(catalogue: Catalogue, ids: readonly string[], world: World): Registries {
  const registries: Registries = {};
  for (const id of ids) {
    const records: Record<string, Fields> = (registries[id] = {});
    for (const { key, when, fields } of known(catalogue.registries, id, 'registry').records) {
      if (when && !holdsIn(world, when)) continue;
      const record: Fields = {};
      for (const [field, fact] of Object.entries(fields)) record[field] = world.get(fact);
      records[registryKey(String(world.get(key)))] = record;
    }
  }
  return registries;
}

/** A document as it looks when nothing is wrong with it. */
export const drawUpload = (catalogue: Catalogue, document: string, world: World): Upload => ({
  kind: document,
  file: document,
  scan: 'clear',
  fields: draw(known(catalogue.documents, document, 'document').fields, world),
});

/** The kinds of papers that a file of these facts is asked for, in the order of the pack. */
export const askedFor = ({ requirements }: Service, world: World): string[] =>
  requirements.filter(({ when }) => !when || holdsIn(world, when)).map(({ document }) => document);

/** Form, papers and registries of a file as they are drawn from its facts, with nothing odd and nothing wrong. */
export function drawFile(catalogue: Catalogue, service: Service, world: World, today: string): Facts {
  const documents = askedFor(service, world).map((document) => drawUpload(catalogue, document, world));
  return { today, dossier: { form: draw(service.form, world), documents }, registries: registriesOf(catalogue, service.registries, world) };
}
