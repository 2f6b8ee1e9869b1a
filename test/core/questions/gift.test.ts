import { expect } from 'chai';
import { importGift } from '../../../src/core/questions/gift-import.ts';

const one = (text: string) => importGift(text)[0]!;
const question = (text: string) => {
  const answer = one(text);
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.detail}`);
  return answer.question as unknown as Record<string, unknown>;
};
const options = (...texts: string[]) => texts.map((id, at) => ({ id: 'abcdef'[at], text: { id } }));

describe('a GIFT file', () => {
  const forms: [string, string, object][] = [
    ['single choice', 'Ibu kota Jawa Barat?{~Jakarta =Bandung ~Bogor}', { kind: 'single', stem: { id: 'Ibu kota Jawa Barat?' }, options: options('Jakarta', 'Bandung', 'Bogor'), key: 'b' }],
    ['a gap in the sentence', 'Masa berlaku SIUP {=lima ~dua} tahun.', { stem: { id: 'Masa berlaku SIUP _____ tahun.' } }],
    ['a title', '::Nama\\: satu:: Soal {T}', { title: 'Nama: satu', stem: { id: 'Soal' } }],
    ['feedback of answers and for all', 'Soal{=Ya#Benar sekali ~Tidak#Keliru\n####Lihat pasal 3}', { explanation: { id: 'Lihat pasal 3' }, options: [{ id: 'a', text: { id: 'Ya' }, feedback: { id: 'Benar sekali' } }, { id: 'b', text: { id: 'Tidak' }, feedback: { id: 'Keliru' } }] }],
    ['multiple choice', 'Dua?{~%50%a ~%50%b ~%-50%c ~%-50%d}', { kind: 'multiple', keys: ['a', 'b'] }],
    ['thirds', 'Tiga?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}', { kind: 'multiple', keys: ['a', 'b', 'c'] }],
    ['true', 'Gratis.{TRUE}', { kind: 'single', key: 'a', options: [{ id: 'a', text: { id: 'Benar', en: 'True' } }, { id: 'b', text: { id: 'Salah', en: 'False' } }] }],
    ['false', 'Berbayar.{F}', { kind: 'single', key: 'b' }],
    ['short text', 'Singkatan?{=IMB =%100%izin mendirikan bangunan}', { kind: 'short', accepted: ['IMB', 'izin mendirikan bangunan'], caseSensitive: false }],
    ['short text without a sign', 'Singkatan?{IMB}', { kind: 'short', accepted: ['IMB'] }],
    ['matching', 'Cocokkan.{=SIUP -> dagang =IMB -> bangunan = -> jalan}', { kind: 'matching', pairs: [{ id: 'a', left: { id: 'SIUP' }, right: { id: 'dagang' } }, { id: 'b', left: { id: 'IMB' }, right: { id: 'bangunan' } }], distractors: [{ id: 'c', text: { id: 'jalan' } }] }],
    ['a number', 'Hari?{#3}', { kind: 'numeric', value: 3, tolerance: 0 }],
    ['a number with tolerance', 'Hari?{#3:2}', { value: 3, tolerance: 2 }],
    ['a range', 'Hari?{#1..5}', { value: 3, tolerance: 2 }],
    ['a range of fractions', 'Nilai?{#3.1..3.2}', { value: 3.15, tolerance: 0.05 }],
    ['the number that earns everything', 'Tahun?{#\n=%100%2015:0#tepat\n~#keliru}', { value: 2015, tolerance: 0 }],
    ['ordering', 'Urutkan.{>3 ALL VERTICAL ABSOLUTE_POSITION\nTerima\nPeriksa\nPutuskan}', { kind: 'ordering', items: options('Terima', 'Periksa', 'Putuskan') }],
    ['escapes', 'A\\=B\\~C\\#D\\{E\\}F\\:G\\\\H\\nI{T}', { stem: { id: 'A=B~C#D{E}F:G\\H\nI' } }],
    ['HTML', '[html]<p>Baris&nbsp;satu</p><p>5 &lt; 6 <b>tebal</b></p>{T}', { stem: { id: 'Baris satu\n5 < 6 tebal' } }],
    ['Markdown', '[markdown]*Penting*{T}', { stem: { id: '*Penting*' } }],
    ['plain text with signs of HTML', '[plain]5 < 6 &amp; <b>{T}', { stem: { id: '5 < 6 &amp; <b>' } }],
    ['id and tags in a comment', '// soal lama [id:S-1] [tag:izin] [tag:dua kata]\nSoal{T}', { id: 'S-1', tags: ['izin', 'dua kata'] }],
    ['a category', '$CATEGORY: $course$/top/Izin usaha\n\nSoal{T}', { tags: ['Izin usaha'] }],
  ];
  for (const [what, text, expected] of forms) it(`reads ${what}`, () => expect(question(text)).to.deep.include(expected));

  it('says what had no place', () => {
    const notes = (text: string) => (one(text) as { notes: string[] }).notes;
    expect(notes('Dua?{~%50%a ~%50%b ~%-100%c}')).to.deep.equal(['weights']);
    expect(notes('Soal{T#keliru#benar}')).to.deep.equal(['answer-feedback']);
    expect(notes('[html]<b>Soal</b>{T}')).to.deep.equal(['markup']);
    expect(notes('// [id:a b] [tag:<x>]\nSoal{T}')).to.have.members(['id', 'tag']);
  });

  const refusals: [string, string, string, string?][] = [
    ['an essay', 'Tulis surat.{}', 'kind-unknown', 'essay'],
    ['a description', 'Bacalah teks ini.', 'kind-unknown', 'description'],
    ['an ordering of some items', 'Urut{>2 RANDOM\na\nb\nc}', 'kind-unknown', 'ordering of a subset'],
    ['partial credit', 'Soal{=a ~%50%b ~c}', 'partial-credit'],
    ['partial credit of a short text', 'Soal{=a =%50%b}', 'partial-credit'],
    ['partial credit of a number', 'Soal{#=3:0 =%50%3:1}', 'partial-credit'],
    ['uneven weights', 'Soal{~%70%a ~%30%b ~c}', 'weights'],
    ['two right answers of a single choice', 'Soal{=a =b ~c}', 'several-right'],
    ['no right answer', 'Soal{~a ~b}', 'no-right'],
    ['several numbers', 'Soal{#=3 =5}', 'several-values'],
    ['a number that is none', 'Soal{#tiga}', 'number'],
    ['a wildcard', 'Soal{=izin*}', 'wildcard'],
    ['a brace that does not close', 'Soal{=a ~b', 'syntax'],
    ['a brace that does not open', 'Soal a}', 'syntax'],
    ['two questions without an empty line', 'Satu{T}\nDua{F}', 'syntax'],
    ['a title that does not end', '::Nama Soal{T}', 'syntax'],
    ['a pair without arrow', 'Soal{=a -> b =c}', 'syntax'],
    ['one pair', 'Soal{=a -> b}', 'field'],
    ['the same option id', '// tangga {"rows":[{"id":"b"},{}]}\nSoal{=x ~y}', 'option-twice'],
    ['a picture', '[html]<img src="a.png">{T}', 'picture'],
    ['a script', 'Soal <script>alert(1)</script>{T}', 'active-content'],
    ['an address that acts', '[markdown][klik](javascript:alert(1)){T}', 'active-content'],
    ['a control character', 'So\u0007al{T}', 'control-character', 'stem.id'],
    ['a text that is too long', `${'a'.repeat(20_001)}{T}`, 'text-too-long', 'stem.id'],
    ['no stem', '{T}', 'text-empty', 'stem'],
    ['a comment of ours for other answers', '// tangga {"rows":[{},{},{}]}\nSoal{=a ~b}', 'extras'],
    ['a comment of ours that is broken', '// tangga {"level":\nSoal{=a ~b}', 'extras'],
    ['a level that is not there', '// tangga {"level":9}\nSoal{=a ~b}', 'field'],
  ];
  for (const [what, text, reason, detail] of refusals)
    it(`refuses ${what}: ${reason}`, () => expect(one(text)).to.deep.include({ ok: false, item: 1, reason, ...(detail !== undefined && { detail }) }));

  it('answers every block in its place, whatever stands between', () => {
    const file = `// komentar saja\n\n${forms.slice(0, 3).map(([, text]) => text).join('\n\n')}\n\n\n${refusals.slice(0, 3).map(([, text]) => text).join('\n\n')}\n\n$CATEGORY: a\n\nAkhir{T}\n`;
    expect(importGift(file).map(({ ok, line, item }) => [ok, item, line])).to.deep.equal([[true, 1, 3], [true, 2, 5], [true, 3, 7], [false, 4, 10], [false, 5, 12], [false, 6, 14], [true, 7, 21]]);
  });

  it('refuses the second question of an id, not the first', () => {
    expect(importGift('// [id:a]\nSatu{T}\n\n// [id:a]\nDua{T}').map((answer) => (answer.ok ? 'ok' : [answer.reason, answer.detail]))).to.deep.equal(['ok', ['duplicate-id', 'line 1']]);
  });
});
