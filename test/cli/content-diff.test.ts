import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { diffCommand, sayChanges } from '../../src/cli/content.ts';
import { dependentsOf } from '../../src/core/catalogue/dependents.ts';
import { memoryCache } from '../../src/platform/content-cache.ts';
import { paths } from '../../src/platform/paths.ts';
import { content } from '../support/content.ts';

const pack = path.join(paths.root, 'seeds', 'content');

describe('content diff', function () {
  this.timeout(60_000);
  const parsed = memoryCache();
  let other: string;
  beforeEach(() => {
    other = mkdtempSync(path.join(tmpdir(), 'tangga-pack-'));
    cpSync(pack, other, { recursive: true });
  });
  afterEach(() => rmSync(other, { recursive: true, force: true }));

  const edit = (file: string, from: string, to: string) => {
    const name = path.join(other, file);
    const text = readFileSync(name, 'utf8');
    expect(text).to.contain(from);
    writeFileSync(name, text.replace(from, to));
  };

  it('says nothing of two equal packs, and exactly what depends on a changed clause and tariff', () => {
    expect(sayChanges(diffCommand(pack, other, parsed))).to.equal('No clause and no tariff differs.\n');
    edit('clauses/common.yaml', 'Setiap pindaian harus terbaca.', 'Setiap pindaian harus terbaca jelas.');
    edit('levies/common.yaml', 'constants: {rate: 0.25}', 'constants: {rate: 0.3}');
    const changes = diffCommand(pack, other, parsed);
    expect(changes.map(({ subject, id, change, parts }) => [subject, id, change, parts])).to.deep.equal([
      ['clause', 'upload-readable', 'changed', ['text']],
      ['tariff', 'advertising', 'changed', ['versions']],
    ]);
    const { clauses, tariffs } = dependentsOf(content());
    expect(changes[0]!.dependents).to.have.deep.members([...clauses.get('upload-readable')!]);
    expect(changes[1]!.dependents).to.have.deep.members([...tariffs.get('advertising')!]);
    expect(sayChanges(changes)).to.contain('clause upload-readable changed: text').and.contain('question: L1-001').and.contain('service: RKLI');
  });

  it('names the folder that is no pack, with file and line', () => {
    expect(() => diffCommand('/nowhere', pack, parsed)).to.throw('old: "/nowhere" is not a folder');
    edit('clauses/common.yaml', 'id: "upload-readable"', 'id: ""\n    wrong: 1');
    expect(() => diffCommand(pack, other, parsed)).to.throw(/new: clauses\/common\.yaml:\d+/);
  });
});
