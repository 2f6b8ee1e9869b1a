import { expect } from 'chai';
import type { Command } from '../../../src/core/desk/action.ts';
import { desk } from '../../../src/core/desk/desk.ts';
import { letterText } from '../../../src/core/desk/letter-text.ts';
import { acts, catalogue, sampleCase } from '../../features/desk/desk-case.ts';

type DraftOf<T extends Command['type']> = Omit<Extract<Command, { type: T }>, 'id'>;
const words = { problem: () => 'tidak cocok', target: () => 'tim teknis', form: 'Formulir' };
const pin = { type: 'pin-finding', document: 'KTP', field: 'nik', problem: 'mismatch', clause: 'c-one' } as const;
const write: DraftOf<'write-letter'> = {
  type: 'write-letter',
  findings: ['action-0001'],
  slots: { deadline: 'online', closing: 'plain' },
  basis: true,
  note: 'Satu\n\nDua',
};
const textOf = (...list: Parameters<typeof acts>) =>
  letterText(catalogue, sampleCase(), desk(catalogue, sampleCase(), acts(...list)), 'id', words).lines.map(
    ({ text }) => text,
  );

describe('the letter', () => {
  it('is empty before it was written', () => expect(textOf(pin)).to.deep.equal([]));

  it('states the decision, the findings, their basis, the chosen wordings and the note, in this order', () => {
    expect(textOf(pin, { type: 'decide', decision: 'return', reasons: ['c-one', 'c-two'] }, write)).to.deep.equal([
      'Badan Contoh',
      'Bandung, 28 Mei 2015',
      'Nomor REG-2015-06-000123 untuk Izin contoh',
      'Yth. Euis Komariah',
      'Kami mengembalikan berkas.',
      'Temuan:',
      'KTP elektronik, NIK: tidak cocok',
      'Dasar: Pasal satu; Pasal dua.',
      'Lengkapi paling lambat 11 Juni 2015.',
      'Terima kasih. ',
      'Satu',
      'Dua',
      'Hormat kami,',
      'Badan Contoh',
    ]);
  });

  it('fills the target of a referral and the due date', () => {
    const decide: DraftOf<'decide'> = { type: 'decide', decision: 'refer', target: 'technical-team', reasons: [] };
    const lines = textOf(decide, { ...write, findings: [], basis: true, slots: { deadline: 'to' }, note: '' });
    expect(lines).to.include('Ajukan kepada tim teknis sebelum 3 Juni 2015.');
    expect(lines).not.to.include('Temuan:');
    expect(lines.join()).not.to.include('Dasar:');
  });

  it('leaves a gap where no target is chosen', () => {
    const lines = textOf(
      { type: 'decide', decision: 'proceed', reasons: [] },
      { ...write, findings: [], basis: false, slots: { deadline: 'to' } },
    );
    expect(lines).to.include('Ajukan kepada … sebelum 3 Juni 2015.');
  });

  it('names a datum of the form and a whole document, and knows the bare words', () => {
    const list = acts(
      { ...pin, document: 'form', field: 'name', clause: 'gone' },
      { ...pin, document: 'NPWP', field: '', clause: '' },
      { ...write, findings: ['action-0001', 'action-0002'], slots: { deadline: 'to' } },
      { type: 'decide', decision: 'refer', target: 'supervisor', reasons: [] },
    );
    const { lines } = letterText(catalogue, sampleCase(), desk(catalogue, sampleCase(), list), 'en');
    expect(lines.filter(({ kind }) => kind === 'item').map(({ text }) => text)).to.deep.equal([
      'form, Nama pemohon (en): mismatch',
      'Tax card (NPWP): mismatch',
    ]);
    expect(lines.map(({ text }) => text)).to.include('Apply to supervisor before 3 June 2015.');
  });

  it('writes the dates of a case as they stand when they are none, and an applicant who is not named as nothing', () => {
    const odd = { ...sampleCase(), dueOn: 'segera' };
    delete odd.dossier.form.name;
    const list = acts({ ...write, slots: { deadline: 'to' } });
    const texts = letterText(catalogue, odd, desk(catalogue, odd, list), 'id').lines.map(({ text }) => text);
    expect(texts).to.include('Ajukan kepada … sebelum segera.');
    expect(texts).to.include('Yth. ');
  });
});
