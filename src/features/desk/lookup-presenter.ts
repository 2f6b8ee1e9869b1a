import { serviceOf } from '../../core/catalogue/catalogue.ts';
import type { RegistryId, Service } from '../../core/catalogue/content.ts';
import type { Fields, Value } from '../../core/cases/dossier.ts';
import type { LookupEntry } from '../../core/desk/desk.ts';
import { type DeskRequest, typed } from './desk-frame.ts';
import { dateOrText } from './desk-format.ts';
import type { LookupForm, LookupView } from './desk-view.ts';

/** Which datum of the form a registry is asked by; the first that the service's form has. */
const keyFields: Record<RegistryId, string[]> = {
  population: ['nik'],
  tax: ['npwp', 'taxNumber'],
  permits: ['businessName', 'companyName', 'business', 'name', 'owner'],
  vehicles: ['plate'],
  roads: ['street'],
};

/** One query form for each registry of the service, with what was found so far below it, newest first. */
export function presentLookups(request: DeskRequest): LookupForm[] {
  const { catalogue, permitCase, desk, t, entered } = request;
  const service = serviceOf(catalogue, permitCase.service);
  return service.registries.map((registry) => {
    const field = keyFieldOf(service, registry);
    const again = typed(entered, 'type', '') === 'look-up' && typed(entered, 'registry', '') === registry;
    const prefilled = field ? String(permitCase.dossier.form[field] ?? '') : '';
    return {
      registry,
      name: t(`desk.registry.${registry}.name`),
      keyLabel: t(`desk.registry.${registry}.key`),
      key: again ? typed(entered, 'key', prefilled) : prefilled,
      from: field ? `form.${field}` : null,
      entries: desk.lookups
        .filter((entry) => entry.registry === registry)
        .toReversed()
        .map((entry) => presentEntry(request, entry)),
    };
  });
}

function keyFieldOf(service: Service, registry: RegistryId): string | undefined {
  const applicant = registry === 'permits' && service.applicant.startsWith('form.') ? [service.applicant.slice(5)] : [];
  return [...keyFields[registry], ...applicant].find((id) => service.form.some((field) => field.id === id));
}

function presentEntry(request: DeskRequest, entry: LookupEntry): LookupView {
  return {
    id: entry.id,
    key: entry.key,
    at: request.format.time(entry.at),
    rows: entry.record && rowsOf(request, entry.record),
  };
}

const rowsOf = (request: DeskRequest, record: Fields): { label: string; text: string }[] =>
  Object.entries(record).map(([field, value]) => ({ label: labelOf(request, field), text: textOf(request, value) }));

/** Fields of records that have a name in both languages; any other shows its own name. */
const named = new Set(
  (
    'nik name birthDate birthPlace sex address ward city number status plate owner route kirUntil service holder validUntil ' +
    'street roadClass brand chassis registered businessName date district kind authority taxUntil plateColour testedOn issued office'
  ).split(' '),
);

const labelOf = ({ t }: DeskRequest, field: string): string => (named.has(field) ? t(`desk.record.${field}`) : field);

function textOf({ t, format }: DeskRequest, value: Value): string {
  if (typeof value === 'boolean') return t(value ? 'documents.mark.present' : 'documents.mark.absent');
  return typeof value === 'number' ? format.number(value, 2) : dateOrText(format, value);
}
