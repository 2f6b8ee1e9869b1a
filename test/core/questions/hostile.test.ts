import { expect } from 'chai';
import fc from 'fast-check';
import type { ImportAnswer } from '../../../src/core/questions/answer.ts';
import { exportCsv } from '../../../src/core/questions/csv-export.ts';
import { importCsv } from '../../../src/core/questions/csv-import.ts';
import { exportGift } from '../../../src/core/questions/gift-export.ts';
import { importGift } from '../../../src/core/questions/gift-import.ts';
import { exportMoodle } from '../../../src/core/questions/moodle-export.ts';
import { importMoodle } from '../../../src/core/questions/moodle-import.ts';
import { type BankQuestion, bankQuestion } from '../../../src/core/questions/question.ts';
import { bankOf } from './bank.ts';

const runs = Number(process.env['QUESTION_RUNS'] ?? 100);
const formats: [string, (bank: readonly BankQuestion[]) => string, (file: string) => ImportAnswer[]][] = [
  ['CSV', exportCsv, importCsv],
  ['GIFT', exportGift, importGift],
  ['Moodle XML', exportMoodle, importMoodle],
];

/** One edit of a file: a piece of it taken away, doubled or moved, or something put in. */
const bits = ['<', '>', '&', '"', "'", '=', '~', '#', '{', '}', '\\', ':', '\n', '\n\n', '->', '%', '%50%', '####', '//', '[html]', '<script>', '</question>', '<question type="essay"/>', '<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE a>', '\0', '\uFEFF', '\uD800', ',', ';', '"\n', '{}', '{#', '{>', '$CATEGORY: x', '&#0;', '&#x41;', '__proto__', '9'.repeat(400), '-', '1e999', '// tangga {"rows":[]}', '*'];
const place = fc.double({ min: 0, max: 1, noNaN: true });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), at: place, text: fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 5, unit: 'binary' })) }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'twice' as const, 'away' as const), at: place, length: fc.nat(60), to: place }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;
function edited(file: string, change: Edit): string {
  const at = Math.floor(change.at * file.length);
  if (change.kind === 'put') return file.slice(0, at) + change.text + file.slice(at);
  const piece = file.slice(at, at + change.length);
  const rest = change.kind === 'twice' ? file : file.slice(0, at) + file.slice(at + change.length);
  const to = Math.floor(change.to * rest.length);
  return change.kind === 'drop' ? rest : rest.slice(0, to) + piece + rest.slice(to);
}

describe('files of questions that somebody spoiled', function () {
  this.timeout(600_000);
  const bank = bankOf(40, 7);

  for (const [name, write, read] of formats)
    it(`are answered item by item in ${name}, and what is taken is whole`, () => {
      fc.assert(
        fc.property(fc.subarray(bank, { minLength: 1, maxLength: 4 }), fc.array(edit, { minLength: 1, maxLength: 6 }), (some, edits) => {
          const answers = read(edits.reduce(edited, write(some)));
          expect(answers.length).to.be.above(0);
          answers.forEach((answer, at) => {
            expect(answer.line).to.be.at.least(1);
            if (answer.ok) expect(bankQuestion.parse(answer.question)).to.deep.equal(answer.question);
            else expect(answer.reason).to.match(/^[a-z0-9-]+$/);
            expect(answer.item).to.be.oneOf([at + 1, 0]);
          });
          // Whatever was taken from a spoiled file goes through every format unchanged.
          const taken = answers.flatMap((answer) => (answer.ok ? [answer.question] : []));
          for (const [other, out, back] of taken.length > 0 ? formats : [])
            expect(back(out(taken)).map((answer) => (answer.ok ? answer.question : answer)), other).to.deep.equal(taken);
        }),
        { numRuns: runs },
      );
    });

  it('have an answer for every block of a GIFT file', () => {
    fc.assert(
      fc.property(fc.subarray(bank, { minLength: 1, maxLength: 3 }), fc.array(edit, { maxLength: 6 }), (some, edits) => {
        const file = edits.reduce(edited, exportGift(some)).replaceAll('\0', '');
        const blocks = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').split('\n').map((line) => line.trim()).join('\n').split(/\n{2,}/);
        const items = blocks.filter((block) => block.trim().split('\n').filter((line) => !line.startsWith('//')).some((line, _at, lines) => line !== '' && !(line.startsWith('$CATEGORY:') && lines.slice(0, lines.indexOf(line)).every((before) => before.startsWith('$CATEGORY:')))));
        expect(importGift(file).filter(({ item }) => item > 0).length).to.equal(items.length);
      }),
      { numRuns: runs },
    );
  });

  it('have an answer for every question of a Moodle file, also of types that nobody knows', () => {
    const foreign = fc.constantFrom('essay', 'description', 'cloze', 'calculated', 'ddwtos', 'gapselect', 'random', 'x', '__proto__').map((type) => `<question type="${type}"><name><text>x</text></name></question>`);
    const own = fc.constantFrom(...bank).map((question) => /<question[^]*<\/question>/.exec(exportMoodle([{ ...question, id: undefined }]))![0]);
    fc.assert(
      fc.property(fc.array(fc.oneof(foreign, own), { minLength: 1, maxLength: 8 }), (questions) => {
        const answers = importMoodle(`<quiz>${questions.join('\n<!-- between -->\n')}</quiz>`);
        expect(answers.map(({ item }) => item)).to.deep.equal(questions.map((_each, at) => at + 1));
        answers.forEach((answer, at) => expect(answer.ok).to.equal(questions[at]!.includes('<questiontext')));
      }),
      { numRuns: runs },
    );
  });

  const walls: [string, string][] = [
    ['braces', '{'.repeat(250_000)], ['quotes', `kind,stem_id\n${'"'.repeat(250_001)}`], ['bad quotes', `kind,stem_id\n${'"a"b,\n'.repeat(4000)}`], ['hashes', `a{=b${'#'.repeat(250_000)}}`], ['equals', `a{${'='.repeat(250_000)}}`],
    ['tildes', `a{${'~%1%'.repeat(80_000)}}`], ['colons', '::'.repeat(120_000)], ['backslashes', `a${'\\'.repeat(250_000)}{T}`], ['comments', '<quiz>' + '<!--'.repeat(80_000)], ['left angles', `[html]${'<a '.repeat(80_000)}{T}`],
    ['handlers', `a ${'<a on'.repeat(40_000)}{T}`], ['ids', `// ${'[id:'.repeat(50_000)}\na{T}`], ['cells', `kind,stem_id\n${','.repeat(250_000)}`], ['JSON', `// tangga {"rows":${'['.repeat(50_000)}\na{T}`], ['entities', `<quiz><question type="essay">${'&amp;'.repeat(80_000)}</question></quiz>`],
    ['spaces', `a${' '.repeat(80_000)}b{=c ~d}`], ['empty lines', `[html]a${'\n '.repeat(1)}${'<br>'.repeat(50_000)}{T}`], ['header', `${'kind,'.repeat(50_000)}`], ['digits', `a{#${'1'.repeat(120_000)}}`],
  ];
  for (const [what, file] of walls)
    it(`cost no time when they are a wall of ${what}`, () => {
      const before = process.cpuUsage();
      for (const [name, , read] of formats) expect(read(file).length, name).to.be.above(0);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6, 'seconds').to.be.below(3);
    });
});
