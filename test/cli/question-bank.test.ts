import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { demoQuestions } from '../../seeds/demo/questions.ts';
import { exportBank, importBank } from '../../src/cli/question-bank.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { formatNames } from '../../src/core/questions/formats.ts';
import { testApp, type TestApp } from '../support/app.ts';
import { rejection } from '../support/rejection.ts';
import { withQuestions } from '../features/questions/questions-at-hand.ts';

describe('the bank of the database on the command line', () => {
  let test: TestApp;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tangga-bank-'));
    test = await testApp();
    await withQuestions(test);
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const fileOf = (text: string) => {
    writeFileSync(path.join(folder, 'file'), text);
    return path.join(folder, 'file');
  };

  for (const format of formatNames)
    it(`is written as ${format} and read again without a change`, async () => {
      const { text, incomplete } = await exportBank(test.services, format);
      expect(incomplete).to.deep.equal([]);
      const report = await importBank(test.services, fileOf(text), { format, by: 'ani' });
      expect(report).to.include({ items: Object.keys(demoQuestions).length, created: 0, changed: 0, refused: 0, same: Object.keys(demoQuestions).length });
    });

  it('takes new questions as drafts of a trainer, changes nothing in a dry run, and names what is not complete', async () => {
    const { works } = test.services;
    const file = fileOf('// [id:BARU]\nSIUP gratis. {T}\n\nUraikan. {}\n');
    expect(await importBank(test.services, file, { format: 'gift', dryRun: true })).to.include({ created: 1, refused: 1, dryRun: true });
    expect(await works.byCode('question', 'BARU')).to.equal(null);
    await importBank(test.services, file, { format: 'gift', by: 'budi' });
    expect((await works.byCode('question', 'BARU'))!.draft).to.include({ savedByName: 'Orang budi' });
    await test.services.questions.create({ id: 1 }, 'short', 'KOSONG');
    expect((await exportBank(test.services, 'csv')).incomplete).to.deep.equal(['KOSONG']);
  });

  it('asks for a trainer', async () => {
    for (const by of [undefined, 'tini', 'nobody']) expect(await rejection(importBank(test.services, fileOf('A. {T}'), { format: 'gift', ...(by !== undefined && { by }) }))).to.be.instanceOf(UsageError);
  });
});
