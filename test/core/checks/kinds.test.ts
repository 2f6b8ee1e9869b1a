import { expect } from 'chai';
import { type Params } from '../../../src/core/catalogue/content.ts';
import { type Facts, type Value } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

/** A small dossier whose fields a row of a table overrides by path; `KTP: 'none'` replaces the file. */
function facts(changes: Record<string, Value> = {}, registries: Facts['registries'] = {}): Facts {
  const draft: Facts = {
    today: '2015-05-28',
    dossier: {
      form: {
        name: 'Asep Saepudin', nik: '3273201203799001', npwp: '07.145.637.0-429.000', plate: 'D 1942 AH', birthDate: '1979-03-12', width: 5,
        kbli: '47112', kbliTitle: 'Perdagangan eceran toko kelontong', netWorth: 180_000_000, requestedClass: 'Kecil', city: 'Kota Bandung',
        start: '2015-06-01', end: '2015-06-30', street: 'Jl. Braga', businessName: 'Toko Asri Jaya',
      },
      documents: [
        {
          kind: 'KTP', file: 'KTP', scan: 'clear',
          fields: { nik: '3273201203799001', name: 'Asep Saepudin', validUntil: '2015-05-28', city: 'Kota Bandung', stampDuty: true, signature: true, overStamp: true },
        },
      ],
    },
    registries,
  };
  for (const [path, value] of Object.entries(changes)) {
    const [document, field] = path.split('.') as [string, string | undefined];
    const upload = draft.dossier.documents.find(({ kind }) => kind === document);
    if (document === 'form') draft.dossier.form[field!] = value;
    else if (field === 'scan') upload!.scan = value as 'blurred';
    else if (field === 'file') upload!.file = String(value);
    else upload!.fields[field!] = value;
  }
  return draft;
}

const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['mismatch']);
const holds = (kind: string, params: Params, changes: Record<string, Value> = {}, registries: Facts['registries'] = {}) =>
  rule(kind, params).holds(facts(changes, registries));

type Row = [what: string, changes: Record<string, Value>, kept: boolean];
const table = (kind: string, params: Params, rows: Row[]) =>
  describe(kind, () => {
    for (const [what, changes, kept] of rows) it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(holds(kind, params, changes)).to.equal(kept));
    it('fails once it is broken, and changes only what it says it writes', () => {
      for (let seed = 0; seed < 50; seed++) {
        const { writes, breakIn, holds: kept } = rule(kind, params);
        const clean = facts();
        const draft = facts();
        breakIn(draft, randomFrom(seed));
        expect(kept(clean)).to.equal(true);
        expect(kept(draft), JSON.stringify(draft.dossier)).to.equal(false);
        for (const name of Object.keys(clean.dossier.form))
          if (draft.dossier.form[name] !== clean.dossier.form[name]) expect(writes).to.include(`form.${name}`);
      }
    });
  });

table('present', { document: 'KTP' }, [
  ['uploaded', {}, true],
  ['another file is for another check', { 'KTP.file': 'selfie' }, true],
  ['nothing uploaded', { 'KTP.file': 'none' }, false],
]);
table('right-file', { document: 'KTP' }, [
  ['the document itself', {}, true],
  ['nothing uploaded is for another check', { 'KTP.file': 'none' }, true],
  ['a selfie', { 'KTP.file': 'selfie' }, false],
]);
table('readable', { document: 'KTP' }, [
  ['clear', {}, true],
  ...(['blurred', 'cropped', 'dark', 'upside-down'] as const).map((scan): Row => [scan, { 'KTP.scan': scan }, false]),
]);
table('match', { paths: ['form.name', 'KTP.name'], as: 'name' }, [
  ['the same', {}, true],
  ['a title', { 'KTP.name': 'H. Asep Saepudin, S.E.' }, true],
  ['capitals and spaces', { 'KTP.name': 'ASEP  SAEPUDIN' }, true],
  ['another name', { 'KTP.name': 'Mochamad Asep' }, false],
  ['another name that cannot be read', { 'KTP.name': 'Mochamad Asep', 'KTP.scan': 'dark' }, true],
]);
table('not-expired', { path: 'KTP.validUntil' }, [
  ['the last day', {}, true],
  ['yesterday', { 'KTP.validUntil': '2015-05-27' }, false],
  ['for life', { 'KTP.validUntil': 'SEUMUR HIDUP' }, true],
]);
table('valid-number', { paths: ['form.nik', 'KTP.nik'], format: 'nik' }, [
  ['well formed', {}, true],
  ['15 digits', { 'KTP.nik': '327320120379900' }, false],
  ['31 February', { 'form.nik': '3273203102799001' }, false],
]);
table('valid-number', { paths: ['form.npwp'], format: 'npwp' }, [
  ['right check digit', {}, true],
  ['wrong check digit', { 'form.npwp': '07.145.637.1-429.000' }, false],
]);
table('valid-number', { paths: ['form.plate'], format: 'plate' }, [
  ['a plate', {}, true],
  ['a leading zero', { 'form.plate': 'D 0942 AH' }, false],
]);
table('signed', { paths: ['KTP.stampDuty', 'KTP.signature', 'KTP.overStamp'] }, [
  ['all marks', {}, true],
  ['no stamp', { 'KTP.stampDuty': false }, false],
  ['signature beside the stamp', { 'KTP.overStamp': false }, false],
]);
table('signed', { paths: ['KTP.signature'] }, [['the mark', {}, true]]);
table('none-of', { paths: ['form.city', 'KTP.city'], bad: ['Kota Cimahi'] }, [
  ['another value', {}, true],
  ['a forbidden one at the second place', { 'KTP.city': 'Kota Cimahi' }, false],
]);
table('activity-code', { codes: ['form.kbli'], title: 'form.kbliTitle' }, [
  ['code and title agree', {}, true],
  ['a code that does not exist', { 'form.kbli': '47197' }, false],
  ['the code of another trade', { 'form.kbli': '47111' }, false],
]);
table('licensed-activity', { code: 'form.kbli', titles: ['form.kbliTitle'] }, [
  ['a trade', {}, true],
  ['an industry', { 'form.kbli': '14111' }, false],
  ['an unknown code is for another check', { 'form.kbli': '99999' }, true],
]);
table('bracket', { declared: 'form.requestedClass', amount: 'form.netWorth', classes: ['Mikro', 'Kecil', 'Besar'], upTo: ['50000000', '500000000'] }, [
  ['inside', {}, true],
  ['at the upper limit', { 'form.netWorth': 500_000_000 }, true],
  ['one rupiah above', { 'form.netWorth': 500_000_001 }, false],
  ['above every limit', { 'form.netWorth': 900_000_000_000, 'form.requestedClass': 'Besar' }, true],
  ['at the lower limit', { 'form.netWorth': 50_000_000 }, false],
]);
table('longest-period', { paths: ['form.start', 'form.end'], max: 30 }, [
  ['30 days, first and last counted', {}, true],
  ['31 days', { 'form.end': '2015-07-01' }, false],
]);
table('not-before', { paths: ['form.start', 'form.end'] }, [
  ['later', {}, true],
  ['the same day', { 'form.end': '2015-06-01' }, true],
  ['earlier', { 'form.end': '2015-05-31' }, false],
]);

describe('kinds that look at a registry', () => {
  const agrees = { registry: 'population', key: 'KTP.nik', field: 'name', path: 'KTP.name', as: 'name' };
  const record = (name: string) => ({ population: { '3273201203799001': { name } } });

  it('compares the record under the number with the paper', () => {
    expect(holds('registry-agrees', agrees, {}, record('ASEP SAEPUDIN'))).to.equal(true);
    expect(holds('registry-agrees', agrees, {}, record('Ujang Suryana'))).to.equal(false);
    expect(holds('registry-agrees', agrees, {}, {}), 'no record').to.equal(true);
    expect(holds('registry-agrees', agrees, { 'KTP.scan': 'dark' }, record('Ujang Suryana')), 'unreadable').to.equal(true);
  });

  it('breaks the record, not the paper, and does nothing without a record', () => {
    const draft = facts({}, record('Asep Saepudin'));
    const broken = rule('registry-agrees', agrees);
    broken.breakIn(draft, randomFrom(1));
    expect(draft.dossier).to.deep.equal(facts().dossier);
    expect(broken.holds(draft)).to.equal(false);
    const without = facts();
    broken.breakIn(without, randomFrom(1));
    expect(without).to.deep.equal(facts());
    expect(broken.where).to.deep.equal([{ document: 'KTP', fields: ['nik', 'name'], problems: ['mismatch'] }]);
    expect(rule('registry-agrees', { ...agrees, shown: 'form.name' }).where).to.have.length(2);
  });

  it('finds a permit of the same service that is in force', () => {
    const params = { key: 'form.businessName', holder: 'form.name', service: 'SIUP' };
    const permit = (service: string, validUntil: string) => ({ permits: { TOKOASRIJAYA: { service, validUntil } } });
    expect(holds('no-permit-in-force', params)).to.equal(true);
    expect(holds('no-permit-in-force', params, {}, permit('SIUP', '2015-05-27'))).to.equal(true);
    expect(holds('no-permit-in-force', params, {}, permit('TDP', '2016-05-28'))).to.equal(true);
    expect(holds('no-permit-in-force', params, {}, permit('SIUP', '2015-05-28'))).to.equal(false);
    const draft = facts();
    rule('no-permit-in-force', params).breakIn(draft, randomFrom(1));
    expect(draft.registries.permits!['TOKOASRIJAYA']).to.include({ service: 'SIUP', holder: 'Asep Saepudin', status: 'Berlaku' });
  });
});

describe('rules on a dossier without the datum', () => {
  const absent: [string, Params][] = [
    ['present', { document: 'DOM' }],
    ['right-file', { document: 'DOM' }],
    ['readable', { document: 'DOM' }],
    ['match', { paths: ['form.name', 'DOM.owner'], as: 'name' }],
    ['not-expired', { path: 'DOM.validUntil' }],
    ['signed', { paths: ['DOM.signature'] }],
    ['none-of', { paths: ['DOM.city'], bad: ['Kota Cimahi'] }],
    ['valid-number', { paths: ['DOM.nik'], format: 'nik' }],
    ['activity-code', { codes: ['DOM.kbli'], title: 'form.kbliTitle' }],
    ['bracket', { declared: 'form.requestedClass', amount: 'DOM.netWorth', classes: ['Mikro', 'Kecil'], upTo: ['1'] }],
    ['not-before', { paths: ['form.start', 'DOM.date'] }],
  ];
  for (const [kind, params] of absent) it(`${kind} holds`, () => expect(holds(kind, params)).to.equal(true));

  it('cannot be broken there: the draft stays as it is', () => {
    for (const [kind, params] of absent.filter(([kind]) => ['present', 'right-file', 'readable', 'match', 'not-expired', 'signed', 'none-of'].includes(kind))) {
      const draft = facts();
      rule(kind, params).breakIn(draft, randomFrom(1));
      expect(draft, kind).to.deep.equal(facts());
    }
  });
});

describe('parameters of a kind', () => {
  const wrong: [string, Params, string][] = [
    ['match', { as: 'name' }, 'parameter "paths" must be a list'],
    ['match', { paths: [], as: 'name' }, 'parameter "paths" must be a list'],
    ['match', { paths: ['form.name', 'KTP.name'], as: 'nose' }, 'parameter "as" must be one of exact, number, measure'],
    ['registry-agrees', { registry: 'tax', key: 'form.npwp', field: 'name', path: 'form.name', as: 'nose' }, 'parameter "as" must be one of'],
    ['valid-number', { paths: ['form.nik'], format: 'nose' }, 'parameter "format" must be one of nik, npwp, s10, nop, plate'],
    ['not-expired', { path: 3 }, 'parameter "path" must be a text'],
    ['longest-period', { paths: ['form.start', 'form.end'], max: '30' }, 'parameter "max" must be a number'],
  ];
  for (const [kind, params, reason] of wrong) it(`${kind}: ${reason}`, () => expect(() => rule(kind, params)).to.throw(RangeError, reason));
});

describe('what paper and registry say alike', () => {
  const params = { paths: ['KTP.validUntil', 'form.end'], change: 'earlier', by: ['1', '3'], same: ['@bank.date', 'form.start'] };
  const registries = (): Facts['registries'] => ({ bank: { '1': { date: '2015-05-28', code: 'A' }, '2': { code: 'B' } } });

  it('is broken together, by so many days, and is no place for a finding', () => {
    const { writes, where, breakIn, holds: kept } = rule('not-before', params);
    expect(writes).to.deep.equal(['KTP.validUntil', '@bank.date', 'form.start']);
    expect(where.map(({ document }) => document)).to.have.members(['KTP', 'form']);
    for (let seed = 0; seed < 20; seed++) {
      const draft = facts({}, registries());
      breakIn(draft, randomFrom(seed));
      expect(kept(draft)).to.equal(false);
      const date = String(draft.dossier.documents[0]!.fields['validUntil']);
      expect(date).to.be.oneOf(['2015-07-01', '2015-07-02', '2015-07-03']);
      expect(draft.registries.bank).to.deep.equal({ '1': { date, code: 'A' }, '2': { code: 'B' } });
      expect(draft.dossier.form['start']).to.equal(date);
    }
  });

  it('moves the earlier date to after the later one without being told how far', () => {
    const { breakIn, holds: kept } = rule('not-before', { paths: ['KTP.validUntil', 'form.end'], change: 'earlier' });
    const draft = facts();
    breakIn(draft, randomFrom(1));
    expect(kept(draft)).to.equal(false);
    expect(String(draft.dossier.documents[0]!.fields['validUntil']) > '2015-06-30').to.equal(true);
  });

  it('changes nothing where the registry is not part of the case', () => {
    const draft = facts();
    rule('none-of', { paths: ['form.city', '@bank.city'], bad: ['Kota Cimahi'] }).breakIn(draft, randomFrom(1));
    expect(draft.registries).to.deep.equal({});
    expect(draft.dossier.form['city']).to.equal('Kota Cimahi');
  });
});

describe('registry-knows', () => {
  const known = { registry: 'bank', key: 'form.nik', shown: ['KTP.nik'] };
  const records = (): Facts['registries'] => ({ bank: { '3273201203799001': { code: 'A' } } });

  it('holds for a number that is there, and where there is no number', () => {
    expect(holds('registry-knows', known, {}, records())).to.equal(true);
    expect(holds('registry-knows', { registry: 'bank', key: 'KIR.number' }, {}, {})).to.equal(true);
  });

  it('fails for a number that nobody knows, and is broken by taking the record away', () => {
    expect(holds('registry-knows', known, { 'form.nik': '1' }, records())).to.equal(false);
    const { breakIn, holds: kept, where } = rule('registry-knows', known);
    const draft = facts({}, records());
    breakIn(draft, randomFrom(1));
    expect(draft.registries.bank).to.deep.equal({});
    expect(kept(draft)).to.equal(false);
    expect(where.map(({ document }) => document)).to.deep.equal(['form', 'KTP']);
    const without = facts();
    breakIn(without, randomFrom(1));
    expect(without).to.deep.equal(facts());
  });
});

describe('a tracking number', () => {
  const params = { paths: ['form.tracking'], format: 's10' };
  for (const [what, number, kept] of [
    ['a right check digit', 'EE473124829ID', true],
    ['a wrong check digit', 'EE473124820ID', false],
    ['a digit too few', 'EE47312482ID', false],
    ['small letters', 'ee473124829ID', false],
  ] as const)
    it(`${kept ? 'holds' : 'fails'}: ${what}`, () => expect(holds('valid-number', params, { 'form.tracking': number })).to.equal(kept));

  it('is broken at its check digit', () => {
    const draft = facts({ 'form.tracking': 'EE473124829ID' });
    rule('valid-number', params).breakIn(draft, randomFrom(1));
    expect(draft.dossier.form['tracking']).to.equal('EE473124820ID');
  });
});
