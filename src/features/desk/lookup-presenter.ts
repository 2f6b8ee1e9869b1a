import { known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { FieldDefinition, RegistryDefinition, Service } from '../../core/catalogue/content.ts';
import type { Fields, Value } from '../../core/cases/dossier.ts';
import type { LookupEntry } from '../../core/desk/desk.ts';
import { type DeskRequest, typed } from './desk-frame.ts';
import { dateOrText } from './desk-format.ts';
import type { Formatter } from '../../platform/format.ts';
import type { Translate } from '../../platform/i18n.ts';
import type { LookupForm, LookupView } from './desk-view.ts';

/** One query form for each registry of the service, with what was found so far below it, newest first. */
export function presentLookups(request: DeskRequest): LookupForm[] {
  const { catalogue, permitCase, desk, language, entered } = request;
  const service = serviceOf(catalogue, permitCase.service);
  return service.registries.map((registry) => {
    const definition = known(catalogue.registries, registry, 'registry');
    const field = keyFieldOf(service, definition);
    const again = typed(entered, 'type', '') === 'look-up' && typed(entered, 'registry', '') === registry;
    const prefilled = field ? String(permitCase.dossier.form[field] ?? '') : '';
    return {
      registry,
      name: definition.name[language],
      keyLabel: definition.keyName[language],
      key: again ? typed(entered, 'key', prefilled) : prefilled,
      from: field ? `form.${field}` : null,
      entries: desk.lookups
        .filter((entry) => entry.registry === registry)
        .toReversed()
        .map((entry) => presentEntry(request, entry)),
    };
  });
}

/** The datum of the form by which a registry is asked: the first of its list that the service's form has. */
function keyFieldOf(service: Service, { ask }: RegistryDefinition): string | undefined {
  return ask.find((id) => service.form.some((field) => field.id === id));
}

function presentEntry(request: DeskRequest, entry: LookupEntry): LookupView {
  return {
    id: entry.id,
    key: entry.key,
    at: request.format.time(entry.at),
    rows: entry.record && rowsOf(request, entry.registry, entry.record),
  };
}

const rowsOf = ({ catalogue, language, t, format }: DeskRequest, registry: string, record: Fields): { label: string; text: string }[] =>
  known(catalogue.registries, registry, 'registry').fields.flatMap((field) => {
    const value = record[field.id];
    return value === undefined ? [] : [{ label: field.name[language], text: textOf(field.type, value, t, format) }];
  });

function textOf(type: FieldDefinition['type'], value: Value, t: Translate, format: Formatter): string {
  if (typeof value === 'boolean') return t(value ? 'documents.mark.present' : 'documents.mark.absent');
  if (typeof value === 'number') return type === 'money' ? format.money(value) : format.number(value, 2);
  return dateOrText(format, value);
}
