import { strict as assert } from 'node:assert';

/** Reads a PDF as a viewer begins to: from its end by the cross-reference; gives the title and the texts of each page in their order. */
export function readPdf(file: Buffer): { title: string; pages: string[][] } {
  const text = file.toString('latin1');
  assert.match(text, /^%PDF-1\.\d\n[^]*%%EOF\n$/);
  const xref = Number(/startxref\n(\d+)\n/.exec(text)![1]);
  const [, count, table] = /^xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer\n/.exec(text.slice(xref))!;
  const rows = table!.trim().split('\n');
  assert.equal(rows.length, Number(count));
  const objects = rows.map((row, number) => {
    const from = Number(row.slice(0, 10));
    if (number > 0) assert.equal(text.slice(from).startsWith(`${number} 0 obj\n`), true, `object ${number}`);
    return text.slice(from, text.indexOf('endobj', from));
  });
  const at = (name: string, object: string): number => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(object)![1]);
  const trailer = text.slice(text.lastIndexOf('trailer'));
  const root = objects[at('Root', trailer)]!;
  const title = Buffer.from(/\/Title <([0-9a-f]+)>/.exec(objects[at('Info', trailer)]!)![1]!, 'hex').swap16().toString('utf16le').slice(1);
  const kids = [.../\/Kids \[([^\]]*)\]/.exec(objects[at('Pages', root)]!)![1]!.matchAll(/(\d+) 0 R/g)].map(([, id]) => objects[Number(id)]!);
  const winAnsi = new Map([...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'].map((letter, index) => [128 + index, letter]));
  return {
    title,
    pages: kids.map((kid) => {
      const content = objects[at('Contents', kid)]!;
      const [, length, stream] = /\/Length (\d+) >>\nstream\n([^]*)\nendstream/.exec(content)!;
      assert.equal(stream!.length, Number(length));
      return [...stream!.matchAll(/<([0-9a-f]*)> Tj/g)].map(([, hex]) => [...Buffer.from(hex!, 'hex')].map((code) => winAnsi.get(code) ?? String.fromCharCode(code)).join(''));
    }),
  };
}
