import { expect } from 'chai';
import { parseNumber } from '../../../src/core/shared/number.ts';

describe('numbers as people type them', () => {
  const rows: [string, number | null, number | null][] = [
    ['12', 12, 12],
    [' 12 ', 12, 12],
    ['0', 0, 0],
    ['-3', -3, -3],
    ['1,5', 1.5, 1.5],
    ['1.5', 1.5, 1.5],
    ['0,125', 0.125, 0.125],
    ['0.125', 0.125, 0.125],
    ['1.250', 1250, 1.25],
    ['1,250', 1.25, 1250],
    ['1.250.000', 1_250_000, null],
    ['1,250,000', null, 1_250_000],
    ['1.250,75', 1250.75, null],
    ['1,250.75', null, 1250.75],
    ['1.25.000', null, null],
    ['', null, null],
    ['.', null, null],
    ['1.', null, null],
    [',5', null, null],
    ['1e3', null, null],
    ['0x10', null, null],
    ['Infinity', null, null],
    ['dua', null, null],
    ['9007199254740991', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['99999999999999999999', null, null],
  ];
  for (const [text, id, en] of rows)
    it(`${JSON.stringify(text)} is ${id} in Indonesian and ${en} in English`, () => expect([parseNumber(text, 'id'), parseNumber(text, 'en')]).to.deep.equal([id, en]));
});
