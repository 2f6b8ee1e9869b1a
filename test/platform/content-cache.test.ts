import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { ContentCache } from '../../src/platform/content-cache.ts';
import { fileCache, loadContent } from '../../src/platform/content.ts';
import { codeExtension } from '../../src/platform/paths.ts';
import { contentFolder } from '../support/content.ts';

describe('the content cache', () => {
  let folder: string;
  let file: string;
  /** A cache that has parsed the pack, and what it then was; parsing takes longest. */
  const prepared = join(mkdtempSync(join(tmpdir(), 'tangga-cache-')), 'deeper', 'cache.json');
  let first: ReturnType<typeof counting>;
  let parsed: Catalogue;
  before(() => {
    first = counting(fileCache(prepared));
    parsed = loadContent(contentFolder, first);
  });
  after(() => rmSync(dirname(dirname(prepared)), { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-cache-'));
    file = join(folder, 'deeper', 'cache.json');
    mkdirSync(dirname(file));
    copyFileSync(prepared, file);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** How many texts had to be parsed, and how often a pack was found sound. */
  function counting(cache: ContentCache): ContentCache & { parsed: number; examined: number } {
    const counted = {
      ...cache,
      parsed: 0,
      examined: 0,
      put: (text: string, value: unknown) => { counted.parsed += 1; cache.put(text, value); },
      keepSound: (key: string, parts: object) => { counted.examined += 1; cache.keepSound(key, parts); },
    };
    return counted;
  }
  const soundFile = () => join(folder, 'deeper', `cache-sound${codeExtension}.json`);

  it('parses once, and gives the same pack', () => {
    expect(first.parsed).to.be.above(20);
    const written = statSync(file).mtimeMs;
    const second = counting(fileCache(file));
    expect(loadContent(contentFolder, second)).to.deep.equal(parsed);
    expect(second.parsed).to.equal(0);
    expect(statSync(file).mtimeMs, 'nothing new, nothing written').to.equal(written);
    expect(parsed).to.deep.equal(loadContent(contentFolder));
  });

  it('examines once what it found sound, also when what was parsed is lost', () => {
    const once = counting(fileCache(file));
    const examined = loadContent(contentFolder, once);
    expect([once.parsed, once.examined]).to.deep.equal([0, 1]);
    rmSync(file);
    const second = counting(fileCache(file));
    expect(loadContent(contentFolder, second)).to.deep.equal(examined);
    expect([second.parsed, second.examined]).to.deep.equal([0, 0]);
  });

  it('examines again what was examined by other code, or what cannot be read', () => {
    loadContent(contentFolder, fileCache(file));
    const kept = readFileSync(soundFile(), 'utf8');
    for (const other of [kept.replace(/"key":"./, '"key":"x'), kept.slice(0, -9), '[]', 'null', '']) {
      writeFileSync(soundFile(), other);
      const cache = counting(fileCache(file));
      loadContent(contentFolder, cache);
      expect(cache.examined).to.equal(1);
      expect(readFileSync(soundFile(), 'utf8')).to.equal(kept);
    }
  });

  it('examines a pack that changed by a letter or by the name of a file', () => {
    const copy = join(folder, 'pack');
    cpSync(contentFolder, copy, { recursive: true });
    loadContent(copy, fileCache(file));
    const rkli = join(copy, 'services', 'rkli.yaml');
    const sound = readFileSync(rkli, 'utf8');
    writeFileSync(rkli, sound.replace('applicant: form.name', 'applicant: form.nose'));
    for (const time of ['first', 'second']) expect(() => loadContent(copy, fileCache(file)), time).to.throw('RKLI has no "form.nose"');
    writeFileSync(rkli, sound);
    renameSync(join(copy, 'names.yaml'), join(copy, 'nomes.yaml'));
    expect(() => loadContent(copy, fileCache(file))).to.throw('names.yaml: the file is missing');
  });

  it('keeps nothing that would not come back as it was', () => {
    const cache = fileCache(file);
    cache.keepSound('a', { at: undefined });
    expect(cache.sound('a')).to.equal(undefined);
    cache.keepSound('a', { at: 1 });
    expect([cache.sound('a'), cache.sound('b')]).to.deep.equal([{ at: 1 }, undefined]);
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

  for (const text of ['', 'not json', '[]', 'null', '"text"'])
    it(`starts afresh from a file that holds ${JSON.stringify(text)}`, () => {
      const flat = join(folder, 'cache.json');
      writeFileSync(flat, text);
      const spoilt = fileCache(flat);
      const whole = fileCache(file);
      expect(loadContent(contentFolder, { ...spoilt, get: (yaml) => spoilt.get(yaml) ?? whole.get(yaml) }).services.size).to.be.above(3);
    });

  it('does without where it cannot write', () => {
    writeFileSync(join(folder, 'flat'), 'a file, not a folder');
    const nowhere = join(folder, 'flat', 'cache.json');
    const whole = fileCache(file);
    const cache = fileCache(nowhere);
    const put = (text: string, value: unknown) => (cache.put(text, value), { value });
    expect(loadContent(contentFolder, { ...cache, get: (text) => put(text, whole.get(text)!.value) }).services.size).to.be.above(3);
    expect(existsSync(nowhere)).to.equal(false);
  });
});
