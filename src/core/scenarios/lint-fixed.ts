import type { Fault } from '../authoring/fault.ts';
import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { FieldDefinition } from '../catalogue/content.ts';
import type { Conversation } from '../cases/dossier.ts';
import { checksOf } from '../checks/check.ts';
import type { Fields, Value } from '../checks/kind.ts';
import { isDate } from '../shared/dates.ts';
import { eventFaults } from './lint-event.ts';
import type { FixedWay, Scenario } from './scenario.ts';

type Definition = Pick<FieldDefinition, 'id' | 'type'>;

/** Whether a value can stand in a field of its type; a date field may hold words, such as an identity card that is valid for life. */
function fits(type: Definition['type'], value: Value): boolean {
  if (type === 'mark') return typeof value === 'boolean';
  if (type === 'money') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (typeof value !== 'string' || value.length > 500) return typeof value === 'number' && type !== 'date';
  return type !== 'date' || !/^\d/.test(value) || isDate(value);
}

function fieldFaults(path: string, definitions: readonly Definition[], fields: Fields): Fault[] {
  const known = new Map(definitions.map((each) => [each.id, each]));
  const strange = Object.keys(fields).filter((id) => !known.has(id));
  return [
    ...strange.map((id): Fault => ({ path: `${path}.${id}`, key: 'scenarios.fault.unknownField', vars: { field: id } })),
    ...definitions.flatMap(({ id, type }): Fault[] => {
      const value = Object.hasOwn(fields, id) ? fields[id] : undefined;
      if (value === undefined) return [{ path: `${path}.${id}`, key: 'authoring.fault.required' }];
      return fits(type, value) ? [] : [{ path: `${path}.${id}`, key: `scenarios.fault.type.${type}` }];
    }),
  ];
}

function conversationFaults(catalogue: Catalogue, { id, script, variant, replies }: Conversation, path: string): Fault[] {
  const known = id === 'guide' ? catalogue.guides.get(script) : catalogue.messages.get(script);
  if (!known) return [{ path: `${path}.script`, key: 'scenarios.fault.unknownScript', vars: { script } }];
  if (variant >= known.text.length) return [{ path: `${path}.variant`, key: 'authoring.fault.most', vars: { max: known.text.length - 1 } }];
  const all = known.replies.map((reply) => reply.id);
  return replies.length === all.length && all.every((reply) => replies.includes(reply)) ? [] : [{ path: `${path}.replies`, key: 'scenarios.fault.replies' }];
}

/** What a fixed case has that the content does not know, or lacks what it must have; and rulings of an expert that rule nothing. */
export function fixedFaults(catalogue: Catalogue, scenario: Scenario, content: FixedWay): Fault[] {
  const service = serviceOf(catalogue, scenario.service);
  const { dossier, registries, conversations, event, rulings, receivedOn } = content;
  const faults: Fault[] = fieldFaults('content.dossier.form', service.form, dossier.form);
  const asked = new Set(service.requirements.map(({ document }) => document));
  if (dossier.documents.length === 0) faults.push({ path: 'content.dossier.documents', key: 'authoring.fault.few', vars: { min: 1 } });
  dossier.documents.forEach(({ kind, file, fields }, at) => {
    // Documents are told apart by their kind, as the editor does.
    const path = `content.dossier.documents.${kind}`;
    if (!asked.has(kind)) return faults.push({ path, key: 'scenarios.fault.unknownDocument', vars: { document: kind } });
    if (dossier.documents.findIndex((other) => other.kind === kind) < at) return faults.push({ path, key: 'scenarios.fault.twice', vars: { name: kind } });
    if (file !== 'none' && !catalogue.documents.has(file)) faults.push({ path: `${path}.file`, key: 'scenarios.fault.unknownDocument', vars: { document: file } });
    faults.push(...fieldFaults(`${path}.fields`, catalogue.documents.get(kind)!.fields, fields));
  });
  for (const id of Object.keys(registries)) if (!service.registries.includes(id)) faults.push({ path: `content.registries.${id}`, key: 'scenarios.fault.unknownRegistry', vars: { registry: id } });
  conversations.forEach((conversation, at) => {
    const path = `content.conversations.${at}`;
    if (conversations.findIndex(({ id }) => id === conversation.id) < at) faults.push({ path, key: 'scenarios.fault.twice', vars: { name: conversation.id } });
    else faults.push(...conversationFaults(catalogue, conversation, path));
  });
  faults.push(...eventFaults(catalogue, scenario.level, event));
  // A fixed case has no later stage.
  if (event !== undefined && catalogue.events.get(event)?.stage) faults.push({ path: 'content.event', key: 'scenarios.fault.eventNever', vars: { event } });
  if (receivedOn < '2014-01-01' || receivedOn > '2016-12-31') faults.push({ path: 'content.receivedOn', key: 'scenarios.fault.day' });
  if (faults.length > 0) return faults;
  const checks = checksOf(catalogue, service.code);
  const facts = { today: receivedOn, dossier, registries };
  rulings.forEach(({ check: id, holds }, at) => {
    const path = `content.rulings.${at}`;
    const check = checks.find((each) => each.id === id);
    if (!check) faults.push({ path, key: 'scenarios.fault.unknownCheck', vars: { check: id, service: service.code } });
    else if (rulings.findIndex((other) => other.check === id) < at) faults.push({ path, key: 'scenarios.fault.twice', vars: { name: id } });
    else if (check.holds(facts) === holds) faults.push({ path, key: 'scenarios.fault.rulesNothing', vars: { check: id } });
  });
  return faults;
}
