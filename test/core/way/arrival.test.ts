import { expect } from 'chai';
import { actionList } from '../../../src/core/desk/action.ts';
import { draftOf } from '../../../src/core/catalogue/drafts.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { uploadOf, type Recipe } from '../../../src/core/cases/dossier.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { caseAfter, caseNow } from '../../../src/core/desk/way.ts';
import { arrivalAfter } from '../../../src/core/way/arrival.ts';
import { brokenIn, laterFaults } from '../../../src/core/way/faults.ts';
import { checkS10 } from '../../../src/core/shared/ids.ts';
import { isWorkingDay } from '../../../src/core/shared/working-days.ts';
import { acted, returned } from '../../properties/way-examiner.ts';
import { content, contentWithTeams } from '../../support/content.ts';

const at = '2015-05-28T01:00:00.000Z';

/** Lets a file through to its end and gives what arrived. */
function letThrough(recipe: Recipe, catalogue = contentWithTeams()) {
  const permitCase = generateCase(catalogue, recipe);
  const actions: Action[] = [];
  for (;;) {
    actions.push(...acted({ type: 'decide', decision: 'proceed', reasons: [] }));
    const arrival = arrivalAfter(catalogue, recipe, permitCase, actions, 'send-0000');
    if (!arrival) return { permitCase, actions, now: caseNow(permitCase, actions), arrivals: actions.flatMap((action) => (action.type === 'arrive' ? [action] : [])) };
    actions.push({ ...arrival, at });
  }
}

describe('what arrives', () => {
  const recipe: Recipe = { service: 'KPS', level: 5, seed: 'arrival', breaks: [], later: { recommendation: [], payment: [], permit: [], dispatch: [] } };
  const { permitCase, now, arrivals } = letThrough(recipe);
  const fields = (kind: string) => uploadOf(now.dossier, kind)!.fields;

  it('comes in the order of the way, on working days, each after the one before, and is a list that a file can hold', () => {
    expect(arrivals.map(({ stage }) => stage)).to.deep.equal(['recommendation', 'payment', 'permit', 'dispatch']);
    const days = [permitCase.today, ...arrivals.map(({ today }) => today)];
    expect(days).to.deep.equal([...new Set(days)].sort());
    expect(days.every((day) => isWorkingDay(day, content().holidays))).to.equal(true);
    expect(actionList.safeParse(arrivals).success).to.equal(true);
  });

  it('is nothing where the work ends', () => {
    for (const decision of ['reject', 'refer'] as const) expect(arrivalAfter(content(), recipe, permitCase, acted({ type: 'decide', decision, reasons: [] }), 'x')).to.equal(null);
    expect(arrivalAfter(content(), recipe, permitCase, [], 'x')).to.equal(null);
  });

  it('is about this file: its number, applicant, levy and address', () => {
    expect(fields('REKOM')).to.include({ registration: permitCase.registration, verdict: 'Disetujui', signature: true, stamp: true });
    expect(fields('SKRD')).to.include({ registration: permitCase.registration, amount: 125_000, code: fields('BAYAR')['code'] });
    expect(fields('BAYAR')).to.include({ amount: 125_000 });
    expect(fields('DRAFKPS')).to.include({ plate: permitCase.dossier.form['plate'], name: permitCase.dossier.form['name'] });
    expect(fields('LABEL')['permit']).to.equal(fields('DRAFKPS')['number']);
    expect(checkS10(String(fields('LABEL')['tracking'])).valid).to.equal(true);
  });

  it('is paid between the assessment and its term, and the bank knows it', () => {
    const { issued, due } = fields('SKRD') as { issued: string; due: string };
    const { date, reference } = fields('BAYAR') as { date: string; reference: string };
    expect(issued < date && date <= due && date <= arrivals[1]!.today).to.equal(true);
    expect(now.registries['payments']![reference]).to.include({ amount: 125_000, date });
  });

  it('says in paper and registry alike what is wrong', () => {
    const broken = letThrough({ ...recipe, later: { recommendation: ['team-verdict'], payment: ['payment-amount'] } });
    const paper = (kind: string) => uploadOf(broken.now.dossier, kind)!.fields;
    const [bank] = Object.values(broken.now.registries['payments']!);
    const [letter] = Object.values(broken.now.registries['agenda']!);
    expect(bank!['amount']).to.equal(paper('BAYAR')['amount']).and.to.not.equal(paper('SKRD')['amount']);
    expect(letter!['verdict']).to.equal(paper('REKOM')['verdict']).and.to.equal('Tidak disetujui');
  });

  it('copies into the draft what the file says, also where that is wrong', () => {
    const wrong: Recipe = { service: 'KPS', level: 2, seed: 'let through', breaks: ['plate-stnk-match'], later: { permit: [] } };
    const passed = letThrough(wrong, content());
    expect(truthOf(content(), passed.permitCase).failing.map(({ id }) => id)).to.deep.equal(['plate-stnk-match']);
    expect(truthOf(content(), passed.now).failing).to.deep.equal([]);
    expect(uploadOf(passed.now.dossier, draftOf({ code: 'KPS' }))!.fields['plate']).to.equal(passed.permitCase.dossier.form['plate']);
  });

  it('has an amount also where the file itself was wrong about it', () => {
    const wrong: Recipe = { service: 'RKLI', level: 3, seed: 'fee', breaks: ['ad-width-match'], later: { payment: [] } };
    const passed = letThrough(wrong, content());
    expect(uploadOf(passed.now.dossier, 'SKRD')!.fields['amount']).to.be.above(0);
  });
});

describe('the second upload', () => {
  const recipe: Recipe = { service: 'KPS', level: 2, seed: 'again', breaks: ['stnk-present', 'kir-current', 'population-registry-agrees'] };
  const permitCase = generateCase(content(), recipe);
  const checks = checksOf(content(), 'KPS');
  const after = (ids: string[], own = recipe, from = permitCase) => {
    const arrival = arrivalAfter(content(), own, from, returned(ids.map((id) => checks.find((check) => check.id === id)!)), 'send-0000')!;
    return { arrival, failing: truthOf(content(), caseAfter(from, arrival)).failing.map(({ id }) => id) };
  };

  it('cures the paper or the datum that the letter named', () => {
    for (const id of ['stnk-present', 'kir-current']) expect(after([id]).failing, id).to.not.include(id);
    expect(after(['stnk-present']).failing).to.include.members(['kir-current', 'population-registry-agrees']);
    expect(after(['kir-current']).arrival.documents.map(({ kind }) => kind)).to.include('KIR');
  });

  it('brings back what it was where the letter named nothing', () => {
    const { arrival, failing } = after([]);
    expect(arrival.documents).to.deep.equal([]);
    expect(failing).to.have.members(recipe.breaks!);
  });

  it('cannot cure a ground for refusal', () => {
    const lost: Recipe = { service: 'KPS', level: 2, seed: 'refused', breaks: ['yellow-plate'] };
    const file = generateCase(content(), lost);
    expect(after(['yellow-plate'], lost, file).failing).to.deep.equal(['yellow-plate']);
  });

  it('cures the field of a register, or the whole register, that was wrong, and no other', () => {
    for (const id of ['population-registry-agrees', 'no-kps-in-force']) {
      const { target: _, ...check } = content().checks.get(id)!;
      const catalogue = { ...content(), checks: new Map([...content().checks, [id, { ...check, consequence: 'return' as const }]]) };
      const own: Recipe = { service: 'KPS', level: 2, seed: 'register', breaks: [id, 'vehicle-registry-agrees'] };
      const file = generateCase(catalogue, own);
      const wrong = checksOf(catalogue, 'KPS').find((each) => each.id === id)!;
      const arrival = arrivalAfter(catalogue, own, file, returned([wrong]), 'x')!;
      expect(truthOf(catalogue, caseAfter(file, arrival)).failing.map((each) => each.id), id).to.include('vehicle-registry-agrees').and.not.include(id);
      expect(arrival.registries['vehicles']).to.deep.equal(file.registries['vehicles']);
    }
  });

  it('comes back without a letter as it was', () => {
    const arrival = arrivalAfter(content(), recipe, permitCase, acted({ type: 'decide', decision: 'return', reasons: [] }), 'x')!;
    expect(arrival.documents).to.deep.equal([]);
  });
});

describe('faults of later stages', () => {
  const recipe: Recipe = { service: 'KPS', level: 5, seed: 'faults' };

  it('are what the recipe asks for', () => {
    const asked = { ...recipe, later: { payment: ['payment-code'] } };
    expect(brokenIn(content(), asked, 'payment').map(({ id }) => id)).to.deep.equal(['payment-code']);
  });

  it('are refused when unknown, doubled or hiding one another', () => {
    expect(() => brokenIn(content(), { ...recipe, later: { payment: ['label-address'] } }, 'payment')).to.throw(RangeError, 'unknown check "label-address" of stage payment');
    expect(() => brokenIn(content(), { ...recipe, later: { payment: ['payment-code', 'payment-code'] } }, 'payment')).to.throw(RangeError, 'cannot be broken together');
    expect(() => brokenIn(content(), { ...recipe, later: { payment: ['payment-amount', 'payment-known'] } }, 'payment')).to.throw(RangeError, 'cannot be broken together');
  });

  it('are told for every later stage but the second upload, the same each time', () => {
    const told = laterFaults(content(), recipe, recipe);
    expect(told.map(({ stage }) => stage)).to.deep.equal(['payment', 'permit', 'dispatch']);
    expect(laterFaults(content(), recipe, recipe)).to.deep.equal(told);
    expect(laterFaults(content(), recipe, { service: 'KPS', level: 1 })).to.deep.equal([]);
  });

  it('come about as often as the pack says', () => {
    const stages = Array.from({ length: 400 }, (_, seed) => brokenIn(content(), { ...recipe, seed: `often-${seed}` }, 'permit').length);
    const share = stages.reduce((sum, number) => sum + number, 0) / stages.length;
    expect(share).to.be.closeTo(content().stages.get('permit')!.faults, 0.08);
  });
});
