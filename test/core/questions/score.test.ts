import { expect } from 'chai';
import fc from 'fast-check';
import { scoreMatching, scoreMultiple, scoreNumeric, scoreOrdering, scoreShort, scoreSingle } from '../../../src/core/questions/score.ts';

const letters = (count: number) => Array.from({ length: count }, (_, at) => String.fromCharCode(97 + at));
const words = (id: string) => ({ id, text: { id } });
const optionsOf = (ids: readonly string[]) => ids.map(words);

describe('the score of a question', () => {
  it('is all or nothing for single choice', () => {
    expect(['a', 'b', null].map((choice) => scoreSingle({ key: 'a' }, choice))).to.deep.equal([1, 0, 0]);
  });

  describe('of multiple choice', () => {
    const six = { options: optionsOf(letters(6)), keys: ['a', 'b', 'c', 'd'] };
    const cases: [string, string[], number][] = [
      ['all four keys and two wrong ones', letters(6), 0.5],
      ['all four keys', ['d', 'c', 'b', 'a'], 1],
      ['half of the keys', ['a', 'b'], 0.5],
      ['more wrong than right, never below 0', ['a', 'e', 'f'], 0],
      ['nothing', [], 0],
      ['one key many times', ['a', 'a', 'a'], 0.25],
    ];
    for (const [what, choices, score] of cases) it(`is ${score} for ${what}`, () => expect(scoreMultiple(six, choices)).to.equal(score));

    it('names a choice that is no option', () => expect(() => scoreMultiple(six, ['x'])).to.throw(RangeError, 'choices: "x"'));

    it('never rises with a wrong choice and never falls with a right one', () => {
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 20 }).chain((count) => fc.tuple(fc.constant(letters(count)), fc.shuffledSubarray(letters(count), { minLength: 1 }), fc.subarray(letters(count)))), ([ids, keys, choices]) => {
          const question = { options: optionsOf(ids), keys };
          const score = scoreMultiple(question, choices);
          expect(score).to.be.within(0, 1);
          expect(scoreMultiple(question, keys)).to.equal(1);
          expect(scoreMultiple(question, ids)).to.be.closeTo(Math.max(0, 2 * keys.length - ids.length) / keys.length, 1e-12);
          for (const id of ids.filter((each) => !choices.includes(each))) {
            const more = scoreMultiple(question, [...choices, id]);
            if (keys.includes(id)) expect(more).to.be.at.least(score);
            else expect(more).to.be.at.most(score);
          }
        }),
      );
    });
  });

  describe('of ordering', () => {
    const four = { items: optionsOf(letters(4)) };
    const cases: [string, string, number][] = [
      ['the right order', 'abcd', 1],
      ['two neighbours changed: 5 - 1 of 6 pairs', 'bacd', 4 / 6],
      ['the last put first: 3 - 3 of 6', 'dabc', 0],
      ['the reverse', 'dcba', 0],
      ['two of four in order: one pair of six', 'ac', 1 / 6],
      ['nothing', '', 0],
      ['an item that comes twice', 'aabcd', 1],
    ];
    for (const [what, order, score] of cases) it(`is ${score.toFixed(2)} for ${what}`, () => expect(scoreOrdering(four, [...order])).to.be.closeTo(score, 1e-12));

    it('names what is no item', () => expect(() => scoreOrdering(four, ['x'])).to.throw(RangeError, 'order: "x"'));

    it('is 1 for the right order only, and an order and its reverse never both earn', () => {
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 9 }).chain((count) => fc.tuple(fc.constant(letters(count)), fc.shuffledSubarray(letters(count), { minLength: count }))), ([ids, order]) => {
          const question = { items: optionsOf(ids) };
          const score = scoreOrdering(question, order);
          expect(score).to.be.within(0, 1);
          expect(score === 1).to.equal(order.join() === ids.join());
          expect(Math.min(score, scoreOrdering(question, [...order].reverse()))).to.equal(0);
        }),
      );
    });
  });

  describe('of matching', () => {
    const question = {
      pairs: [{ id: 'a', left: { id: 'SIUP' }, right: { id: 'Perdagangan' } }, { id: 'b', left: { id: 'TDP' }, right: { id: 'Perdagangan' } }, { id: 'c', left: { id: 'IMB' }, right: { id: 'Bangunan' } }],
      distractors: [words('x')],
    };
    const cases: [string, Record<string, string | null>, number][] = [
      ['every pair', { a: 'a', b: 'b', c: 'c' }, 1],
      ['the same words from another pair', { a: 'b', b: 'a', c: 'c' }, 1],
      ['a distractor', { a: 'a', b: 'b', c: 'x' }, 2 / 3],
      ['a side left open', { a: 'a', b: null }, 1 / 3],
      ['a side that is not there', { a: 'z', constructor: 'a' }, 0],
    ];
    for (const [what, chosen, score] of cases) it(`is ${score.toFixed(2)} for ${what}`, () => expect(scoreMatching(question, chosen)).to.be.closeTo(score, 1e-12));
  });

  describe('of a number', () => {
    const cases: [string, number, number, number | null, number][] = [
      ['the value', 280_000, 0, 280_000, 1],
      ['the edge of the tolerance', 3, 2, 5, 1],
      ['beyond it', 3, 2, 5.01, 0],
      ['an edge that binary fractions blur', 0.2, 0.1, 0.30000000000000004, 1],
      ['a small value without tolerance', 1e-7, 0, 1.1e-7, 0],
      ['no answer', 0, 1, null, 0],
      ['what is no number', 0, 1, Number.NaN, 0],
    ];
    for (const [what, value, tolerance, given, score] of cases) it(`is ${score} for ${what}`, () => expect(scoreNumeric({ value, tolerance }, given)).to.equal(score));

    it('is the same on both sides of the value', () => {
      fc.assert(fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1000), fc.nat(2000), (value, tolerance, off) => {
        expect(scoreNumeric({ value, tolerance }, value + off)).to.equal(off <= tolerance ? 1 : 0);
        expect(scoreNumeric({ value, tolerance }, value - off)).to.equal(off <= tolerance ? 1 : 0);
      }));
    });
  });

  describe('of a short text', () => {
    const cases: [string, boolean, string | null, number][] = [
      ['another case and more spaces', false, '  izin   MENDIRIKAN bangunan ', 1],
      ['another accepted form', false, 'imb', 1],
      ['signs composed in another way', false, 'Cafe\u0301', 1],
      ['another case where it matters', true, 'imb', 0],
      ['the exact form where case matters', true, 'IMB', 1],
      ['a part of a form', false, 'izin mendirikan', 0],
      ['a form with a sign more', false, 'IMB.', 0],
      ['nothing', false, '', 0],
      ['no answer', false, null, 0],
    ];
    const accepted = ['Izin Mendirikan Bangunan', 'IMB', 'Café'];
    for (const [what, caseSensitive, given, score] of cases) it(`is ${score} for ${what}`, () => expect(scoreShort({ accepted, caseSensitive }, given)).to.equal(score));
  });
});
