import { expect } from 'chai';
import { writePdf } from '../../src/platform/pdf.ts';
import { readPdf } from '../support/pdf.ts';

const document = (parts: Parameters<typeof writePdf>[0]['parts']) => writePdf({ title: 'Surat — α', language: 'id', foot: 'Nomor 7', parts });

describe('a PDF', () => {
  it('has a cross-reference that leads to every object, and streams of the length they say', () => {
    const { title, pages } = readPdf(document([{ text: 'Satu' }, 'rule', { row: ['Batas', '70,5'] }]));
    expect(title).to.equal('Surat — α');
    expect(pages).to.deep.equal([['Satu', 'Batas', '70,5', 'Nomor 7 - 1/1']]);
  });

  it('shows letters of WinAnsi as they are, others in a plain form', () => {
    const [lines] = readPdf(document([{ text: 'Ani “±5” – é € (a\\b)' }, { text: 'Ā ≥ 漢 😀' }])).pages;
    expect(lines!.slice(0, 2)).to.deep.equal(['Ani “±5” – é € (a\\b)', 'A ? ? ?']);
  });

  it('wraps what is wide, cuts a word without end, and goes on on a new page', () => {
    const text = Array.from({ length: 900 }, (_, at) => `kata${at}`).join(' ');
    const { pages } = readPdf(document([{ text }, { text: 'x'.repeat(400) }, { row: ['y'.repeat(120), 'z'] }]));
    expect(pages).to.have.length.above(1);
    const lines = pages.flatMap((page) => page.slice(0, -1));
    expect(lines.filter((line) => line.startsWith('kata')).join(' ')).to.equal(text);
    expect(lines.filter((line) => /^x+$/.test(line)).join('')).to.equal('x'.repeat(400));
    // 467 points of Helvetica 11 hold 84 of the letter x.
    expect(Math.max(...lines.filter((line) => /^x+$/.test(line)).map(({ length }) => length))).to.be.within(80, 84);
    expect(pages.at(-1)!.at(-1)).to.equal(`Nomor 7 - ${pages.length}/${pages.length}`);
  });

  it('is the same for the same document', () => {
    const parts = [{ text: 'Satu', bold: true, size: 18 }];
    expect(document(parts).equals(document(parts))).to.equal(true);
  });
});
