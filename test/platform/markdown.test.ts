import { expect } from 'chai';
import fc from 'fast-check';
import { join } from 'node:path';
import { markdown, markdownLine, pictureMark, picturesIn, plainOf } from '../../src/platform/markdown.ts';
import { paths } from '../../src/platform/paths.ts';
import { createTemplates } from '../../src/platform/templates.ts';

const templates = createTemplates(paths.views, { cache: true });
// eslint-disable-next-line no-restricted-syntax -- the part under test
const shown = (text: string, line = false) => templates.render(join(paths.views, 'parts', 'markdown.ejs'), { pieces: line ? markdownLine(text) : markdown(text) });
const code = '0123456789abcdef-640x480';

describe('a text of a question', () => {
  const table: [string, string, string][] = [
    ['emphasis', 'a **b** *c* `d`', '<p>a <strong>b</strong> <em>c</em> <code>d</code></p>'],
    ['lines as they were typed', 'a\nb', '<p>a<br>b</p>'],
    ['a list', '- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'],
    ['a link to the web', '[x](https://example.org/?a=1&b=2)', '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">x</a></p>'],
    ['a picture of ours, with its size', pictureMark(code, 'Denah'), `<p><img class="text-picture" src="/pictures/${code}" alt="Denah" width="640" height="480" loading="lazy"></p>`],
    ['a number and an asterisk as they are', '2 * 3 * 4 = 24', '<p>2 * 3 * 4 = 24</p>'],
    ['a blank as it is', 'SIUP: _____', '<p>SIUP: _____</p>'],
    ['headings and rules as text', '# a\n\n---', '<p># a</p><p>---</p>'],
    ['HTML as text', '<b>x</b><script>alert(1)</script>', '<p>&lt;b&gt;x&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['no other link', '[x](javascript:alert(1)) [y](data:text/html,x) [z](//evil.example)', '<p>[x](javascript:alert(1)) [y](data:text/html,x) z</p>'],
    ['no picture from elsewhere', '![x](https://evil.example/a.png)', '<p>x</p>'],
    ['template syntax as text', '<%= 1 %> {{x}} ${y}', '<p>&lt;%= 1 %&gt; {{x}} ${y}</p>'],
  ];
  for (const [what, text, html] of table)
    it(`shows ${what}`, () => expect(shown(text).replaceAll('&#34;', '&quot;').replaceAll('&#39;', "'")).to.equal(html));

  it('in a label has no block in it', () => expect(shown('- a **b**', true)).to.equal('- a <strong>b</strong>'));

  it('never becomes an element that is not ours, whatever stands in it', () => {
    const part = fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '](', '![', '[', '**', '`', '|', '\n', '- ', '\\', 'javascript:', 'onerror=', '<img src=x onerror=alert(1)>', '<svg/onload=x>', '](https://x', ')', 'gambar:', code, '&#106;'), fc.string({ maxLength: 5 }));
    const allowed = /<(?:\/?(?:p|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|strong|em|code)|br|\/a|a href="https?:\/\/[^"<>]*" rel="noopener noreferrer nofollow" target="_blank"|img class="text-picture" src="\/pictures\/[0-9a-f]{16}-\d+x\d+" alt="[^"<>]*" width="\d+" height="\d+" loading="lazy")>/gi;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const left = shown(parts.join('')).replaceAll(allowed, '');
        expect(left).not.to.match(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });

  it('opens and closes what it opens, in every text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('**', '*', '`', '[a](https://x)', '- ', '1. ', '> ', '\n', '| a |\n|---|\n', 'x', ' '), { maxLength: 12 }), (parts) => {
        const open: string[] = [];
        for (const piece of markdown(parts.join(''))) {
          if (piece.kind === 'open') open.push(piece.tag);
          if (piece.kind === 'link') open.push('a');
          if (piece.kind === 'close') expect(open.pop()).to.equal(piece.tag);
          if (piece.kind === 'link-end') expect(open.pop()).to.equal('a');
        }
        expect(open).to.deep.equal([]);
      }),
    );
  });

  it('takes no longer for a hostile one', () => {
    for (const hostile of ['['.repeat(20_000), '*a '.repeat(7_000), '> '.repeat(10_000), '`'.repeat(20_000), '![](' .repeat(5_000), '| '.repeat(10_000), '- '.repeat(10_000)]) {
      const start = performance.now();
      markdown(hostile);
      expect(performance.now() - start, hostile.slice(0, 4)).to.be.below(1_000);
    }
  });

  it('is found by its words, and names its pictures', () => {
    expect(plainOf(`**Tepi** KTP\n${pictureMark(code, 'terpotong')}`)).to.equal('Tepi KTP terpotong');
    expect(picturesIn(`a ${pictureMark(code, 'x')}`)).to.deep.equal([code]);
  });
});
