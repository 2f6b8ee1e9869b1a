import { type Draft } from '../../support/actions.ts';

/** The action lists of an operator who does everything right, for the three hand-made cases. */

const open = (...documents: string[]): Draft[] => documents.map((document) => ({ type: 'open-document', document }));
const talk: Draft[] = [
  { type: 'reply', conversation: 'guide', reply: 'b' },
  { type: 'reply', conversation: 'message', reply: 'a' },
  { type: 'report-gratification', note: 'Tawaran uang, ditolak dan dilaporkan.' },
  { type: 'submit' },
];

export const rightForFalseAlarm: readonly Draft[] = [
  ...open('KTP', 'NPWP', 'DOM', 'NERACA', 'SPM', 'FOTO'),
  { type: 'look-up', registry: 'population', key: '3273205203799001' },
  { type: 'look-up', registry: 'tax', key: '071456370429000' },
  { type: 'look-up', registry: 'permits', key: 'Toko Berkah Barokah' },
  { type: 'classify', class: 'Kecil' },
  { type: 'assess-levy', amount: 0 },
  { type: 'decide', decision: 'proceed', reasons: [] },
  { type: 'write-letter', findings: [], slots: { deadline: 'ready-by', fee: 'free-of-charge', closing: 'plain-neutral' }, basis: true, note: '' },
  ...talk,
];

export const rightForBanner: readonly Draft[] = [
  ...open('KTP', 'NPWP', 'NASKAH', 'MONTASE', 'SPM'),
  { type: 'look-up', registry: 'population', key: '3273201203799001' },
  { type: 'look-up', registry: 'tax', key: '082456377424000' },
  { type: 'look-up', registry: 'roads', key: 'jl braga' },
  { type: 'pin-finding', id: 'tree-0001', document: 'MONTASE', field: 'support', problem: 'breaks-rule', clause: 'ad-tree-pole' },
  { type: 'classify', class: 'B' },
  { type: 'assess-levy', amount: 280_000 },
  { type: 'decide', decision: 'return', reasons: ['ad-tree-pole'] },
  {
    type: 'write-letter', findings: ['tree-0001'], basis: true, note: 'Pindahkan spanduk dari pohon ke tiang milik sendiri.',
    slots: { deadline: 'complete-online', fee: 'official-levy', closing: 'plain-neutral' },
  },
  ...talk,
];

export const rightForVehicle: readonly Draft[] = [
  ...open('KTP', 'STNK', 'KIR', 'TRAYEK'),
  { type: 'look-up', registry: 'population', key: '3273201203799001' },
  { type: 'look-up', registry: 'vehicles', key: 'd 1942 ah' },
  { type: 'look-up', registry: 'permits', key: 'D 1942 AH' },
  { type: 'pin-finding', id: 'plate-0001', document: 'STNK', field: 'plate', problem: 'mismatch', clause: 'vehicle-plate' },
  { type: 'pin-finding', id: 'kir-000001', document: 'KIR', field: 'validUntil', problem: 'expired', clause: 'vehicle-kir' },
  { type: 'assess-levy', amount: 125_000 },
  { type: 'decide', decision: 'return', reasons: ['vehicle-kir', 'vehicle-plate'] },
  {
    type: 'write-letter', findings: ['plate-0001', 'kir-000001'], basis: true, note: '',
    slots: { deadline: 'complete-online', fee: 'official-levy', closing: 'plain-neutral' },
  },
  ...talk,
];
