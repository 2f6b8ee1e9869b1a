import { expect } from 'chai';
import { z } from 'zod';
import { shapeFaults } from '../../../src/core/authoring/fault.ts';

const schema = z.strictObject({
  title: z.string().min(3).max(10),
  level: z.number().int().min(1).max(5),
  breaks: z.array(z.string()).min(2),
  way: z.enum(['recipe', 'case']),
  code: z.string().regex(/^[a-z]+$/, 'scenarios.fault.code'),
});
const sound = { title: 'Judul', level: 1, breaks: ['a', 'b'], way: 'recipe', code: 'abc' };

describe('the faults of a document', () => {
  const table: [string, object, string, string][] = [
    ['a text that is too short', { title: 'a' }, 'title', 'authoring.fault.short'],
    ['a text that is too long', { title: 'a'.repeat(11) }, 'title', 'authoring.fault.long'],
    ['a number that is too small', { level: 0 }, 'level', 'authoring.fault.least'],
    ['a number that is too large', { level: 6 }, 'level', 'authoring.fault.most'],
    ['a list that is too short', { breaks: ['a'] }, 'breaks', 'authoring.fault.few'],
    ['an entry that cannot be', { breaks: ['a', 1] }, 'breaks.1', 'authoring.fault.invalid'],
    ['a choice that is none', { way: 'x' }, 'way', 'authoring.fault.oneOf'],
    ['something missing', { title: undefined }, 'title', 'authoring.fault.required'],
    ['a name that is not known', { extra: 1 }, '', 'authoring.fault.unknown'],
    ['what the schema has a text of its own for', { code: 'ABC' }, 'code', 'scenarios.fault.code'],
  ];
  for (const [name, change, path, key] of table) it(`name ${name}`, () => expect(shapeFaults(schema, { ...sound, ...change })[0]).to.include({ path, key }));

  it('are none for a sound one, and one for what is no object', () => {
    expect(shapeFaults(schema, sound)).to.deep.equal([]);
    for (const what of [null, 1, 'x', [], undefined]) expect(shapeFaults(schema, what)).to.have.length(1);
  });
});
