import { expect } from 'chai';
import { desk } from '../../../src/core/desk/desk.ts';
import { lookUp } from '../../../src/core/desk/lookups.ts';
import { acts, catalogue, sampleCase } from '../../features/desk/desk-case.ts';

const fold = (...list: Parameters<typeof acts>) => desk(catalogue, sampleCase(), acts(...list));

describe('the desk as a fold of the actions', () => {
  it('is empty before the first action', () => {
    const state = fold();
    expect(state.opened).to.deep.equal([]);
    expect(state.savedAt).to.equal(null);
    expect(state.decision).to.equal(null);
  });

  it('lists an opened document once', () => {
    const state = fold({ type: 'open-document', document: 'KTP' }, { type: 'open-document', document: 'KTP' });
    expect(state.opened).to.deep.equal(['KTP']);
    expect(state.savedAt).to.equal('2015-05-28T03:01:00.000Z');
  });

  it('keeps each lookup with its record, whatever the spelling of the key', () => {
    const state = fold(
      { type: 'look-up', registry: 'vehicles', key: 'd 1942 ah' },
      { type: 'look-up', registry: 'vehicles', key: 'D 1' },
      { type: 'look-up', registry: 'permits', key: 'x' },
    );
    expect(state.lookups.map(({ record }) => record && record.plate)).to.deep.equal(['D 1942 AH', null, null]);
  });

  it('does not answer for a registry that the service does not use', () => {
    const narrow = {
      ...catalogue,
      services: new Map([['ALL', { ...catalogue.services.get('ALL')!, registries: ['tax' as const] }]]),
    };
    const list = acts({ type: 'look-up', registry: 'vehicles', key: 'D 1942 AH' });
    expect(desk(narrow, sampleCase(), list).lookups).to.deep.equal([]);
  });

  it('does not take a property of objects for a record', () => {
    expect(lookUp(sampleCase(), 'tax', 'constructor')).to.equal(null);
  });

  it('drops a withdrawn finding and keeps the others', () => {
    const state = fold(
      { type: 'pin-finding', document: 'KTP', field: 'nik', problem: 'mismatch', clause: '' },
      { type: 'pin-finding', document: 'KTP', field: '', problem: 'unreadable', clause: 'c-one' },
      { type: 'withdraw-finding', finding: 'action-0001' },
    );
    expect(state.findings.map(({ id, field, problem }) => [id, field, problem])).to.deep.equal([
      ['action-0002', '', 'unreadable'],
    ]);
  });

  it('lets the last class, levy, decision, letter, reply, report and flag count', () => {
    const letter = { type: 'write-letter' as const, findings: [], slots: {}, basis: false };
    const state = fold(
      { type: 'classify', class: 'small' },
      { type: 'classify', class: 'large' },
      { type: 'assess-levy', amount: 1 },
      { type: 'assess-levy', amount: 280000 },
      { type: 'decide', decision: 'refer', target: 'supervisor', reasons: ['c-one'] },
      { type: 'decide', decision: 'return', reasons: [] },
      { ...letter, note: 'satu' },
      { ...letter, note: 'dua' },
      { type: 'reply', conversation: 'guide', reply: 'a' },
      { type: 'reply', conversation: 'guide', reply: 'b' },
      { type: 'report-gratification', note: 'amplop' },
      { type: 'flag', on: true },
      { type: 'answer', item: 'q1', choice: 'a' },
    );
    expect(state).to.include({ class: 'large', levy: 280000, flagged: true });
    expect(state.decision).to.include({ decision: 'return', target: null });
    expect(state.letter!.note).to.equal('dua');
    expect(state.replies.guide!.reply).to.equal('b');
    expect(state.report!.note).to.equal('amplop');
  });

  it('names the target of a referral and is submitted once, at the first time', () => {
    const state = fold(
      { type: 'decide', decision: 'refer', target: 'supervisor', reasons: [] },
      { type: 'submit' },
      { type: 'submit' },
    );
    expect(state.decision!.target).to.equal('supervisor');
    expect(state.submittedAt).to.equal('2015-05-28T03:01:00.000Z');
  });
});
