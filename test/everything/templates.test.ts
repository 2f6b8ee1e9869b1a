import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';

function walk(folder: string, extension: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(folder, entry.name), extension) : entry.name.endsWith(extension) ? [path.join(folder, entry.name)] : [],
  );
}

const templates = walk(paths.views, '.ejs').map((file) => ({ name: path.relative(paths.views, file), text: readFileSync(file, 'utf8') }));

describe('every template', () => {
  const rules: [string, RegExp][] = [
    ['escapes what it prints: only includes are raw', /<%-(?!\s*(?:await\s+)?include\()/],
    ['has no inline style', /\sstyle\s*=/],
    ['has no inline event handler', /\son[a-z]+\s*=\s*["']/],
    ['has no inline script but data', /<script(?![^>]*(?:\bsrc=|type="application\/json"))/],
    ['uses no Bootstrap colour that fails the contrast', /btn-outline-(?:warning|info)|\bbg-(?:warning|info|light)\b/],
    ['loads nothing from another host', /(?:src|href)="(?:https?:)?\/\//],
  ];
  for (const [name, pattern] of rules)
    it(name, () => {
      expect(templates.filter(({ text }) => pattern.test(text)).map((template) => template.name)).to.deep.equal([]);
    });

  it('gives a summary of what is wrong the name of every field that it marks', () => {
    const unnamed: string[] = [];
    for (const { name, text } of templates) {
      const summary = /include\('\/parts\/error-summary', \{([\s\S]*?)\}\) -?%>/.exec(text)?.[1];
      if (summary === undefined) continue;
      if (!/\blabels\b/.test(summary)) unnamed.push(`${name}: labels`);
      // Where the names stand in the template itself, each field that shows a fault of its own must be among them.
      if (!summary.includes('labels: {')) continue;
      for (const [, field] of text.matchAll(/problems\.([a-z]\w*)/gi)) if (!new RegExp(`\\b${field}: t\\(`).test(summary)) unnamed.push(`${name}: ${field}`);
    }
    expect(unnamed).to.deep.equal([]);
  });

  it('has no text of its own: words come from the translation files', () => {
    const own: string[] = [];
    // Facsimiles are Indonesian papers whatever the language of the interface; what is said about them is translated.
    for (const { name, text } of templates.filter((template) => !template.name.startsWith('facsimiles'))) {
      const visible = text
        .replace(/<%[\s\S]*?%>/g, ' ')
        .replace(/<!--[\s\S]*?-->/g, ' ')
        .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
        .replace(/<[^>]*>/g, ' ')
        .replace(/&[a-z]+;|&#\d+;/g, ' ');
      const words = visible.match(/[A-Za-z]{3,}/g)?.filter((word) => !printed.has(word)) ?? [];
      if (words.length > 0) own.push(`${name}: ${[...new Set(words)].slice(0, 5).join(' ')}`);
    }
    expect(own).to.deep.equal([]);
  });
});

/** Names, which are the same in both languages. */
const printed = new Set(['Tangga', 'TANGGA', 'English', 'Bahasa', 'Indonesia']);
