import { expect } from 'chai';
import { type PermitCase, scans, uploadOf } from '../../../src/core/cases/dossier.ts';
import { languages } from '../../../src/core/shared/text.ts';
import { masked } from '../../support/mask.ts';
import { acts, kinds, sampleCase, service } from './desk-case.ts';
import { render, requestFor } from './desk-pages.ts';

const all = acts(...kinds.map(({ id }) => ({ type: 'open-document' as const, document: id })));
const show = (permitCase: PermitCase, document: string, language: 'id' | 'en' = 'id') =>
  render('show', { ...requestFor(permitCase, all, language), document });

describe('every facsimile', () => {
  for (const kind of kinds)
    for (const language of languages)
      it(`${kind.id} shows all its data in ${language}, on paper and as text`, async () => {
        const html = await show(sampleCase(), kind.id, language);
        expect(html).not.to.match(/undefined|NaN|\[object|Invalid Date/);
        for (const field of kind.fields) {
          const path = `data-datum="${kind.id}.${field.id}"`;
          expect(html.split(path).length - 1, path).to.be.at.least(2);
          expect(html).to.include(`pin=${kind.id}.${field.id}#pin`);
        }
        expect(html).to.include('class="watermark"');
        expect(html).not.to.match(/ style=|<script>|<style/);
      });
});

describe('what reaches the browser', () => {
  for (const kind of kinds)
    it(`differs by a datum of ${kind.id} in that datum only`, async () => {
      const clean = await show(sampleCase(), kind.id);
      for (const field of kind.fields) {
        const twin = sampleCase();
        const fields = uploadOf(twin.dossier, kind.id)!.fields;
        const value = fields[field.id];
        fields[field.id] =
          typeof value === 'boolean'
            ? !value
            : typeof value === 'number'
              ? value + 7
              : field.type === 'date'
                ? '2001-01-02'
                : 'Pohon lain';
        const html = await show(twin, kind.id);
        const path = `data-datum="${kind.id}.${field.id}"`;
        expect(html).not.to.equal(clean);
        expect(masked(html, path)).to.equal(masked(clean, path));
      }
    });

  it('differs by a datum of the form in that datum only', async () => {
    for (const field of service.form) {
      const twin = sampleCase();
      twin.dossier.form[field.id] =
        field.type === 'date' ? '2001-01-02' : typeof twin.dossier.form[field.id] === 'number' ? 9 : 'Lain';
      const path = `data-datum="form.${field.id}"`;
      expect(masked(await show(twin, 'KTP'), path)).to.equal(masked(await show(sampleCase(), 'KTP'), path));
    }
  });

  const changes: [string, object][] = [
    ...scans.filter((scan) => scan !== 'clear').map((scan): [string, object] => [scan, { scan }]),
    ...['none', 'selfie', 'receipt', 'screenshot', 'STNK', 'other'].map((file): [string, object] => [file, { file }]),
  ];
  for (const kind of kinds)
    it(`differs by the upload of ${kind.id} in its sheet only, and holds no datum that cannot be seen`, async () => {
      const path = `data-sheet="${kind.id}"`;
      const clean = masked(await show(sampleCase(), kind.id), path);
      for (const [name, change] of changes) {
        if (name === kind.id) continue;
        const twin = sampleCase();
        Object.assign(uploadOf(twin.dossier, kind.id)!, change);
        const html = await show(twin, kind.id);
        expect(masked(html, path), name).to.equal(clean);
        expect(html, name).not.to.include(`data-datum="${kind.id}.`);
        expect(html).not.to.match(/undefined|\[object/);
      }
    });

  it('differs in the pin form by the sheet only', async () => {
    const twin = sampleCase();
    Object.assign(uploadOf(twin.dossier, 'KTP')!, { scan: 'dark' });
    const pinning = (permitCase: PermitCase) =>
      render('show', { ...requestFor(permitCase, all), document: 'NPWP', pin: 'KTP.nik' });
    expect(masked(await pinning(twin), 'data-sheet="KTP"')).to.equal(
      masked(await pinning(sampleCase()), 'data-sheet="KTP"'),
    );
  });

  it('does not show a document before it is opened, nor tell from outside whether it is there', async () => {
    const twin = sampleCase();
    uploadOf(twin.dossier, 'KTP')!.file = 'none';
    const closed = (permitCase: PermitCase) => render('show', { ...requestFor(permitCase, []), document: 'KTP' });
    expect(await closed(twin)).to.equal(await closed(sampleCase()));
  });

  it('carries no points and no lesson of a reply', async () => {
    expect(await show(sampleCase(), 'KTP')).not.to.match(/rahasia|points/);
  });
});

describe('the pages of a case', () => {
  const work = [
    ...kinds.map(({ id }) => ({ type: 'open-document' as const, document: id })),
    {
      type: 'pin-finding' as const,
      id: 'finding-0001',
      document: 'KTP',
      field: 'nik',
      problem: 'invalid-number' as const,
      clause: 'c-one',
    },
    { type: 'pin-finding' as const, document: 'form', field: 'name', problem: 'mismatch' as const, clause: '' },
    { type: 'look-up' as const, registry: 'population' as const, key: '3273 2052 0379 9001' },
    { type: 'look-up' as const, registry: 'vehicles' as const, key: 'D 1942 AH' },
    { type: 'look-up' as const, registry: 'tax' as const, key: '1' },
    { type: 'reply' as const, conversation: 'guide' as const, reply: 'a' },
    { type: 'report-gratification' as const, note: 'Amplop' },
    { type: 'classify' as const, class: 'small' },
    { type: 'assess-levy' as const, amount: 280000 },
    { type: 'decide' as const, decision: 'refer' as const, target: 'supervisor' as const, reasons: ['c-two'] },
    { type: 'write-letter' as const, findings: ['finding-0001'], slots: { deadline: 'to' }, basis: true, note: '<b>' },
  ];

  for (const language of languages)
    for (const page of ['show', 'decision', 'check'] as const)
      it(`${page} shows the work in ${language}`, async () => {
        const html = await render(page, requestFor(sampleCase(), acts(...work), language));
        expect(html).not.to.match(/undefined|NaN|\[object|<b>| style=/);
        expect(html).to.include(page === 'show' ? 'Amplop' : language === 'id' ? 'Atasan' : 'Supervisor');
      });

  it('keeps what was typed when a finding is refused', async () => {
    const entered = { type: 'pin-finding', problem: 'expired', clause: 'c-two' };
    const problems = { problem: { key: 'desk.refused.duplicate' } };
    const html = await render('show', {
      ...requestFor(sampleCase(), all),
      document: 'KTP',
      pin: 'KTP.nik',
      entered,
      problems,
    });
    expect(html).to.match(/value="expired" required checked/);
    expect(html).to.match(/value="c-two" selected/);
    expect(html).to.include('Temuan yang sama sudah dicatat');
  });

  it('offers no form for a pin that the case does not have', async () => {
    for (const pin of ['X', 'KTP.none', 'form', 'form.none', 'ZZZ.nik'])
      expect(await render('show', { ...requestFor(sampleCase(), all), pin }), pin).not.to.include('id="pin"');
  });

  it('pins a whole document and a datum that is not open yet', async () => {
    expect(await render('show', { ...requestFor(sampleCase(), all), pin: 'KTP' })).to.include(
      'KTP elektronik · seluruh dokumen',
    );
    const html = await render('show', { ...requestFor(sampleCase(), []), pin: 'KTP.nik' });
    expect(html).to.include('id="pin"').and.not.to.include('3273205203799001</span>');
  });

  it('keeps the typed decision, also where every box was cleared', async () => {
    const entered = { decision: 'reject', amount: 'gratis', note: 'tetap' };
    const problems = { amount: { key: 'desk.invalid.amount' } };
    const html = await render('decision', { ...requestFor(sampleCase(), acts(...work)), entered, problems });
    expect(html).to.include('value="gratis"').and.to.include('tetap');
    expect(html).to.match(/value="reject" checked/);
    expect(html).not.to.match(/type="checkbox"[^>]* checked/);
  });

  it('lists in words what is not done yet, and nothing once it is', async () => {
    const fresh = await render('check', requestFor(sampleCase(), []));
    expect(fresh)
      .to.include('KTP elektronik belum dibuka.')
      .and.to.include('Surat belum ditulis.')
      .and.to.include('Putusan belum diisi.');
    const done = await render('check', requestFor(sampleCase(), acts(...work)));
    expect(done).to.include('Bagian surat belum dipilih: Penutup.').and.not.to.include('belum dibuka.');
  });

  it('offers nothing to do after submitting', async () => {
    const html = await render('show', requestFor(sampleCase(), acts(...work, { type: 'submit' })));
    expect(html).not.to.match(/<form method="post"|pin=/);
    expect(html).to.include('Putusan terkirim');
  });

  it('shows the time left from the clock of the server', async () => {
    const html = await render('show', {
      ...requestFor(sampleCase(), []),
      deadlineAt: '2015-05-28T05:00:00.000Z',
      now: '2015-05-28T04:00:00.000Z',
    });
    expect(html).to.include('data-deadline="2015-05-28T05:00:00.000Z"').and.to.include('sampai 12');
  });
});
