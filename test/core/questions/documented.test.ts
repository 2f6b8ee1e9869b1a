import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { headerOf, isColumn } from '../../../src/core/questions/csv-columns.ts';
import { importCsv } from '../../../src/core/questions/csv-import.ts';
import { importGift } from '../../../src/core/questions/gift-import.ts';
import { importMoodle } from '../../../src/core/questions/moodle-import.ts';
import { paths } from '../../../src/platform/paths.ts';

const page = readFileSync(path.join(paths.root, 'docs', 'questions.md'), 'utf8');
const example = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)![1]!;

describe('the page about files of questions', () => {
  it('shows examples that are read without a note', () => {
    for (const answers of [importCsv(example('csv')), importGift(example('gift')), importMoodle(example('xml'))])
      for (const answer of answers) expect(answer, JSON.stringify(answer)).to.deep.include({ ok: true, notes: [] });
    expect(importGift(example('gift')).map((answer) => answer.ok && answer.question.kind)).to.deep.equal(['single', 'multiple', 'matching', 'ordering', 'numeric', 'short', 'single']);
    expect(importGift(example('gift'))[0]).to.have.deep.nested.property('question.stem', { id: 'Tepi KTP terpotong. Apa tindakan Anda?', en: 'The edge of the card is cut off. What do you do?' });
  });

  it('names every column, reason and note', () => {
    const named = new Set([...page.matchAll(/`([a-zA-Z0-9_-]+)`/g)].map(([, word]) => word!));
    for (const column of headerOf(1)) expect(named, column).to.include(column.replace(/\d/, 'N'));
    for (const word of named) if (/_(id|en|name)$/.test(word)) expect(isColumn(word.replace('N', '1')), word).to.equal(true);
    const source = readFileSync(path.join(paths.root, 'src/core/questions/answer.ts'), 'utf8');
    const codes = [...source.slice(source.indexOf('export type FileReason'), source.indexOf('interface Place')).matchAll(/'([a-z0-9-]+)'/g)].map(([, code]) => code!);
    expect(codes.length).to.be.above(40);
    for (const code of codes) expect(named, code).to.include(code);
  });
});
