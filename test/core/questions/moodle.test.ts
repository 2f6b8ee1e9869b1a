import { expect } from 'chai';
import { importMoodle } from '../../../src/core/questions/moodle-import.ts';

const quiz = (...questions: string[]) => `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;
const item = (type: string, inside: string) => `<question type="${type}"><name><text>Soal ${type}</text></name><questiontext format="html"><text><![CDATA[<p>Apa?</p>]]></text></questiontext>${inside}</question>`;
const answer = (fraction: number | string, text: string, inside = '') => `<answer fraction="${fraction}" format="html"><text>${text}</text>${inside}</answer>`;
const one = (question: string) => importMoodle(quiz(question))[0]!;
const sub = (left: string, right: string) => `<subquestion format="html"><text>${left}</text><answer><text>${right}</text></answer></subquestion>`;
const single = '<single>true</single>';
const many = '<single>false</single>';

describe('a Moodle XML file', () => {
  const forms: [string, string, object][] = [
    ['single choice', item('multichoice', single + answer(100, 'Ya', '<feedback format="html"><text>Betul</text></feedback>') + answer(0, 'Tidak')), { kind: 'single', key: 'a', stem: { id: 'Apa?' }, options: [{ id: 'a', text: { id: 'Ya' }, feedback: { id: 'Betul' } }, { id: 'b', text: { id: 'Tidak' } }] }],
    ['multiple choice', item('multichoice', many + answer('33.33333', 'a') + answer('33.33333', 'b') + answer('33.33333', 'c') + answer('-33.33333', 'd')), { kind: 'multiple', keys: ['a', 'b', 'c'] }],
    ['true or false', item('truefalse', answer(0, 'true') + answer(100, 'false')), { kind: 'single', key: 'b' }],
    ['short text', item('shortanswer', `<usecase>1</usecase>${answer(100, 'IMB')}${answer(100, 'a\\*b')}`), { kind: 'short', accepted: ['IMB', 'a*b'], caseSensitive: true }],
    ['a number', item('numerical', answer(100, '3.5', '<tolerance>0.25</tolerance>')), { kind: 'numeric', value: 3.5, tolerance: 0.25 }],
    ['matching', item('matching', sub('SIUP', 'dagang') + sub('IMB', 'bangunan') + sub('', 'jalan')), { kind: 'matching', distractors: [{ id: 'c', text: { id: 'jalan' } }] }],
    ['ordering by its fractions', item('ordering', answer('2.0', 'dua') + answer('1.0', 'satu')), { kind: 'ordering', items: [{ id: 'a', text: { id: 'satu' } }, { id: 'b', text: { id: 'dua' } }] }],
    ['id, tags and explanation', item('truefalse', `${answer(100, 'true')}${answer(0, 'false')}<idnumber>S-1</idnumber><tags><tag><text>izin</text></tag></tags><generalfeedback format="markdown"><text>*lihat*</text></generalfeedback>`), { id: 'S-1', tags: ['izin'], title: 'Soal truefalse', explanation: { id: '*lihat*' } }],
  ];
  for (const [what, xml, expected] of forms)
    it(`reads ${what}`, () => {
      const read = one(xml);
      expect(read.ok, JSON.stringify(read)).to.equal(true);
      expect((read as unknown as { question: object }).question).to.deep.include(expected);
    });

  it('says what had no place', () => {
    const notes = (inside: string) => (one(item('numerical', answer(100, '3') + inside)) as { notes: string[] }).notes;
    expect(notes('')).to.deep.equal([]);
    expect(notes('<defaultgrade>2.5</defaultgrade>')).to.deep.equal(['grade']);
    expect(notes('<hint format="html"><text>Cari</text></hint><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>')).to.have.members(['hints', 'units']);
  });

  const types = ['essay', 'description', 'cloze', 'calculated', 'calculatedsimple', 'calculatedmulti', 'ddwtos', 'ddmarker', 'ddimageortext', 'gapselect', 'randomsamatch', 'random', 'coderunner', ''];
  it('names every type that the bank does not have, and answers each item of a mixed file in its place', () => {
    const category = '<question type="category"><category><text>$course$/top/Izin</text></category></question>';
    const answers = importMoodle(quiz(category, ...types.map((type) => item(type, answer(100, 'a'))), forms[0]![1], '<gift/>'));
    expect(answers.slice(0, types.length).map((each) => !each.ok && [each.reason, each.detail])).to.deep.equal(types.map((type) => ['kind-unknown', type]));
    expect(answers[types.length]).to.deep.include({ ok: true, item: types.length + 1, line: types.length + 4 }).and.to.have.deep.nested.property('question.tags', ['Izin']);
    expect(answers.at(-1)).to.include({ ok: false, reason: 'kind-unknown', detail: '<gift>' });
  });

  const refusals: [string, string, string][] = [
    ['partial credit', item('multichoice', single + answer(100, 'a') + answer(50, 'b')), 'partial-credit'],
    ['uneven weights', item('multichoice', many + answer(70, 'a') + answer(30, 'b')), 'weights'],
    ['no right answer', item('numerical', answer(0, '3')), 'no-right'],
    ['a number that is none', item('numerical', answer(100, '3,5')), 'number'],
    ['a fraction that is none', item('multichoice', single + answer('full', 'a') + answer(0, 'b')), 'number'],
    ['a wildcard', item('shortanswer', answer(100, 'izin*')), 'wildcard'],
    ['an attached file', item('truefalse', '').replace('<questiontext format="html">', '<questiontext format="html"><file name="a.png" encoding="base64">AAAA</file>').replace('</question>', `${answer(100, 'true')}${answer(0, 'false')}</question>`), 'picture'],
    ['a picture', item('numerical', answer(100, '3')).replace('<p>Apa?</p>', '<img src="@@PLUGINFILE@@/a.png">'), 'picture'],
    ['a script in CDATA', item('numerical', answer(100, '3')).replace('Apa?', '<script>alert(1)</script>'), 'active-content'],
    ['a script behind entities', item('multichoice', single + answer(100, '&lt;script&gt;1&lt;/script&gt;') + answer(0, 'b')), 'active-content'],
    ['a handler', item('numerical', answer(100, '3')).replace('<p>', '<p onclick="a()">'), 'active-content'],
    ['a script that only two readings make', item('numerical', answer(100, '3')).replace('Apa?', '&lt;script&gt;'), 'active-content'],
    ['markup that is not escaped', item('multichoice', single + answer(100, '<b>a</b>') + answer(0, 'b')), 'syntax'],
    ['one option', item('multichoice', single + answer(100, 'a')), 'field'],
    ['an ordering of some items', item('ordering', `<selecttype>RANDOM</selecttype>${answer(1, 'a')}${answer(2, 'b')}`), 'kind-unknown'],
  ];
  for (const [what, xml, reason] of refusals) it(`refuses ${what}: ${reason}`, () => expect(one(xml)).to.include({ ok: false, item: 1, line: 3, reason }));

  const bomb = `<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]>\n<quiz>&j;</quiz>`;
  const files: [string, string, string, number][] = [
    ['an entity bomb', bomb, 'xml-doctype', 1],
    ['an entity of another file', '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', 'xml-doctype', 2],
    ['an unknown entity', '<quiz>\n&rubbish;</quiz>', 'xml-broken', 2],
    ['deep nesting', `<quiz>${'<a>'.repeat(100_000)}`, 'xml-nesting', 1],
    ['deep nesting behind attributes', `<quiz>${'<a b="/>">'.repeat(100_000)}`, 'xml-nesting', 1],
    ['a tag that does not close', '<quiz>\n\n<question type="essay">\n</quiz>', 'xml-broken', 4],
    ['another document', '\n<html></html>', 'xml-root', 1],
    ['a NUL', '<quiz>\n\0</quiz>', 'nul', 2],
    ['no items', '<quiz></quiz>', 'file-empty', 1],
    ['too many items', quiz('<question type="essay"/>'.repeat(5001)), 'too-many-items', 1],
    ['a file that is too large', `<quiz>${' '.repeat(5 * 1024 * 1024)}</quiz>`, 'file-too-large', 1],
  ];
  for (const [what, file, reason, line] of files)
    it(`refuses ${what} as a whole: ${reason}`, () => {
      const answers = importMoodle(file);
      expect(answers).to.have.length(1);
      expect(answers[0]).to.include({ ok: false, item: 0, reason, line });
    });

  it('counts lines rightly behind signs of two units', () => {
    expect(importMoodle(quiz(item('essay', '😀'.repeat(50)), item('essay', '')))[1]).to.include({ line: 4 });
  });
});
