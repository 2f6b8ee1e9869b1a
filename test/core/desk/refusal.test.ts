import { expect } from 'chai';
import type { Command } from '../../../src/core/desk/action.ts';
import { refusal } from '../../../src/core/desk/refusal.ts';
import { acts, catalogue, sampleCase } from '../../features/desk/desk-case.ts';

type Draft<C extends Command = Command> = C extends Command ? Omit<C, 'id'> : never;
type DraftOf<T extends Command['type']> = Omit<Extract<Command, { type: T }>, 'id'>;
const pinned: DraftOf<'pin-finding'> = {
  type: 'pin-finding',
  document: 'KTP',
  field: 'nik',
  problem: 'mismatch',
  clause: '',
};
const decided: DraftOf<'decide'> = { type: 'decide', decision: 'return', reasons: [] };
const letter: DraftOf<'write-letter'> = {
  type: 'write-letter',
  findings: ['action-0001'],
  slots: { deadline: 'online' },
  basis: true,
  note: '',
};

const table: [string, Parameters<typeof acts>, Draft, string | null][] = [
  ['opens a document of the case', [], { type: 'open-document', document: 'KTP' }, null],
  ['opens the form', [], { type: 'open-document', document: 'form' }, null],
  ['refuses another document', [], { type: 'open-document', document: 'X' }, 'document'],
  ['asks a registry of the service', [], { type: 'look-up', registry: 'tax', key: '1' }, null],
  ['pins a datum', [], pinned, null],
  ['pins a datum of the form', [], { ...pinned, document: 'form', field: 'name' }, null],
  ['pins a whole document', [], { ...pinned, field: '', clause: 'c-one' }, null],
  ['refuses a field that the document has not', [], { ...pinned, field: 'plate' }, 'field'],
  ['refuses a field that the form has not', [], { ...pinned, document: 'form', field: '' }, 'field'],
  ['refuses a document that the case has not', [], { ...pinned, document: 'X' }, 'field'],
  ['refuses an unknown clause', [], { ...pinned, clause: 'c-none' }, 'clause'],
  ['pins two data that disagree', [], { ...pinned, other: 'form.name' }, null],
  ['refuses a second datum that the form has not', [], { ...pinned, other: 'form.nose' }, 'field'],
  ['refuses a datum that disagrees with itself', [], { ...pinned, other: `${pinned.document}.${pinned.field}` }, 'field'],
  ['refuses the same finding twice', [pinned], pinned, 'duplicate'],
  ['takes another problem of the same datum', [pinned], { ...pinned, problem: 'expired' }, null],
  ['takes the same problem of the whole document', [pinned], { ...pinned, field: '' }, null],
  ['withdraws a finding', [pinned], { type: 'withdraw-finding', finding: 'action-0001' }, null],
  ['refuses to withdraw what is not there', [], { type: 'withdraw-finding', finding: 'action-0001' }, 'finding'],
  ['classifies', [], { type: 'classify', class: 'small' }, null],
  ['refuses an unknown class', [], { type: 'classify', class: 'huge' }, 'class'],
  ['decides', [], decided, null],
  ['refers to a target', [], { type: 'decide', decision: 'refer', target: 'supervisor', reasons: ['c-one'] }, null],
  ['refuses a referral without a target', [], { type: 'decide', decision: 'refer', reasons: [] }, 'target'],
  [
    'refuses a target without a referral',
    [],
    { type: 'decide', decision: 'return', target: 'supervisor', reasons: [] },
    'target',
  ],
  ['refuses an unknown ground', [], { ...decided, reasons: ['c-none'] }, 'clause'],
  ['writes a letter after the decision', [pinned, decided], letter, null],
  ['refuses a letter before the decision', [pinned], letter, 'letterBeforeDecision'],
  ['refuses a letter that names an unknown finding', [decided], letter, 'finding'],
  ['refuses an unknown slot', [pinned, decided], { ...letter, slots: { none: 'online' } }, 'slot'],
  ['refuses an unknown wording', [pinned, decided], { ...letter, slots: { deadline: 'none' } }, 'slot'],
  ['replies', [], { type: 'reply', conversation: 'guide', reply: 'a' }, null],
  ['refuses a reply that is not offered', [], { type: 'reply', conversation: 'guide', reply: 'z' }, 'reply'],
  ['submits after the decision', [decided], { type: 'submit' }, null],
  ['refuses to submit without a decision', [], { type: 'submit' }, 'submitWithoutDecision'],
  ['refuses an answer to a question', [], { type: 'answer', item: 'q', choice: 'a' }, 'item'],
  ['assesses a levy', [], { type: 'assess-levy', amount: 0 }, null],
  ['reports an offer', [], { type: 'report-gratification', note: '' }, null],
  ['flags', [], { type: 'flag', on: true }, null],
  ['refuses everything after submitting', [decided, { type: 'submit' }], { type: 'flag', on: true }, 'submitted'],
];

describe('what the stage of a case allows', () => {
  for (const [name, before, command, key] of table)
    it(name, () => {
      const refused = refusal(catalogue, sampleCase(), acts(...before), { id: 'command-1', ...command } as Command);
      expect(refused?.key ?? null).to.equal(key && `desk.refused.${key}`);
    });

  it('refuses a registry, a class and a reply that the service or case does not know', () => {
    const plain = { ...catalogue.services.get('ALL')!, registries: ['tax' as const] };
    delete plain.classification;
    const narrow = { ...catalogue, services: new Map([['ALL', plain]]) };
    const quiet = { ...sampleCase(), conversations: [] };
    const ask = (command: Draft) => refusal(narrow, quiet, [], { id: 'command-1', ...command } as Command);
    expect(ask({ type: 'look-up', registry: 'roads', key: '1' })).to.deep.equal({
      key: 'desk.refused.registry',
      field: 'registry',
    });
    expect(ask({ type: 'classify', class: 'small' })!.key).to.equal('desk.refused.class');
    expect(ask({ type: 'reply', conversation: 'guide', reply: 'a' })!.key).to.equal('desk.refused.reply');
  });
});
