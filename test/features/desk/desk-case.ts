import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { DocumentKind, FieldDefinition, Letters, RegistryDefinition, Service } from '../../../src/core/catalogue/content.ts';
import type { Fields, PermitCase, Value } from '../../../src/core/cases/dossier.ts';
import type { Action, Command } from '../../../src/core/desk/action.ts';
import { paths } from '../../../src/platform/paths.ts';

/** A small content pack with every document kind, and one case that asks for all of them. */

const read = (file: string) => parse(readFileSync(join(paths.content, file), 'utf8'));
const documents: DocumentKind[] = (read('documents/common.yaml').documents as DocumentKind[]).map((kind) => ({
  ...kind,
  fields: kind.fields.map((field) => ({ ...field, type: field.type ?? 'text' })),
}));

const text = (id: string, en = `${id} (en)`) => ({ id, en });
const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((entry) => [entry.id, entry]));

const field = (id: string, name: string, from: string, type: FieldDefinition['type'] = 'text'): FieldDefinition => ({
  id,
  name: text(name),
  type,
  from,
});

export const service = {
  code: 'ALL',
  number: 1,
  field: 'routes',
  level: 1,
  name: text('Izin contoh', 'Sample permit'),
  applicant: 'form.name',
  form: [
    field('name', 'Nama pemohon', 'person.name'),
    field('nik', 'NIK', 'person.nik', 'code'),
    field('npwp', 'NPWP', 'tax.number', 'code'),
    field('plate', 'Nomor polisi', 'vehicle.plate', 'code'),
    field('businessName', 'Nama usaha', 'business.name'),
    field('street', 'Jalan', 'ad.street'),
    field('birthDate', 'Tanggal lahir', 'person.birthDate', 'date'),
    field('netWorth', 'Kekayaan bersih', 'business.netWorth', 'money'),
    field('width', 'Lebar (m)', 'ad.width', 'number'),
  ],
  requirements: documents.map(({ id }) => ({ document: id })),
  registries: ['population', 'tax', 'permits', 'vehicles', 'roads'],
  classification: {
    name: text('Golongan', 'Class'),
    options: [
      { id: 'small', name: text('Kecil', 'Small') },
      { id: 'large', name: text('Besar', 'Large') },
    ],
    clause: 'c-class',
  },
  levy: { kind: 'formula', formula: 'supervision-card', inputs: {}, clause: 'c-levy', difficulty: 0 },
  checks: ['k-one', 'k-two'],
  decoys: ['d-one'],
} as unknown as Service;

const clause = (id: string, title: string) => ({
  id,
  title: text(title),
  text: text(`Bunyi ${title}.`),
  source: 'x',
  confidence: 'training',
});
const reply = (id: string) => ({ id, text: text(`Balasan ${id}`), points: 1, lesson: text('Pelajaran rahasia') });

const letters = {
  slots: [
    {
      id: 'deadline',
      name: text('Tenggat', 'Deadline'),
      options: [
        { id: 'online', text: text('Lengkapi paling lambat {{returnBy}}.', 'Complete by {{returnBy}}.') },
        { id: 'to', text: text('Ajukan kepada {{target}} sebelum {{due}}.', 'Apply to {{target}} before {{due}}.') },
      ],
    },
    {
      id: 'closing',
      name: text('Penutup', 'Closing'),
      options: [{ id: 'plain', text: text('Terima kasih. {{unknown}}', 'Thank you.') }],
    },
  ],
  parts: {
    organisation: text('Badan Contoh', 'Sample Agency'),
    salutation: text('Yth. {{applicant}}', 'Dear {{applicant}}'),
    number: text('Nomor {{number}} untuk {{service}}', 'Number {{number}} for {{service}}'),
    decisions: {
      proceed: text('Kami meneruskan.', 'We proceed.'),
      return: text('Kami mengembalikan berkas.', 'We return the application.'),
      refer: text('Kami mengalihkan.', 'We refer.'),
    },
    findingsIntro: text('Temuan:', 'Findings:'),
    legalBasis: text('Dasar: {{clauses}}.', 'Basis: {{clauses}}.'),
    regards: text('Hormat kami,', 'Yours faithfully,'),
  },
} as unknown as Letters;

/** Fields of a record of every type, to show how each is written. */
const more = [
  { id: 'seats', name: text('Tempat duduk'), type: 'number' },
  { id: 'active', name: text('Aktif'), type: 'mark' },
  { id: 'blocked', name: text('Diblokir'), type: 'mark' },
  { id: 'value', name: text('Nilai'), type: 'money' },
];

export const catalogue = {
  version: 'test',
  services: new Map([['ALL', service]]),
  documents: byId(documents),
  checks: byId([
    { id: 'k-one', clause: 'c-one' },
    { id: 'k-two', clause: 'c-two' },
  ]),
  decoys: byId([{ id: 'd-one', clause: 'c-one' }]),
  clauses: byId([
    clause('c-one', 'Pasal satu'),
    clause('c-two', 'Pasal dua'),
    clause('c-class', 'Pasal golongan'),
    clause('c-levy', 'Pasal tarif'),
  ]),
  guides: byId([
    { id: 'G1', text: [text('Bagaimana caranya?', 'How do I do it?')], replies: ['a', 'b', 'c', 'd'].map(reply) },
  ]),
  messages: byId([
    { id: 'M1', text: [text('Satu'), text('Dua\nbaris', 'Two\nlines')], replies: ['a', 'b', 'c', 'd'].map(reply) },
  ]),
  letters,
  registries: byId([
    ...(read('registries/common.yaml').registries as RegistryDefinition[]).map((registry) =>
      registry.id === 'vehicles' ? { ...registry, fields: [...registry.fields, ...more] } : registry,
    ),
  ]),
  stages: byId(read('stages.yaml').stages),
  levels: [{ level: 1, stages: ['verification'] }],
  levies: byId(read('levies/common.yaml').levies),
} as unknown as Catalogue;

const samples: Record<string, Value> = {
  'identity.cardType': 'KTP-el',
  'identity.validUntil': '2017-03-12',
  'person.nik': '3273205203799001',
  'person.name': 'Euis Komariah',
  'person.birthPlace': 'Bandung',
  'person.birthDate': '1979-03-12',
  'person.sex': 'Perempuan',
  'person.address': 'Jl. Terusan Jakarta No. 88 RT 02 RW 05',
  'person.ward': 'Antapani Kulon, Antapani',
  'person.city': 'Kota Bandung',
  'business.city': 'Kota Bandung',
  'tax.number': '67.345.120.9-429.000',
  'business.name': 'Toko Berkah Barokah',
  'ad.street': 'Jl. Braga',
  'ad.support': 'Tiang reklame',
  'ad.surroundings': 'Pertokoan',
  'ad.title': 'Bazar Ramadan',
  'ad.text': 'Datang dan nikmati potongan harga',
  'vehicle.plate': 'D 1942 AH',
  'route.name': '07 Cicaheum - Ciroyom',
  'photo.picture': 'Wajah penanggung jawab',
  'photo.background': 'Merah',
  'statement.about': 'Permohonan izin',
};

/** A clean value of a field, by its fact or by its type. */
export function sampleOf({ from, type, name }: FieldDefinition): Value {
  const byType = {
    date: '2015-04-30',
    money: 180_000_000,
    number: 4,
    mark: true,
    code: 'AB-0123/2015',
    text: `Isi ${name.id}`,
  };
  return samples[from] ?? byType[type];
}

const fieldsOf = (list: readonly FieldDefinition[]): Fields =>
  Object.fromEntries(list.map((each) => [each.id, sampleOf(each)]));

/** A fresh case; tests may change it. */
export function sampleCase(): PermitCase {
  return {
    format: 1,
    contentVersion: 'test',
    service: 'ALL',
    level: 1,
    registration: 'REG-2015-06-000123',
    today: '2015-05-28',
    receivedOn: '2015-05-26',
    dueOn: '2015-06-03',
    dossier: {
      form: fieldsOf(service.form),
      documents: documents.map(({ id, fields }) => ({ kind: id, file: id, scan: 'clear', fields: fieldsOf(fields) })),
    },
    registries: {
      population: { '3273205203799001': { nik: '3273205203799001', name: 'Euis Komariah', birthDate: '1979-03-12' } },
      tax: {},
      vehicles: { D1942AH: { plate: 'D 1942 AH', seats: 12, owner: 'Euis Komariah', active: true, blocked: false, value: 85000000 } },
    },
    conversations: [
      { id: 'guide', script: 'G1', variant: 0, replies: ['b', 'a', 'd', 'c'] },
      { id: 'message', script: 'M1', variant: 1, replies: ['a', 'b', 'c', 'd'] },
    ],
  } as PermitCase;
}

type Draft<C extends Command = Command> = C extends Command ? Omit<C, 'id'> & { id?: string } : never;

/** Records commands one minute apart, with ids of their own. */
export function acts(...list: Draft[]): Action[] {
  return list.map((command, index) => ({
    id: `action-${String(index + 1).padStart(4, '0')}`,
    ...command,
    at: new Date(Date.UTC(2015, 4, 28, 3, index)).toISOString(),
  })) as Action[];
}

export const kinds = documents;
