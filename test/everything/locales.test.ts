import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix: string): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(`${prefix}.${key}`, value);
    else for (const [inner, text] of flatten(value, `${prefix}.${key}`)) flat.set(inner, text);
  }
  return flat;
}

function load(language: string): Map<string, string> {
  const folder = path.join(paths.locales, language);
  const all = new Map<string, string>();
  for (const file of readdirSync(folder))
    for (const [key, text] of flatten(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Tree, file.replace('.json', ''))) all.set(key, text);
  return all;
}

// Indonesian has one plural form, English two: _one and _other stand for the same text.
const singular = (key: string) => key.replace(/_(one|other)$/, '');
const variables = (text: string) => [...new Set([...text.matchAll(/\{\{-? ?([\w.]+)[^}]*\}\}/g)].map((match) => match[1]!))].sort();

describe('the translation files', () => {
  const id = load('id');
  const en = load('en');

  it('have the same keys in both languages', () => {
    const keys = (map: Map<string, string>) => [...new Set([...map.keys()].map(singular))].sort();
    expect(keys(en)).to.deep.equal(keys(id));
  });

  it('have no empty text, and the same variables', () => {
    for (const [key, text] of id) {
      expect(text.trim(), key).to.not.equal('');
      const english = en.get(key) ?? en.get(`${singular(key)}_other`);
      expect(variables(english ?? ''), key).to.deep.equal(variables(text));
    }
  });

  it('address a person as Anda, never shout, and never leave Indonesian untranslated', () => {
    for (const [key, text] of id) {
      expect(text, key).to.not.match(/\b(kamu|user)\b/i);
      expect(text, key).to.not.match(/!/);
      expect(text, key).to.not.match(/\banda\b/);
    }
    for (const [key, text] of en) expect(text, key).to.not.match(/\b(berkas|peserta|penyelia|permohonan|Anda)\b/);
  });
});

describe('the source', () => {
  it('asks only for texts that exist', () => {
    const id = load('id');
    const missing: string[] = [];
    for (const file of walk(paths.views, '.ejs')) {
      const text = readFileSync(file, 'utf8');
      for (const [, key] of text.matchAll(/\bt\(\s*'([a-zA-Z]+\.[\w.-]+)'/g))
        if (!id.has(key!) && !id.has(`${key}_other`)) missing.push(`${path.basename(file)}: ${key}`);
    }
    expect(missing).to.deep.equal([]);
  });
});

function walk(folder: string, extension: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(folder, entry.name), extension) : entry.name.endsWith(extension) ? [path.join(folder, entry.name)] : [],
  );
}
