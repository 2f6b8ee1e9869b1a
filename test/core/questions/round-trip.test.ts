import { expect } from 'chai';
import type { ImportAnswer } from '../../../src/core/questions/answer.ts';
import { exportCsv } from '../../../src/core/questions/csv-export.ts';
import { importCsv } from '../../../src/core/questions/csv-import.ts';
import { exportGift } from '../../../src/core/questions/gift-export.ts';
import { importGift } from '../../../src/core/questions/gift-import.ts';
import { exportMoodle } from '../../../src/core/questions/moodle-export.ts';
import { importMoodle } from '../../../src/core/questions/moodle-import.ts';
import { fromPack, toPack } from '../../../src/core/questions/pack.ts';
import { type BankQuestion, kinds } from '../../../src/core/questions/question.ts';
import { content } from '../../support/content.ts';
import { bankOf } from './bank.ts';

const formats: [string, (bank: readonly BankQuestion[]) => string, (file: string) => ImportAnswer[]][] = [
  ['CSV', exportCsv, importCsv],
  ['GIFT', exportGift, importGift],
  ['Moodle XML', exportMoodle, importMoodle],
];

/** Only what differs, so that a failure can be read. */
function changes(bank: readonly BankQuestion[], answers: readonly ImportAnswer[]): object[] {
  if (answers.length !== bank.length) return [{ count: answers.length, first: answers[0] }];
  return bank.flatMap((question, at) => {
    const answer = answers[at]!;
    const same = answer.ok && answer.notes.length === 0 && JSON.stringify(sorted(answer.question)) === JSON.stringify(sorted(question));
    return same ? [] : [{ question, answer }];
  }).slice(0, 2);
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)])) : value;

// The whole pack goes through every format in test/cli/questions.test.ts, to the very signs of its files.
describe('export and import of the bank', function () {
  this.timeout(60_000);
  const pack = [...content().questions.values()];
  const generated = bankOf(2000);

  it('takes the questions of the pack without loss', () => {
    expect(pack.length).to.be.above(300);
    for (const question of pack) {
      const there = fromPack(question);
      expect(there).to.deep.include({ kind: 'single', level: Number(question.id[1]) });
      expect(toPack(there)).to.deep.equal({ question });
    }
  });

  it('has every kind among the generated questions', () => {
    for (const kind of kinds) expect(generated.filter((question) => question.kind === kind).length, kind).to.be.above(200);
  });

  for (const [name, write, read] of formats) {
    it(`changes nothing of 2,000 questions of all kinds in ${name}`, () => {
      const file = write(generated);
      const answers = read(file);
      expect(changes(generated, answers)).to.deep.equal([]);
      expect(write(answers.map((answer) => (answer as { question: BankQuestion }).question))).to.equal(file);
    });

    it(`changes nothing when ${name} went through an editor of another system`, () => {
      const bank = generated.slice(0, 200);
      const file = write(bank).replace(/^\uFEFF?/, '\uFEFF').replace(/\r?\n/g, '\r\n');
      expect(changes(bank, read(file))).to.deep.equal([]);
    });
  }
});
