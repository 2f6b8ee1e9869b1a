import type { Catalogue } from './catalogue.ts';
import type { CheckDefinition, DocumentKind, FieldType, Service } from './content.ts';

/** The draft permit of a service: a paper with the fields that the service prints on its permit. */
export const draftOf = (service: Pick<Service, 'code'>): string => `DRAF${service.code}`;

/** The checks of the proof-reading of a draft permit, one for each field that is printed. */
export const draftChecksOf = (service: Service): string[] => service.output.fields.map((field) => draftCheck(service.code, field));

const draftCheck = (code: string, field: string): string => `draft-${code}-${field}`.toLowerCase();

/** How a typing mistake in a field of this type is made and found. */
const sameness: Record<FieldType, string> = { text: 'typed', code: 'typed', date: 'date', money: 'money', number: 'measure', mark: 'exact' };

/**
 * Adds to a catalogue the draft permit of every service and the checks of its proof-reading: each printed field is what the form says. They follow
 * from the service, so the pack does not repeat them.
 */
export function withDrafts(catalogue: Catalogue): Catalogue {
  const documents = new Map(catalogue.documents);
  const checks = new Map(catalogue.checks);
  for (const service of catalogue.services.values()) {
    const kind = draftKind(service);
    documents.set(kind.id, kind);
    for (const field of service.output.fields) {
      const check = checkOf(service, field);
      checks.set(check.id, check);
    }
  }
  return { ...catalogue, documents, checks };
}

function draftKind(service: Service): DocumentKind {
  const { name } = service.output;
  return {
    id: draftOf(service),
    name: { id: `Konsep: ${name.id}`, en: `Draft: ${name.en}` },
    purpose: { id: 'Konsep izin sebelum ditandatangani', en: 'The permit before it is signed' },
    title: name,
    paper: 'letter',
    drawing: 'draf',
    fields: [
      { id: 'number', name: { id: 'Nomor izin', en: 'Permit number' }, type: 'code', from: 'permit.number' },
      ...service.output.fields.map((id) => service.form.find((field) => field.id === id)!),
      { id: 'issued', name: { id: 'Tanggal', en: 'Date' }, type: 'date', from: 'permit.date' },
    ],
  };
}

function checkOf(service: Service, field: string): CheckDefinition {
  const { name, type } = service.form.find(({ id }) => id === field)!;
  return {
    id: draftCheck(service.code, field),
    defect: 'D42',
    kind: 'match',
    params: { paths: [`form.${field}`, `${draftOf(service)}.${field}`], as: sameness[type] },
    consequence: 'return',
    competency: 'VER',
    clause: 'permit-proof',
    difficulty: 0.1,
    weight: 2,
    also: [],
    name: { id: `Konsep izin: ${name.id} sama dengan berkas`, en: `Draft permit: ${name.en} is what the file says` },
  };
}
