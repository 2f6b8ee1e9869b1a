import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { type PermitCase, scans, uploadOf } from '../../../src/core/cases/dossier.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { content } from '../../support/content.ts';
import { masked } from '../../support/mask.ts';
import { acts } from './desk-case.ts';
import { render, requestFor } from './desk-pages.ts';

/** The papers of vehicles and boards, on files that have all of them. */
const files: [service: string, facts: Record<string, string>, documents: string[]][] = [
  ['TRYK', { 'business.legalForm': 'Koperasi', 'transport.application': 'Perpanjangan' }, ['KTP', 'STNK', 'ARMADA', 'PERJANJIAN', 'BENGKEL', 'FOTOKEND', 'REKDISHUB', 'KARTULAMA']],
  ['RKLP', { 'board.application': 'Perpanjangan' }, ['KONS', 'PETAREK', 'TANAHREK', 'BG', 'IZINLAMA']],
];

describe('the papers of vehicles and boards', () => {
  for (const [service, facts, documents] of files) {
    const make = (): PermitCase => generateCase(content(), { service, level: 3, seed: 'sheets', breaks: [], facts });
    const opened: Action[] = acts(...make().dossier.documents.map(({ kind }) => ({ type: 'open-document' as const, document: kind })));
    const show = (permitCase: PermitCase, document: string, language: 'id' | 'en' = 'id') => render('show', { ...requestFor(permitCase, opened, language, content()), document });
    for (const kind of documents) {
      const fields = content().documents.get(kind)!.fields;

      it(`${kind} shows all its data, on paper and as text`, async () => {
        for (const language of ['id', 'en'] as const) {
          const html = await show(make(), kind, language);
          expect(html).not.to.match(/undefined|NaN|\[object|Invalid Date| style=/);
          for (const field of fields) {
            expect(html.split(`data-datum="${kind}.${field.id}"`).length - 1, field.id).to.be.at.least(2);
            expect(html).to.include(`pin=${kind}.${field.id}#pin`);
          }
        }
      });

      it(`${kind} differs by a datum in that datum only`, async () => {
        const clean = await show(make(), kind);
        for (const field of fields) {
          const twin = make();
          const values = uploadOf(twin.dossier, kind)!.fields;
          const value = values[field.id];
          values[field.id] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 7 : field.type === 'date' ? '2001-01-02' : 'Pohon lain';
          const html = await show(twin, kind);
          expect(html, field.id).not.to.equal(clean);
          expect(masked(html, `data-datum="${kind}.${field.id}"`), field.id).to.equal(masked(clean, `data-datum="${kind}.${field.id}"`));
        }
      });

      it(`${kind} holds no datum that cannot be seen`, async () => {
        const clean = masked(await show(make(), kind), `data-sheet="${kind}"`);
        for (const scan of scans.filter((each) => each !== 'clear')) {
          const twin = make();
          uploadOf(twin.dossier, kind)!.scan = scan;
          const html = await show(twin, kind);
          expect(html, scan).not.to.include(`data-datum="${kind}.`);
          expect(masked(html, `data-sheet="${kind}"`), scan).to.equal(clean);
        }
      });
    }
  }

  it('a card that is not electronic looks different, inside the datum that says so', async () => {
    const card = async (cardType: string) => {
      const permitCase = generateCase(content(), { service: 'KPS', level: 1, seed: 'card', breaks: [] });
      uploadOf(permitCase.dossier, 'KTP')!.fields['cardType'] = cardType;
      return render('show', { ...requestFor(permitCase, acts({ type: 'open-document', document: 'KTP' }), 'id', content()), document: 'KTP' });
    };
    const [electronic, older] = [await card('KTP-el'), await card('KTP')];
    expect(electronic).to.include('ktp-look-electronic').and.not.to.include('SIAK');
    expect(older).to.include('SIAK').and.not.to.include('ktp-look-electronic');
    expect(masked(older, 'data-datum="KTP.cardType"')).to.equal(masked(electronic, 'data-datum="KTP.cardType"'));
  });

  it('stand beside the form where a fact stands for another on every file of the service', async () => {
    const rows = async (service: string, document: string, facts: Record<string, string>) => {
      const permitCase = generateCase(content(), { service, level: 1, seed: 'rows', breaks: [], facts });
      const html = await render('show', { ...requestFor(permitCase, acts({ type: 'open-document', document }), 'id', content()), document });
      const table = /<table class="compare-table">[\s\S]*?<\/table>/.exec(html)?.[0] ?? '';
      return [...table.matchAll(/data-datum="(form\.[a-zA-Z]+)"/g)].map((match) => match[1]);
    };
    expect(await rows('KPS', 'STNK', {})).to.deep.equal(['form.plate', 'form.name', 'form.address', 'form.brand']);
    expect(await rows('TRYK', 'STNK', { 'business.legalForm': 'PT' })).to.deep.equal(['form.plate', 'form.vehicleOwner', 'form.brand']);
    expect(await rows('TRYK', 'REKDISHUB', {})).to.deep.equal(['form.recommendationNumber', 'form.businessName', 'form.route', 'form.vehicles']);
    expect(await rows('RKLI', 'NASKAH', {})).to.deep.equal(['form.title', 'form.width', 'form.height', 'form.businessName']);
  });
});
