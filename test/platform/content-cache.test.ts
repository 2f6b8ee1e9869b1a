import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ContentCache } from '../../src/platform/content-cache.ts';
import { fileCache, loadContent } from '../../src/platform/content.ts';
import { contentFolder } from '../support/content.ts';

describe('the content cache', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-cache-'));
    file = join(folder, 'deeper', 'cache.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** How many texts had to be parsed. */
  function counting(cache: ContentCache): ContentCache & { parsed: number } {
    const counted = { ...cache, parsed: 0, put: (text: string, value: unknown) => { counted.parsed += 1; cache.put(text, value); } };
    return counted;
  }

  it('parses once, and gives the same pack', () => {
    const first = counting(fileCache(file));
    const parsed = loadContent(contentFolder, first);
    expect(first.parsed).to.be.above(20);
    const written = statSync(file).mtimeMs;
    const second = counting(fileCache(file));
    expect(loadContent(contentFolder, second)).to.deep.equal(parsed);
    expect(second.parsed).to.equal(0);
    expect(statSync(file).mtimeMs, 'nothing new, nothing written').to.equal(written);
    expect(parsed).to.deep.equal(loadContent(contentFolder));
  });

  it('parses what changed, and forgets what is no more', () => {
    const copy = join(folder, 'pack');
    cpSync(contentFolder, copy, { recursive: true });
    loadContent(copy, fileCache(file));
    const name = join(copy, 'services', 'rkli.yaml');
    writeFileSync(name, readFileSync(name, 'utf8').replace('expertMinutes: 8', 'expertMinutes: 9'));
    const cache = counting(fileCache(file));
    expect(loadContent(copy, cache).services.get('RKLI')!.expertMinutes).to.equal(9);
    expect(cache.parsed).to.equal(1);
    const kept = Object.keys(JSON.parse(readFileSync(file, 'utf8'))).length;
    writeFileSync(name, `${readFileSync(name, 'utf8')}# another\n`);
    loadContent(copy, fileCache(file));
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).length).to.equal(kept);
  });

  it('names the line of a fault also when nothing was parsed', () => {
    const copy = join(folder, 'pack');
    cpSync(contentFolder, copy, { recursive: true });
    const name = join(copy, 'services', 'kps.yaml');
    writeFileSync(name, readFileSync(name, 'utf8').replace('ktp-present', 'ktp-presnt'));
    const messages = [1, 2].map(() => {
      try {
        loadContent(copy, fileCache(file));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages[0]).to.match(/^services\/kps\.yaml:\d+: unknown check "ktp-presnt"$/);
    expect(messages[1]).to.equal(messages[0]);
  });

  for (const spoilt of ['', 'not json', '[]', 'null', '"text"'])
    it(`starts afresh from a file that holds ${JSON.stringify(spoilt)}`, () => {
      const flat = join(folder, 'cache.json');
      writeFileSync(flat, spoilt);
      expect(loadContent(contentFolder, fileCache(flat)).services.size).to.be.above(3);
    });

  it('does without where it cannot write', () => {
    writeFileSync(join(folder, 'deeper'), 'a file, not a folder');
    expect(loadContent(contentFolder, fileCache(file)).services.size).to.be.above(3);
    expect(existsSync(file)).to.equal(false);
  });
});
