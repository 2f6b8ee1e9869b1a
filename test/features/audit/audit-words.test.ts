import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { languages } from '../../../src/core/shared/text.ts';
import { type AuditAction, auditDetails, type AuditEvent, auditSubjects } from '../../../src/features/audit/audit-events.ts';
import { knownValues, personsIn, presentEntries } from '../../../src/features/audit/audit-presenter.ts';
import type { AuditRow } from '../../../src/features/audit/audit-store.ts';
import { recordEvent } from '../../../src/features/audit/audit-store.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { paths } from '../../../src/platform/paths.ts';
import { writeTx } from '../../../src/platform/transaction.ts';
import { testApp, type TestApp } from '../../support/app.ts';
import { content } from '../../support/content.ts';

type Tree = { [key: string]: string | Tree };

/** The keys of the texts in a tree, with dots. */
const keysIn = (tree: Tree): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [key] : keysIn(value).map((inner) => `${key}.${inner}`)));

// `recordEvent` takes no action and no detail that is not in `auditDetails`, so this is all that any code can record.
describe('the words of the audit', () => {
  for (const language of languages)
    it(`are there in ${language} for every action, kind of subject, detail and known value, and no others`, () => {
      const texts = JSON.parse(readFileSync(join(paths.locales, language, 'audit.json'), 'utf8')) as Record<string, Tree>;
      expect(keysIn(texts.action!)).to.have.members(Object.keys(auditDetails));
      expect(keysIn(texts.subject!)).to.have.members([...auditSubjects]);
      expect(keysIn(texts.detail!)).to.have.members([...new Set(Object.values(auditDetails).flat())]);
      expect(keysIn(texts.value!)).to.have.members(
        Object.entries(knownValues).flatMap(([key, values]) => values.map((value) => `${key}.${String(value)}`)),
      );
    });

  const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
  const names = new Map([
    [5, 'Oki Setiadi'],
    [6, 'Rosa Amelia'],
  ]);
  const row = (detail: object, change: Partial<AuditRow> = {}): AuditRow => ({
    id: 1,
    at: '2015-05-28T03:00:00.000Z',
    actorId: null,
    action: 'account.signed-in',
    subjectType: 'user',
    subjectId: 5,
    detail: JSON.stringify(detail),
    previousHash: '',
    hash: '',
    ...change,
  });
  const entry = (language: 'id' | 'en', given: AuditRow) => presentEntries([given], { speech: speak(language), names, catalogue: content() })[0]!;
  const details = (language: 'id' | 'en', detail: object) => entry(language, row(detail)).detail.map(({ label, value }) => `${label}: ${value}`);

  const table: [string, object, string, string][] = [
    ['a role', { role: 'supervisor' }, 'Peran: Penyelia', 'Role: Supervisor'],
    ['roles', { roles: ['trainer', 'supervisor'] }, 'Peran: Pelatih, Penyelia', 'Roles: Trainer, Supervisor'],
    ['a person', { traineeId: 5 }, 'Peserta: Oki Setiadi', 'Trainee: Oki Setiadi'],
    ['persons, one of them unknown', { trainees: [6, 9] }, 'Peserta: Rosa Amelia, #9', 'Trainees: Rosa Amelia, #9'],
    ['a person as recipient', { to: { kind: 'trainee', id: 6 } }, 'Diberikan kepada: Rosa Amelia', 'Given to: Rosa Amelia'],
    ['a group as recipient', { to: { kind: 'group', id: 3 } }, 'Diberikan kepada: kelompok #3', 'Given to: group #3'],
    ['a moment', { deadlineAt: '2015-05-28T05:00:00.000Z' }, 'Batas waktu: 28 Mei 2015, 12.00 WIB', 'Deadline: 28 May 2015, 12:00 WIB'],
    ['a number', { total: 71.5 }, 'Nilai: 71,5', 'Score: 71.5'],
    ['a result', { passed: false }, 'Hasil: belum lulus', 'Result: not passed'],
    ['who closed it', { closedBy: 'deadline' }, 'Ditutup oleh: batas waktu', 'Closed by: the deadline'],
    ['a recommendation', { recommendation: 'promote-with-plan' }, 'Rekomendasi: naik dengan rencana', 'Recommendation: promote with a plan'],
    ['a reference', { evaluationId: 12 }, 'Evaluasi: #12', 'Evaluation: #12'],
    ['a reason', { reason: 'Dua tahun di loket.' }, 'Alasan: Dua tahun di loket.', 'Reason: Dua tahun di loket.'],
    ['a service', { service: 'SIUP' }, 'Layanan: Surat Izin Usaha Perdagangan', `Service: ${content().services.get('SIUP')!.name.en}`],
    ['a fatal error', { code: 'CE4' }, 'Kode: Peserta mengajak menyelesaikan urusan di luar saluran resmi. (CE4)', 'Code: The trainee agreed to settle outside the official channel. (CE4)'],
    ['what raised one in a conversation', { codes: ['money'] }, 'Kesalahan fatal: Meminta atau menerima uang', 'Fatal errors: Asking for or taking money'],
    ['a situation', { situation: 'G10' }, `Situasi: ${content().situations.get('G10')!.title.id} (G10)`, `Situation: ${content().situations.get('G10')!.title.en} (G10)`],
    ['a mark of a finding', { mark: 'DF/unfounded/case-1-0007' }, 'Butir nilai: Temuan: Temuan tanpa dasar', 'Mark: Findings: Findings without a reason'],
    ['a mark of a check', { mark: 'permit/DF/kir-current' }, 'Butir nilai: Temuan: KIR masih berlaku', `Mark: Findings: ${content().checks.get('kir-current')!.name.en}`],
    ['a mark that no grade can have', { mark: 'XX/none' }, 'Butir nilai: XX/none', 'Mark: XX/none'],
    ['the format of a file', { fileFormat: 'csv' }, 'Format berkas: CSV (lembar kerja)', 'Format of the file: CSV (spreadsheet)'],
    ['an unknown key', { colour: 'red' }, 'colour: red', 'colour: red'],
    ['an unknown key of an object', { constructor: { a: 1 } }, 'constructor: {"a":1}', 'constructor: {"a":1}'],
    ['an unknown value', { recommendation: 'later' }, 'Rekomendasi: later', 'Recommendation: later'],
    ['a value of another kind', { role: 7, deadlineAt: 'soon', total: null }, 'Peran: 7', 'Role: 7'],
  ];
  for (const [name, detail, id, en] of table)
    it(`say ${name}`, () => {
      expect(details('id', detail)[0]).to.equal(id);
      expect(details('en', detail)[0]).to.equal(en);
    });

  it('stand in the order of the list, not of the alphabet, and what is not listed last', () => {
    const { detail } = entry('en', row({ aside: 'x', level: 1, service: 'SIUP' }, { action: 'practice.created' }));
    expect(detail.map(({ label }) => label)).to.deep.equal(['Service', 'Level', 'aside']);
  });

  it('name the subject: a person by name, a thing by number, and what is unknown as it was recorded', () => {
    expect(entry('id', row({})).subject).to.equal('akun Oki Setiadi');
    expect(entry('en', row({}, { subjectType: 'sitting', subjectId: 8 })).subject).to.equal('sitting #8');
    const old = entry('en', row({}, { subjectType: 'letter', action: 'letter.burnt' }));
    expect([old.subject, old.action]).to.deep.equal(['letter #5', 'letter.burnt']);
  });

  it('need the names of everybody who is named', () => {
    const rows = [row({ traineeId: 6 }, { actorId: 1 }), row({ trainees: [7, 8], to: { kind: 'trainee', id: 9 } }, { subjectType: 'case' }), row({ to: { kind: 'group', id: 4 } })];
    expect(new Set(personsIn(rows))).to.deep.equal(new Set([1, 5, 6, 7, 8, 9]));
  });

  describe('on the page', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await testApp();
      await app.addUser('agus', 'administrator');
    });
    afterEach(() => app.close());

    for (const [language, expected] of [
      ['id', ['Tes dinilai', '<dt>Nilai:</dt> <dd>71,5</dd>', '<dt>Hasil:</dt> <dd>lulus</dd>', 'Peran:</dt> <dd>Administrator']],
      ['en', ['Test scored', '<dt>Score:</dt> <dd>71.5</dd>', '<dt>Result:</dt> <dd>passed</dd>', 'Roles:</dt> <dd>Administrator']],
    ] as const)
      it(`stand as label and value in ${language}`, async () => {
        const detail = { total: 71.5, cut: 70, passed: true, cause: 'closing', resultId: 3, sheet: 'a'.repeat(64) };
        const event: AuditEvent<'test.scored'> = { at: app.clock.now(), actorId: null, action: 'test.scored', subjectType: 'sitting', subjectId: 3, detail };
        await writeTx(app.db, (trx) => recordEvent(trx, event));
        await app.db('users').update({ language });
        const { text } = await (await app.signIn('agus')).get('/admin/audit').expect(200);
        for (const words of expected) expect(text).to.contain(words);
      });
  });

  it('fit every action: each may be recorded with its details and is shown in words', () => {
    for (const action of Object.keys(auditDetails) as AuditAction[])
      for (const language of languages) {
        const shown = entry(language, row(Object.fromEntries(auditDetails[action].map((key) => [key, null])), { action }));
        expect(shown.action).to.not.equal(action);
        const labels = shown.detail.map(({ label }) => label);
        for (const key of auditDetails[action]) expect(labels, `${action} in ${language}`).to.not.include(key);
      }
  });
});
