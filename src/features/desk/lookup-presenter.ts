import { known } from '../../core/catalogue/catalogue.ts';
import type { FieldDefinition } from '../../core/catalogue/content.ts';
import type { Fields, Value } from '../../core/cases/dossier.ts';
import { reader } from '../../core/checks/kind.ts';
import type { LookupEntry } from '../../core/desk/desk.ts';
import { keyPathOf } from '../../core/desk/lookups.ts';
import { registriesAt } from '../../core/desk/way.ts';
import { type DeskRequest, typed } from './desk-frame.ts';
import { dateOrText } from './desk-format.ts';
import type { Formatter } from '../../platform/format.ts';
import type { Translate } from '../../platform/i18n.ts';
import type { LookupForm, LookupView } from './desk-view.ts';

/** One query form for each registry of the stage, with what was found so far below it, newest first. */
export function presentLookups(request: DeskRequest): LookupForm[] {
  const { catalogue, permitCase, desk, language, entered } = request;
  return registriesAt(catalogue, permitCase).map((registry) => {
    const definition = known(catalogue.registries, registry, 'registry');
    const from = keyPathOf(catalogue, permitCase, registry);
    const again = typed(entered, 'type', '') === 'look-up' && typed(entered, 'registry', '') === registry;
    const prefilled = from === null ? '' : shownAt(request, from);
    return {
      registry,
      name: definition.name[language],
      keyLabel: definition.keyName[language],
      key: again ? typed(entered, 'key', prefilled) : prefilled,
      from,
      entries: desk.lookups
        .filter((entry) => entry.registry === registry)
        .toReversed()
        .map((entry) => presentEntry(request, entry)),
    };
  });
}

/** A datum that the operator can see: of the form always, of a paper once it lies open. */
function shownAt({ permitCase, desk }: DeskRequest, path: string): string {
  const document = path.slice(0, path.indexOf('.'));
  return document === 'form' || desk.opened.includes(document) ? String(reader(path)(permitCase) ?? '') : '';
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
  if (typeof value === 'number') return type === 'money' ? format.money(value) : type === 'code' ? String(value) : format.number(value, 2);
  return dateOrText(format, value);
}
