import fc from 'fast-check';
import { type BankQuestion, bankQuestion, limits, textFault } from '../../../src/core/questions/question.ts';

/** Signs that mean something in a format, among words. */
const signs = ['=', '~', '#', '{', '}', ':', '::', '\\', '\\n', '\\=', '->', '-\\>', '\n', '%50%', '%', '[html]', '[plain]', '//', '--', '-->', ']]>', '<b>', '</text>', '&amp;', '&', '<', '"', '""', "'", ',', ';', '@', '+', '-', '=1+1', '*', '\\*', '$CATEGORY: a', '\t', '####', '{T}', '[id:x]', '[tag:y]', '/', '|', '  ', 'tangga {', '_____', '\u2028', 'Ω', '字', '😀', 'é', '1', '0.5', 'TRUE', 'surat', 'izin', ' '];
const textOf = (most: number, least = 1) =>
  fc.array(fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 4, unit: 'grapheme' })), { minLength: least, maxLength: 6 }).map((parts) => parts.join('').trim()).filter((text) => textFault(text, most) === null);
const text = textOf(limits.text);
const line = textOf(50).map((words) => words.replaceAll(/\s/g, ' ').trim()).filter((words) => words !== '');
const phrase = fc.oneof(fc.record({ id: text, en: text }), fc.record({ id: text }), fc.record({ en: text }));
const ids = (most: number) => fc.oneof(fc.integer({ min: 2, max: most }).map((count) => Array.from({ length: count }, (_, at) => String.fromCharCode(97 + at))), fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/), { minLength: 2, maxLength: most }));
/** Mostly few answers, sometimes as many as there may be. */
const some = fc.oneof({ weight: 15, arbitrary: ids(5) }, { weight: 1, arbitrary: ids(limits.options) });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), fc.constantFrom(0.1, -1.3, 1e-7, 5e-324, 9007199254740991)).map((value) => value + 0);

const optional = {
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/), title: line, level: fc.integer({ min: 1, max: 5 }), competency: fc.constantFrom('VER', 'REG', 'KLS', 'KEP', 'PMD', 'ITG', 'WKT'),
  clause: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/), difficulty: number, anchor: fc.boolean(), explanation: phrase, source: line, confidence: fc.constantFrom('seen', 'high', 'middle', 'low', 'training'),
};
const head = fc.tuple(fc.record(optional, { requiredKeys: [] }), phrase, fc.uniqueArray(fc.stringMatching(/^[\p{L}\p{N}]([\p{L}\p{N} ._/-]{0,8}[\p{L}\p{N}])?$/u).filter((tag) => !tag.includes('  ')), { maxLength: 3 })).map(([some, stem, tags]) => ({ ...some, stem, tags, ...(some.title === some.id && { title: undefined }) }));

const options = some.chain((names) => fc.tuple(...names.map((id) => fc.record({ id: fc.constant(id), text: phrase, feedback: phrase }, { requiredKeys: ['id', 'text'] }))));
const answers: fc.Arbitrary<object> = fc.oneof(
  options.chain((list) => fc.record({ kind: fc.constant('single'), options: fc.constant(list), key: fc.constantFrom(...list.map(({ id }) => id)) })),
  options.chain((list) => fc.record({ kind: fc.constant('multiple'), options: fc.constant(list), keys: fc.shuffledSubarray(list.map(({ id }) => id), { minLength: 1 }) })),
  some.chain((names) => fc.record({ kind: fc.constant('ordering'), items: fc.tuple(...names.map((id) => fc.record({ id: fc.constant(id), text: phrase }))) })),
  fc.tuple(some, fc.integer({ min: 0, max: 4 })).chain(([names, more]) => {
    const pairs = names.slice(0, Math.max(2, names.length - more));
    return fc.record({
      kind: fc.constant('matching'), pairs: fc.tuple(...pairs.map((id) => fc.record({ id: fc.constant(id), left: phrase, right: phrase }))),
      distractors: fc.tuple(...names.slice(pairs.length).map((id) => fc.record({ id: fc.constant(id), text: phrase }))),
    });
  }),
  fc.record({ kind: fc.constant('numeric'), value: number, tolerance: number.map((value) => Math.abs(value)) }),
  fc.record({ kind: fc.constant('short'), accepted: fc.uniqueArray(line, { minLength: 1, maxLength: 5 }), caseSensitive: fc.boolean() }),
);

/** Questions of every kind whose texts are full of signs that formats use. */
export const question: fc.Arbitrary<BankQuestion> = fc.tuple(head, answers).map(([base, rest]) => bankQuestion.parse(JSON.parse(JSON.stringify({ ...base, ...rest }))));

/** A bank of so many questions, the same at every call. */
export function bankOf(count: number, seed = 5): BankQuestion[] {
  return fc.sample(question, { numRuns: count, seed }).map((entry, at) => bankQuestion.parse({ ...entry, ...(entry.id !== undefined && { id: `q${at}.${entry.id}` }) }));
}
