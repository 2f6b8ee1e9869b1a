import { expect } from 'chai';
import { actionInput, decisionInput, enteredFrom } from '../../../src/features/desk/desk-input.ts';

const id = 'form-0001';
const problemsOf = (parsed: { ok: boolean; problems?: object }) => (parsed.ok ? null : Object.keys(parsed.problems!));

describe('the input of one action', () => {
  const good: [string, object, object][] = [
    [
      'a form with token and way back',
      { type: 'open-document', id, document: 'KTP', _csrf: 'x', back: 'KTP' },
      { document: 'KTP' },
    ],
    ['money as typed', { type: 'assess-levy', id, amount: 'Rp 280.000' }, { amount: 280000 }],
    ['money as a number', { type: 'assess-levy', id, amount: 0 }, { amount: 0 }],
    ['a mark as text', { type: 'flag', id, on: 'false' }, { on: false }],
    ['a mark from JSON', { type: 'flag', id, on: true }, { on: true }],
    [
      'one ground as text',
      { type: 'decide', id, decision: 'return', reasons: 'c-one', target: '' },
      { reasons: ['c-one'] },
    ],
    [
      'a finding without a clause',
      { type: 'pin-finding', id, document: 'KTP', field: '', problem: 'expired', clause: '' },
      { clause: '' },
    ],
  ];
  for (const [name, body, part] of good)
    it(`takes ${name}`, () => {
      const parsed = actionInput(body);
      expect(parsed.ok && parsed.value).to.deep.include(part);
    });

  const bad: [string, unknown, string[]][] = [
    ['nothing', undefined, ['type']],
    ['an unknown type', { type: 'x', id }, ['type']],
    ['a field that the action has not', { type: 'submit', id, extra: '1' }, ['type']],
    ['a short id', { type: 'submit', id: 'x' }, ['id']],
    [
      'a finding without a problem',
      { type: 'pin-finding', id, document: 'KTP', field: 'nik', clause: '' },
      ['problem'],
    ],
    ['an empty key', { type: 'look-up', id, registry: 'tax', key: ' ' }, ['key']],
    ['decimals', { type: 'assess-levy', id, amount: '12,5' }, ['amount']],
  ];
  for (const [name, body, fields] of bad)
    it(`refuses ${name}`, () => expect(problemsOf(actionInput(body))).to.deep.equal(fields));

  it('keeps what was typed, but not the token', () => {
    expect(enteredFrom({ _csrf: 'x', note: 'a', reasons: ['b', 'c'], empty: null })).to.deep.equal({
      note: 'a',
      reasons: ['b', 'c'],
      empty: '',
    });
    expect(enteredFrom(undefined)).to.deep.equal({});
  });
});

describe('the input of the decision page', () => {
  it('gives class, levy, decision and letter, in this order, with derived ids', () => {
    const body = {
      id,
      decision: 'return',
      target: 'supervisor',
      reasons: ['a'],
      class: 'small',
      amount: '0',
      findings: 'f',
      basis: 'true',
      note: 'n',
      'slot-deadline': 'online',
      'slot-closing': '',
    };
    const parsed = decisionInput(body);
    expect(parsed.ok && parsed.value).to.deep.equal([
      { id: `${id}-c`, type: 'classify', class: 'small' },
      { id: `${id}-l`, type: 'assess-levy', amount: 0 },
      { id: `${id}-d`, type: 'decide', decision: 'return', reasons: ['a'] },
      { id: `${id}-w`, type: 'write-letter', findings: ['f'], slots: { deadline: 'online' }, basis: true, note: 'n' },
    ]);
  });

  it('gives decision and letter alone when nothing else was filled in', () => {
    const parsed = decisionInput({ id, decision: 'refer', target: 'supervisor' });
    expect(parsed.ok && parsed.value.map(({ type }) => type)).to.deep.equal(['decide', 'write-letter']);
    expect(parsed.ok && parsed.value[0]).to.include({ target: 'supervisor' });
  });

  const bad: [string, object, string[]][] = [
    ['no decision', { id }, ['decision']],
    ['a referral to nobody', { id, decision: 'refer', target: '' }, ['target']],
    ['an amount that is no money', { id, decision: 'return', amount: 'gratis' }, ['amount']],
    ['an amount beyond all bounds', { id, decision: 'return', amount: '9000000000000' }, ['amount']],
    ['a note without end', { id, decision: 'return', note: 'x'.repeat(2001) }, ['note']],
  ];
  for (const [name, body, fields] of bad)
    it(`refuses ${name}`, () => expect(problemsOf(decisionInput(body))).to.deep.equal(fields));
});
