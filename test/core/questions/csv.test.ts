import { expect } from 'chai';
import fc from 'fast-check';
import { csvTemplate, exportCsv } from '../../../src/core/questions/csv-export.ts';
import { importCsv } from '../../../src/core/questions/csv-import.ts';
import { guarded, readCsv, unguarded, writeCsv } from '../../../src/core/questions/csv-text.ts';
import type { BankQuestion } from '../../../src/core/questions/question.ts';

const header = 'kind,id,stem_id,key,option1_id,option2_id,option3_id,match1_id,match2_id,match3_id,value,tolerance,case_sensitive,anchor,level,tags,option1_name';
const columns = header.split(',');
const file = (...rows: Record<string, string>[]) => [header, ...rows.map((row) => columns.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','))].join('\n');
const one = (row: Record<string, string>) => importCsv(file(row))[0]!;
const choice = { kind: 'single', stem_id: 'Apa?', option1_id: 'Ya', option2_id: 'Tidak', key: 'a' };

describe('a CSV file of questions', () => {
  const forms: [string, Record<string, string>, object][] = [
    ['single choice', choice, { kind: 'single', key: 'a', options: [{ id: 'a', text: { id: 'Ya' } }, { id: 'b', text: { id: 'Tidak' } }] }],
    ['a name of an option', { ...choice, option1_name: 'ya', key: 'ya' }, { key: 'ya' }],
    ['multiple choice, keys between commas or spaces', { ...choice, kind: 'Multiple', option3_id: 'Lain', key: 'a, c' }, { kind: 'multiple', keys: ['a', 'c'] }],
    ['ordering', { ...choice, kind: 'ordering', key: '' }, { kind: 'ordering' }],
    ['matching with a distractor', { ...choice, kind: 'matching', key: '', match1_id: 'x', match2_id: 'y', match3_id: 'z' }, { distractors: [{ id: 'c', text: { id: 'z' } }] }],
    ['a number with a decimal comma', { kind: 'numeric', stem_id: 'Luas?', value: '2,5', tolerance: '0.25' }, { value: 2.5, tolerance: 0.25 }],
    ['a number without tolerance', { kind: 'numeric', stem_id: 'Luas?', value: '-3' }, { value: -3, tolerance: 0 }],
    ['short text', { kind: 'short', stem_id: 'Singkatan?', option1_id: 'IMB', option2_id: 'izin', case_sensitive: 'ya' }, { accepted: ['IMB', 'izin'], caseSensitive: true }],
    ['tags and level', { ...choice, tags: 'izin, dua kata', level: '3', anchor: 'no' }, { tags: ['izin', 'dua kata'], level: 3, anchor: false }],
  ];
  for (const [what, row, expected] of forms) it(`reads ${what}`, () => expect(one(row)).to.have.property('question').that.deep.includes(expected));

  const refusals: [string, Record<string, string>, string, string?][] = [
    ['another kind', { ...choice, kind: 'essay' }, 'kind-unknown', 'essay'],
    ['no kind', { ...choice, kind: '' }, 'kind-unknown'],
    ['a key that is no option', { ...choice, key: 'z' }, 'key-unknown', 'key'],
    ['no key', { ...choice, key: '' }, 'no-right'],
    ['two keys of a single choice', { ...choice, key: 'a b' }, 'several-right'],
    ['a value that the kind has no place for', { ...choice, value: '3' }, 'column-not-for-kind', 'value'],
    ['thousands that may be a fraction', { kind: 'numeric', stem_id: 'Rp?', value: '1,250' }, 'number', 'value'],
    ['no value', { kind: 'numeric', stem_id: 'Rp?' }, 'field'],
    ['neither yes nor no', { ...choice, anchor: 'maybe' }, 'yes-no', 'anchor'],
    ['a level that is not there', { ...choice, level: '6' }, 'field'],
    ['no stem', { ...choice, stem_id: '' }, 'text-empty', 'stem'],
    ['a match without its side', { ...choice, kind: 'matching', key: '', match1_id: 'x' }, 'field'],
    ['a script', { ...choice, option1_id: '<script>x</script>' }, 'active-content', 'options.0.text.id'],
    ['a tag with a sign', { ...choice, tags: '=HYPERLINK' }, 'tag', 'tags.0'],
  ];
  for (const [what, row, reason, detail] of refusals) it(`refuses ${what}: ${reason}`, () => expect(one(row)).to.deep.include({ ok: false, item: 1, line: 2, reason, ...(detail !== undefined && { detail }) }));

  it('answers every row, and one bad row does not swallow the next', () => {
    const good = (stem: string) => `single,,${stem},a,Ya,Tidak`;
    const text = [header, good('Satu'), '', ',,,', '"single,x" y,z', good('"Dua\nbaris"'), `${good('Tiga')}${','.repeat(20)}lagi`, good('Empat'), 'single,"never closed', good('Lima')].join('\n');
    expect(importCsv(text).map((answer) => [answer.item, answer.line, answer.ok ? 'ok' : answer.reason])).to.deep.equal([
      [1, 2, 'ok'], [2, 5, 'quote'], [3, 6, 'ok'], [4, 8, 'cells'], [5, 9, 'ok'], [6, 10, 'quote'],
    ]);
  });

  it('reads what a spreadsheet of this country writes: semicolons', () => {
    expect(importCsv('kind;stem_id;option1_id;option2_id;key\r\nsingle;Satu, dua?;Ya;Tidak;b\r\n')[0]).to.have.deep.nested.property('question.stem', { id: 'Satu, dua?' });
  });

  const headers: [string, string, string][] = [
    ['an unknown column', 'kind,stem_id,stem_fr', 'stem_fr'],
    ['a column that stands twice', 'kind,stem_id,kind', 'kind'],
    ['no kind', 'id,stem_id', 'kind'],
    ['an answer beyond the last', 'kind,option41_id', 'option41_id'],
    ['an answer without number', 'kind,optionN_id', 'optionn_id'],
  ];
  for (const [what, first, detail] of headers) it(`refuses ${what} in the header`, () => expect(importCsv(`${first}\nsingle,a,b`)).to.deep.equal([{ item: 0, line: 1, name: '', ok: false, reason: 'csv-column', detail }]));

  it('has a template whose columns are all read', () => {
    expect(importCsv(csvTemplate())).to.deep.include({ item: 0, line: 1, name: '', ok: false, reason: 'file-empty', detail: '' });
    expect(csvTemplate().trim().split(',')).to.include.members(['kind', 'competency', 'clause', 'stem_en', 'option5_en', 'match1_id', 'feedback1_en', 'explanation_en', 'confidence']);
  });

  it('lets no spreadsheet compute what an author wrote, and takes the guard away again', () => {
    const texts = ['=1+1', '+62 22', '-', '@SUM(A1)', '=cmd|\' /C calc\'!A0', '\'=1', '\'\'@x', '＝1', '-5', '-1.5', '\'-5', '\'kutip'];
    const bank: BankQuestion[] = texts.map((text) => ({ kind: 'short', tags: [], stem: { id: text, en: text }, accepted: [text], caseSensitive: false, source: text }));
    const written = exportCsv(bank);
    for (const { cells } of readCsv(written.slice(1).replaceAll('\r', ''), ',').slice(1))
      for (const cell of cells) expect(/^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell), cell).to.equal(false);
    expect(importCsv(written).map((answer) => answer.ok && answer.question.stem.id)).to.deep.equal(texts);
  });

  it('guards and frees any cell without changing it, through any text', () => {
    const cell = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '"', ',', ';', '\n', 'a', '1', '.', ' '), { maxLength: 8 }).map((signs) => signs.join(''));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      for (const each of rows.flat()) expect(unguarded(guarded(each))).to.equal(each);
      const filled = rows.map((row) => ['x', ...row]);
      expect(readCsv(writeCsv(filled).slice(1).replaceAll('\r\n', '\n'), ',').map(({ cells }) => cells.map(unguarded))).to.deep.equal(filled);
    }));
  });
});
