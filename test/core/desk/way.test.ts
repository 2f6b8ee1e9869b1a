import { expect } from 'chai';
import type { Decision, StageId } from '../../../src/core/catalogue/content.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import type { Action, Arrival } from '../../../src/core/desk/action.ts';
import { desk } from '../../../src/core/desk/desk.ts';
import { caseAfter, caseNow, documentsOf, isExamined, nextStage, papersOf, registriesAt, stagesOf, wayOf, writesLetter } from '../../../src/core/desk/way.ts';
import { content, contentWithTeams } from '../../support/content.ts';

const at = '2015-05-28T01:00:00.000Z';
const made = (service: string, level: number): PermitCase => generateCase(content(), { service, level, seed: 'way', breaks: [] });
const decides = (decision: Decision): Action => ({ id: `decide-${decision}`, type: 'decide', decision, reasons: [], at });
const upload = (kind: string, fields = {}) => ({ kind, file: kind, scan: 'clear' as const, fields });
const arrives = (stage: Arrival['stage'], change: Partial<Arrival> = {}): Action & Arrival => ({
  id: `${stage}-in`, type: 'arrive', stage, today: '2015-06-01', dueOn: '2015-06-03', form: { name: 'Euis' }, documents: [upload('SKRD')], registries: { payments: {} }, at, ...change,
});

describe('the way of a file', () => {
  const ways: [string, number, StageId[]][] = [
    ['KPS', 1, ['verification']],
    ['KPS', 2, ['verification', 'resubmission', 'permit']],
    ['KPS', 3, ['verification', 'resubmission', 'payment']],
    ['SIUP', 3, ['verification', 'resubmission']],
    ['SIUP', 4, ['verification', 'resubmission', 'permit']],
    ['KPS', 5, ['verification', 'resubmission', 'payment', 'permit', 'dispatch']],
  ];
  for (const [service, level, way] of ways) it(`of ${service} at level ${level}: ${way.join(', ')}`, () => expect(wayOf(content(), { service, level })).to.deep.equal(way));

  it('goes by the technical team where the service has one', () => {
    expect(wayOf(contentWithTeams(), { service: 'KPS', level: 4 })).to.deep.equal(['verification', 'resubmission', 'recommendation', 'payment', 'permit']);
  });
});

describe('the next stage', () => {
  const table: [string, number, Action[], StageId | null][] = [
    ['nothing decided', 5, [], null],
    ['level 1 proceeds', 1, [decides('proceed')], null],
    ['level 1 returns', 1, [decides('return')], null],
    ['a returned file', 2, [decides('return')], 'resubmission'],
    ['a file that proceeds passes the second upload by', 2, [decides('proceed')], 'permit'],
    ['a rejected file', 5, [decides('reject')], null],
    ['a referred file', 5, [decides('refer')], null],
    ['what was decided last counts', 2, [decides('reject'), decides('return')], 'resubmission'],
    ['a second upload returned again', 5, [decides('return'), arrives('resubmission'), decides('return')], null],
    ['a second upload that proceeds', 5, [decides('return'), arrives('resubmission'), decides('proceed')], 'payment'],
    ['a decision of the stage before does not count', 5, [decides('proceed'), arrives('payment')], null],
    ['a payment that proceeds', 5, [decides('proceed'), arrives('payment'), decides('proceed')], 'permit'],
    ['a returned payment', 5, [decides('proceed'), arrives('payment'), decides('return')], null],
    ['the last stage', 5, [decides('proceed'), arrives('dispatch'), decides('proceed')], null],
  ];
  for (const [what, level, actions, next] of table) it(`${what}: ${next ?? 'the work ends'}`, () => expect(nextStage(content(), made('KPS', level), actions)).to.equal(next));
});

describe('the case after something arrived', () => {
  const before = made('KPS', 5);

  it('has the day, term, form and registries of now, and the new papers first', () => {
    const after = caseAfter(before, arrives('payment'));
    expect(after).to.include({ stage: 'payment', today: '2015-06-01', dueOn: '2015-06-03', receivedOn: before.receivedOn });
    expect(after.dossier.form).to.deep.equal({ name: 'Euis' });
    expect(after.dossier.documents.map(({ kind }) => kind)).to.deep.equal(['SKRD', ...before.dossier.documents.map(({ kind }) => kind)]);
    expect(after.registries).to.have.all.keys(...Object.keys(before.registries), 'payments');
    expect(papersOf(after)).to.deep.equal(['SKRD']);
    expect(papersOf(before)).to.deep.equal(before.dossier.documents.map(({ kind }) => kind));
  });

  it('puts a second upload in its slot', () => {
    const after = caseAfter(before, arrives('resubmission', { documents: [upload('STNK', { plate: 'D 1901 AA' })] }));
    expect(after.dossier.documents.map(({ kind }) => kind)).to.deep.equal(before.dossier.documents.map(({ kind }) => kind));
    expect(after.dossier.documents.find(({ kind }) => kind === 'STNK')!.fields).to.deep.equal({ plate: 'D 1901 AA' });
    expect(after.dossier.documents.find(({ kind }) => kind === 'KTP')).to.equal(before.dossier.documents.find(({ kind }) => kind === 'KTP'));
  });

  it('is cut into stages where something arrived', () => {
    const actions = [decides('return'), arrives('resubmission', { documents: [] }), decides('proceed'), arrives('payment')];
    const stages = stagesOf(before, actions);
    expect(stages.map(({ stage, actions: done }) => [stage, done.length])).to.deep.equal([['verification', 1], ['resubmission', 1], ['payment', 0]]);
    expect(stages[0]!.permitCase).to.equal(before);
    expect(stages[2]!.permitCase).to.deep.equal(caseNow(before, actions));
    expect(caseNow(before, [decides('return')])).to.equal(before);
  });

  it('has the registries, papers and letters of its stage', () => {
    const service = content().services.get('KPS')!;
    const payment = caseNow(before, [arrives('payment')]);
    expect(registriesAt(content(), before)).to.equal(service.registries);
    expect(registriesAt(content(), payment)).to.deep.equal(['payments']);
    expect(documentsOf(content(), service, 'payment')).to.deep.equal(['SKRD', 'BAYAR']);
    expect(documentsOf(content(), service, 'permit')).to.deep.equal(['DRAFKPS']);
    expect([before, caseNow(before, [arrives('resubmission')]), payment].map(isExamined)).to.deep.equal([true, true, false]);
    const writes = (stage: Arrival['stage'], decision: Decision) => writesLetter(content(), { stage }, decision);
    expect([writes('resubmission', 'proceed'), writes('payment', 'return'), writes('payment', 'proceed'), writes('permit', 'return')]).to.deep.equal([true, true, false, false]);
    expect([writes('recommendation', 'return'), writes('recommendation', 'reject')]).to.deep.equal([false, true]);
    expect(writesLetter(content(), { stage: 'permit' }, undefined)).to.equal(false);
    expect(writesLetter(content(), {}, undefined)).to.equal(true);
  });
});

describe('the desk of a later stage', () => {
  const permitCase = made('KPS', 5);
  const actions: Action[] = [
    { id: 'open-0001', type: 'open-document', document: 'KTP', at },
    { id: 'open-0002', type: 'open-document', document: 'STNK', at },
    { id: 'pin-00001', type: 'pin-finding', document: 'STNK', field: 'plate', problem: 'mismatch', clause: '', at },
    { id: 'levy-0001', type: 'assess-levy', amount: 125_000, at },
    { id: 'look-0001', type: 'look-up', registry: 'permits', key: 'x', at },
    decides('return'),
    { id: 'write-001', type: 'write-letter', findings: [], slots: {}, basis: true, note: '', at },
    { id: 'send-0001', type: 'send', at },
    arrives('resubmission', { documents: [upload('STNK')] }),
  ];

  it('is clear but for class, levy and what was read and has not changed', () => {
    const state = desk(content(), permitCase, actions);
    expect(state).to.deep.include({ stage: 'resubmission', opened: ['KTP'], findings: [], lookups: [], decision: null, letter: null, levy: 125_000 });
    expect(state.past).to.have.length(1);
    expect(state.past[0]).to.deep.include({ stage: 'verification', decision: 'return' });
    expect(state.past[0]!.findings).to.have.length(1);
  });

  it('asks only the registries of its stage', () => {
    const asked: Action[] = [...actions, { id: 'look-0002', type: 'look-up', registry: 'payments', key: 'x', at }, { id: 'look-0003', type: 'look-up', registry: 'permits', key: 'x', at }];
    expect(desk(content(), permitCase, asked).lookups.map(({ registry }) => registry)).to.deep.equal(['permits']);
  });
});
