import { expect } from 'chai';
import fc from 'fast-check';
import { askedOf } from '../../../src/core/questions/ask.ts';
import { type BankQuestion, bankQuestion, kinds } from '../../../src/core/questions/question.ts';
import { type AnswerFields, fieldsOf, readAnswer, type Response, response, scoreOf } from '../../../src/core/questions/response.ts';
import { bankOf } from './bank.ts';

const bank = bankOf(600);
const write = (value: number) => new Intl.NumberFormat('id-ID', { maximumFractionDigits: 20 }).format(value);
const made = (question: object): BankQuestion => bankQuestion.parse(question);
const text = (id: string) => ({ id });

/** The response that earns everything. */
function rightOf(question: BankQuestion): Response {
  switch (question.kind) {
    case 'single': return { kind: 'single', choice: question.key };
    case 'multiple': return { kind: 'multiple', choices: question.keys };
    case 'ordering': return { kind: 'ordering', order: question.items.map(({ id }) => id) };
    case 'matching': return { kind: 'matching', chosen: Object.fromEntries(question.pairs.map(({ id }) => [id, id])) };
    case 'numeric': return { kind: 'numeric', value: question.value };
    case 'short': return { kind: 'short', text: question.accepted[0]! };
  }
}

describe('an answer to a question', () => {
  it('that is right earns 1 in every kind, and nothing earns 0', () => {
    for (const kind of kinds) expect(bank.some((question) => question.kind === kind), kind).to.equal(true);
    for (const question of bank) {
      expect(scoreOf(question, response.parse(rightOf(question))), JSON.stringify(question)).to.equal(1);
      expect(scoreOf(question, null)).to.equal(0);
    }
  });

  it('comes back from the fields of its form as it was given, whatever the seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bank), fc.string(), (question, seed) => {
        const asked = askedOf(question, seed);
        const given = rightOf(question);
        // Nobody types a number of twenty decimals.
        if (given.kind === 'numeric' && Math.abs(given.value) < 1e-6) return;
        const filled = fieldsOf(asked, given, write);
        const read = readAnswer(asked, filled, 'id');
        expect('response' in read && scoreOf(question, read.response), JSON.stringify({ question, filled, read })).to.equal(1);
      }),
      { numRuns: 300 },
    );
  });

  it('is offered under letters that do not tell its ids, in an order of the seed', () => {
    const question = made({ kind: 'single', stem: text('?'), options: ['k', 'x', 'y', 'z'].map((id) => ({ id, text: text(id.toUpperCase()) })), key: 'k' });
    const orders = new Set(Array.from({ length: 40 }, (_, seed) => {
      const asked = askedOf(question, String(seed));
      return asked.kind === 'single' ? asked.choices.map(({ id }) => id).join('') : '';
    }));
    expect(orders.size).to.be.above(10);
    const asked = askedOf(question, '1');
    expect(asked).to.deep.equal(askedOf(question, '1'));
    expect(asked.kind === 'single' && asked.choices.map(({ key }) => key)).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  const order = made({ kind: 'ordering', stem: text('?'), items: ['i', 'j', 'k'].map((id) => ({ id, text: text(id) })) });
  const numeric = made({ kind: 'numeric', stem: text('?'), value: 280000, tolerance: 0 });
  const match = made({ kind: 'matching', stem: text('?'), pairs: [{ id: 'p', left: text('1'), right: text('same') }, { id: 'q', left: text('2'), right: text('same') }], distractors: [{ id: 'd', text: text('other') }] });
  const refused: [string, BankQuestion, AnswerFields, object][] = [
    ['two items in one place', order, { 'place-a': '1', 'place-b': '1' }, { field: 'place-b', fault: 'place-twice' }],
    ['a place that is none', order, { 'place-a': '4' }, { field: 'place-a', fault: 'place' }],
    ['a letter that was not offered', match, { 'match-a': 'z' }, { field: 'match-a', fault: 'choice' }],
    ['what is no number', numeric, { number: 'dua' }, { field: 'number', fault: 'number' }],
  ];
  for (const [what, question, fields, fault] of refused) it(`is refused for ${what}`, () => expect(readAnswer(askedOf(question, 's'), fields, 'id')).to.deep.equal(fault));

  it('may be half done: only what was placed counts', () => {
    const asked = askedOf(order, 's');
    const first = asked.kind === 'ordering' ? asked.choices.find(({ id }) => id === 'i')!.key : '';
    const second = asked.kind === 'ordering' ? asked.choices.find(({ id }) => id === 'k')!.key : '';
    const read = readAnswer(asked, { [`place-${first}`]: '1', [`place-${second}`]: '3' }, 'id');
    expect(read).to.deep.equal({ response: { kind: 'ordering', order: ['i', 'k'] } });
    expect('response' in read && scoreOf(order, read.response)).to.be.closeTo(1 / 3, 1e-12);
  });

  it('reads a number as its language writes it', () => {
    const value = (typed: string, language: 'id' | 'en') => {
      const read = readAnswer({ kind: 'numeric' }, { number: typed }, language);
      return 'response' in read && read.response?.kind === 'numeric' ? read.response.value : null;
    };
    expect(value('280.000', 'id')).to.equal(280000);
    expect(value('280,000', 'en')).to.equal(280000);
    expect(value('2,5', 'id')).to.equal(2.5);
    expect(value('2.5', 'en')).to.equal(2.5);
  });

  it('offers right sides of the same words once, and takes it for both', () => {
    const asked = askedOf(match, 's');
    if (asked.kind !== 'matching') throw new Error('not a matching');
    expect(asked.rights).to.have.length(2);
    const same = asked.rights.find(({ text: words }) => words.id === 'same')!.key;
    const read = readAnswer(asked, { 'match-a': same, 'match-b': same }, 'id');
    expect('response' in read && scoreOf(match, read.response)).to.equal(1);
  });

  it('to another kind of question is a programming error', () => expect(() => scoreOf(numeric, { kind: 'short', text: 'x' })).to.throw(RangeError));
});
