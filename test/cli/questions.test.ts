import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { complaints, exportCommand, importCommand } from '../../src/cli/questions.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { tangga } from '../support/command-line.ts';
import { content, contentFolder } from '../support/content.ts';

const formats = ['csv', 'gift', 'moodle-xml'];

describe('questions on the command line', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'tangga-questions-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The files of the pack one after the other, without what stands above their first question. */
  const packFile = `questions:\n${[1, 2, 3, 4, 5].map((level) => readFileSync(path.join(contentFolder, `questions/level-${level}.yaml`), 'utf8')).map((text) => text.slice(text.indexOf('  - id:'))).join('')}`;
  const fileOf = (text: string | Buffer, name = 'file') => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  for (const format of formats)
    it(`gives the whole pack back from ${format}`, () => {
      const report = importCommand(content(), fileOf(exportCommand(content(), format)), { format });
      expect(report).to.include({ items: content().questions.size, questions: content().questions.size, refused: 0, keptOut: 0, dryRun: false });
      expect(report.answers.every(({ pack }) => pack === 'same')).to.equal(true);
      expect(report.yaml === packFile, 'in the very signs of the pack').to.equal(true);
    });

  const mixed = '// [id:L1-001]\n::Foto KTP::Foto terpotong?{=Kembalikan ~Tolak ~Teruskan}\n\n::Karangan::Tulis surat.{}\n\nSelesai 3 hari?{T}\n';

  it('answers every item and writes nothing in a dry run', () => {
    const report = importCommand(content(), fileOf(mixed), { format: 'gift', dryRun: true });
    expect(report).to.include({ items: 3, questions: 2, refused: 1, keptOut: 2 }).and.to.not.have.property('yaml');
    expect(report.answers.map(({ ok, line, name }) => ({ ok, line, name }))).to.deep.equal([{ ok: true, line: 1, name: 'Foto KTP' }, { ok: false, line: 4, name: 'Karangan' }, { ok: true, line: 6, name: '' }]);
    expect(report.answers[1]).to.include({ reason: 'kind-unknown', detail: 'essay' });
    expect(report.answers[0]!.missing).to.include.members(['competency', 'clause', 'difficulty', 'stem.en', 'explanation', 'source', 'confidence', 'level', 'title']);
  });

  it('says of each item that is not in the result where it stands and why', () => {
    const report = importCommand(content(), fileOf(mixed), { format: 'gift', language: 'en' });
    expect(report.yaml).to.equal('');
    const lines = complaints('mixed.gift', report);
    expect(lines).to.have.length(3);
    expect(lines[0]).to.match(/^mixed\.gift:1: item 1 "Foto KTP": not for the pack, see .*stem\.id/);
    expect(lines[1]).to.equal('mixed.gift:4: item 2 "Karangan": refused, kind-unknown (essay)');
  });

  it('has an empty file to fill in', () => expect(exportCommand(content(), 'csv', true)).to.match(/^\uFEFFkind,id,title,level,.*,confidence\r\n$/));

  it('says what is new, changed and of an unknown clause', () => {
    const edited = exportCommand(content(), 'csv')
      .replace('L1-001', 'L1-901')
      .replace('upload-right-slot', 'no-such-clause')
      .replace(/(L1-003,,1,[A-Z]{3},[a-z0-9-]+,)-?[\d.]+/, (_whole, before: string) => `${before}2.5`);
    const { answers } = importCommand(content(), fileOf(edited), { format: 'csv' });
    expect(answers[0]!.pack).to.equal('new');
    expect(answers[1]!.missing).to.deep.equal(['clause']);
    expect(answers.slice(2, 4).map(({ pack }) => pack)).to.deep.equal(['changed', 'same']);
  });

  const refused: [string, string | Buffer, string][] = [
    ['bytes that are no UTF-8', Buffer.from([0x3a, 0xff, 0xfe]), 'not-utf8'],
    ['nothing', '', 'file-empty'],
    ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 97), 'file-too-large'],
  ];
  for (const [what, bytes, reason] of refused)
    for (const format of formats)
      it(`refuses ${what} as ${format}`, () => {
        const report = importCommand(content(), fileOf(bytes), { format });
        expect(report).to.include({ items: 0, questions: 0, refused: 1 });
        expect(report.answers[0]).to.include({ item: 0, ok: false, reason });
        expect(complaints('f', report)[0]).to.match(new RegExp(`^f:1: the file: refused, ${reason}`));
      });

  const wrong: [string, () => unknown, string][] = [
    ['an unknown format', () => exportCommand(content(), 'constructor'), 'format: "constructor" is not one of csv, gift, moodle-xml'],
    ['an unknown language', () => importCommand(content(), fileOf('a{T}'), { format: 'gift', language: 'fr' }), 'language: "fr" is not one of id, en'],
    ['a file that is not there', () => importCommand(content(), path.join(folder, 'none'), { format: 'csv' }), 'file: '],
    ['a template of another format', () => exportCommand(content(), 'gift', true), 'template: only csv has one'],
  ];
  for (const [what, run, reason] of wrong) it(`names ${what}`, () => expect(run).to.throw(UsageError, reason));

  it('speaks by its exit code and keeps standard output for the result', async () => {
    const partly = await tangga(['questions', 'import', '--format', 'gift', '-'], mixed);
    expect([partly.code, partly.out]).to.deep.equal([1, '']);
    expect(partly.err.split('\n')).to.have.length(4);
    const dry = await tangga(['questions', 'import', '--format', 'gift', '--dry-run', '--json', '-'], 'Selesai 3 hari?{T}\n');
    expect([dry.code, dry.err]).to.deep.equal([0, '']);
    expect(JSON.parse(dry.out)).to.include({ items: 1, questions: 1, refused: 0 });
  });
});
