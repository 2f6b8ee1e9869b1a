import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSpeech } from '../../src/platform/i18n.ts';
import { paths } from '../../src/platform/paths.ts';

const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('texts', () => {
  const keysOf = (value: object, prefix = ''): Map<string, string> =>
    new Map(
      Object.entries(value).flatMap(
        ([key, part]) =>
          (typeof part === 'string' ? [[prefix + key, part]] : [...keysOf(part, `${prefix}${key}.`)]) as [
            string,
            string,
          ][],
      ),
    );
  const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

  for (const file of readdirSync(join(paths.locales, 'id')).filter((name) => name.endsWith('.json')))
    it(`of ${file} exist in both languages with the same placeholders`, () => {
      const [id, en] = ['id', 'en'].map((language) =>
        keysOf(JSON.parse(readFileSync(join(paths.locales, language, file), 'utf8'))),
      );
      expect([...(id as Map<string, string>).keys()]).to.deep.equal([...(en as Map<string, string>).keys()]);
      for (const [key, text] of id as Map<string, string>) {
        expect(text, key).to.not.equal('');
        expect(placeholders(en?.get(key) ?? ''), key).to.deep.equal(placeholders(text));
      }
    });

  it('that are missing throw in tests', () =>
    expect(() => speak('en').t('accounts.nothing')).to.throw('accounts.nothing'));
  it('of a number take its plural', () => {
    expect(speak('en').t('common.pager.total', { count: 1 })).to.equal('1 entry');
    expect(speak('en').t('common.pager.total', { count: 2 })).to.equal('2 entries');
    expect(speak('id').t('common.pager.total', { count: 1 })).to.equal('1 data');
  });
});

describe('forms of numbers and dates', () => {
  const { format: id } = speak('id');
  const { format: en } = speak('en');
  const table: [string, string, string][] = [
    ['a moment in Jakarta', id.dateTime('2015-05-03T17:42:00.000Z'), '4 Mei 2015, 00.42 WIB'],
    ['a moment in English', en.dateTime('2015-05-04T03:42:00.000Z'), '4 May 2015, 10:42 WIB'],
    ['a day stays the same day', id.date('2015-05-04'), '4 Mei 2015'],
    ['money', id.money(1_250_000), 'Rp 1.250.000'],
    ['money in English', en.money(1_250_000), 'Rp 1,250,000'],
    ['a number', id.number(1_250.25, 2), '1.250,25'],
    ['a share', id.percent(0.705), '71%'],
    ['a share that is whole', id.percent(1), '100%'],
    ['a chance', id.chance(0.705), '71%'],
    ['a chance that only rounding makes certain', id.chance(0.9951), '>99%'],
    ['a chance beyond what a number can hold', id.chance(1), '>99%'],
    ['a chance that is almost none', id.chance(0.0001), '<1%'],
    ['a figure of a column', id.figure(1.5, 2), '1,50'],
  ];
  for (const [name, got, wanted] of table) it(name, () => expect(plain(got)).to.equal(wanted));
});
