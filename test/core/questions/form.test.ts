import { expect } from 'chai';
import { draftOfForm, editorOf, type EditorForm, type QuestionDraft, rowField } from '../../../src/core/questions/form.ts';
import { nextCode, planImport } from '../../../src/core/questions/plan.ts';
import { fits, pickWork } from '../../../src/core/questions/pick.ts';
import { exportCsv } from '../../../src/core/questions/csv-export.ts';
import { importCsv } from '../../../src/core/questions/csv-import.ts';
import { bankQuestion } from '../../../src/core/questions/question.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { languages } from '../../../src/core/shared/text.ts';
import { bankOf } from './bank.ts';

const write = (value: number) => String(value).replace('.', ',');

/** The fields of a form as a browser would send them. */
function fieldsOf(form: EditorForm): Record<string, string | string[]> {
  const pair = (name: string, value: { id: string; en: string }) => Object.fromEntries(languages.map((each) => [`${name}-${each}`, value[each].replaceAll('\n', '\r\n')]));
  const rows = form.rows.map((row, at) => ({ [rowField(at + 1, 'id')]: row.id, [rowField(at + 1, 'place')]: String(at + 1), ...pair(`row-${at + 1}-text`, row.text), ...pair(`row-${at + 1}-match`, row.match), ...pair(`row-${at + 1}-feedback`, row.feedback) }));
  const { title, level, competency, clause, difficulty, tags, source, confidence, value, tolerance, accepted } = form;
  return {
    title, level, competency, clause, difficulty, tags, source, confidence, value, tolerance, accepted: accepted.replaceAll('\n', '\r\n'), ...pair('stem', form.stem), ...pair('explanation', form.explanation),
    ...Object.assign({}, ...rows), key: form.rows.flatMap((row, at) => (row.right ? [String(at + 1)] : [])), ...(form.caseSensitive && { caseSensitive: 'yes' }),
  };
}

describe('the editor of a question', () => {
  it('changes nothing of a question that is only opened and saved, in every kind', () => {
    for (const { id: _, ...question } of bankOf(400)) {
      // Very small and very large numbers have no form that a person types.
      const draft = JSON.parse(JSON.stringify(question)) as QuestionDraft;
      const numbers = [draft.value, draft.tolerance, draft.difficulty].filter((each) => typeof each === 'number');
      if (numbers.some((each) => /e/.test(String(each)))) continue;
      expect(draftOfForm(fieldsOf(editorOf(draft, write)), 'id', draft)).to.deep.equal(draft);
    }
  });

  const single = { kind: 'single', tags: [], stem: {} };
  const line = (at: number, id: string, text: string, place = at) => ({ [rowField(at, 'id')]: id, [rowField(at, 'place')]: String(place), [rowField(at, 'text-id')]: text });

  it('leaves out empty lines, names new ones and puts lines in the order of their places', () => {
    const draft = draftOfForm({ ...line(1, 'a', 'satu', 2), ...line(2, '', 'dua', 1), ...line(3, '', ' '), key: '2' }, 'id', single);
    expect(draft.options).to.deep.equal([{ id: 'b', text: { id: 'dua' } }, { id: 'a', text: { id: 'satu' } }]);
    expect(draft.key).to.equal('b');
  });

  it('gives a new line no name that another has', () => {
    const draft = draftOfForm({ ...line(1, 'b', 'satu'), ...line(2, '', 'dua') }, 'id', single);
    expect((draft.options as { id: string }[]).map(({ id }) => id)).to.deep.equal(['b', 'c']);
  });

  it('keeps a number that cannot be read as it was typed, for the schema to refuse', () => {
    const draft = draftOfForm({ 'stem-id': 'Berapa?', value: 'dua', tolerance: '0,5' }, 'id', { kind: 'numeric' });
    expect(draft).to.include({ value: 'dua', tolerance: 0.5 });
    expect(bankQuestion.safeParse(draft).success).to.equal(false);
  });

  it('takes whatever is sent', () => {
    for (const fields of [{ key: { a: 1 }, tags: [1], 'stem-id': ['x'], 'row-1-place': 'NaN', 'row-1-text-id': 'x' }, {}]) expect(() => draftOfForm(fields, 'en', { kind: 7 })).not.to.throw();
  });
});

describe('an import', () => {
  const bank = bankOf(60).map((question, at) => ({ ...question, id: `Q-${at}` }));
  const present = new Map(bank.map((question) => [question.id, { question, inReview: false }]));

  it('of what is there changes nothing', () => {
    const planned = planImport(importCsv(exportCsv(bank)), present);
    expect(planned.map((answer) => answer.ok && answer.outcome)).to.deep.equal(bank.map(() => 'same'));
  });

  it('tells new from changed, and leaves alone what is under review', () => {
    const [one, two, three] = bank as [(typeof bank)[0], (typeof bank)[0], (typeof bank)[0]];
    const changed = (question: typeof one) => ({ ...question, stem: { id: 'Diubah?' } });
    const answers = [{ ...one, id: 'fresh' }, changed(two), changed(three)].map((question, at) => ({ item: at + 1, line: at + 1, name: '', ok: true as const, question, notes: [] }));
    const planned = planImport(answers, new Map([...present, [three.id, { question: three, inReview: true }]]));
    expect(planned.map((answer) => (answer.ok ? `${answer.outcome} ${answer.code}` : answer.reason))).to.deep.equal(['new fresh', `changed ${two.id}`, 'in-review']);
  });

  it('gives numbers to questions without a code, none of them twice, and knows them again by what they say', () => {
    const nameless = bank.slice(0, 3).map(({ id: _, ...question }, at) => ({ item: at + 1, line: 1, name: '', ok: true as const, question: { ...question, stem: { id: `Tanpa kode ${at}?` } }, notes: [] }));
    const planned = planImport([...nameless, nameless[0]!], new Map([['S-0002', { question: null, inReview: false }]]));
    expect(planned.map((answer) => answer.ok && `${answer.outcome} ${answer.code}`)).to.deep.equal(['new S-0001', 'new S-0003', 'new S-0004', 'same S-0001']);
    expect(nextCode(new Set(['S-0001']))).to.equal('S-0002');
  });
});

describe('the question to practise next', () => {
  const answered = [{ workId: 1, score: 1, at: '2015-05-01' }, { workId: 2, score: 0, at: '2015-05-02' }];
  it('is one never answered, if there is one', () => expect(pickWork([1, 2, 3], answered, randomFrom(1))).to.equal(3));
  it('is else one of the worst', () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ workId: at, score: at / 10, at: '2015' }));
    const picked = new Set(Array.from({ length: 60 }, (_, seed) => pickWork(many.map(({ workId }) => workId), many, randomFrom(seed))));
    expect([...picked].sort()).to.deep.equal([0, 1, 2, 3, 4]);
  });
  it('is none of an empty bank', () => expect(pickWork([], [], randomFrom(1))).to.equal(null));
  it('is of the wish, and never above the level that is practised', () => {
    const question = { level: 2, competency: 'VER' as const, tags: ['unggah'] };
    expect(fits(question, { competency: 'VER', level: 2, tag: 'unggah' }, 2)).to.equal(true);
    expect(fits(question, { competency: null, level: null, tag: null }, 1)).to.equal(false);
    expect(fits(question, { competency: 'REG', level: null, tag: null }, 3)).to.equal(false);
    expect(fits({ tags: [] }, { competency: null, level: null, tag: null }, 1)).to.equal(true);
  });
});
