import { expect } from 'chai';
import type { ImportAnswer } from '../../../src/core/questions/answer.ts';
import { importGift } from '../../../src/core/questions/gift-import.ts';
import { importMoodle } from '../../../src/core/questions/moodle-import.ts';

/** What becomes of each item, in a word. */
const said = (answers: readonly ImportAnswer[]) => answers.map((answer) => (answer.ok ? answer.question.kind : `${answer.reason} ${answer.detail}`.trim()));

/** Files of the structure that the documentation of the formats shows: every type once, mixed, with categories and comments between. The words are ours. */
const gift = `// true/false
::Soal 1:: SIUP dipungut biaya. {F#Tidak ada biaya.#SIUP gratis.}

// multiple choice with specified feedback for right and wrong answers
::Soal 2:: Apa dua dokumen identitas { =KTP dan NPWP # benar # benar
    ~KTP dan ijazah # salah
    ~ijazah dan kartu pelajar # salah }

// fill-in-the-blank
::Soal 3:: Meterai tahun 2015 bernilai {=enam =6} ribu rupiah.

// matching
::Soal 4:: Layanan mana untuk apa? { =SIUP -> perdagangan
    =IMB -> bangunan
    =SITU -> tempat usaha }

// math range question
::Soal 5:: Berapa hari kerja dari 1 sampai 5? {#3:2}

// math range specified with interval end points
::Soal 6:: Berapa hari kerja dari 1 sampai 5? {#1..5}
// translated on import to the same as Soal 5, but unavailable from the screen interface

// multiple numeric answers with partial credit and feedback
::Soal 7:: Kapan kantor ini berdiri? {#
    =2001:0 # Benar.
    =%50%2001:2 # Hampir benar. }

// essay
::Soal 8:: Bagaimana Anda melayani warga yang marah? {}

// description
Halaman berikut memuat soal tentang retribusi.

$CATEGORY: tom/dick/harry

::Soal 9:: Dua dari empat, dengan bobot { ~%50%KTP ~%50%NPWP ~%-100%ijazah ~%-100%paspor }
`;

const quiz = `<?xml version="1.0" ?>
<quiz>
<question type="category"><category><text>$course$/Izin/Dasar</text></category></question>
<question type="multichoice"><name><text>Nama soal</text></name><questiontext format="html"><text>Apa warna meterai?</text></questiontext><defaultgrade>1</defaultgrade>
<answer fraction="100"><text>Hijau</text><feedback><text>Benar.</text></feedback></answer><answer fraction="0"><text>Biru</text><feedback><text>Keliru.</text></feedback></answer>
<shuffleanswers>1</shuffleanswers><single>true</single><answernumbering>abc</answernumbering></question>
<question type="truefalse"><name><text>Benar salah</text></name><questiontext><text>SIUP gratis.</text></questiontext><answer fraction="100"><text>true</text><feedback><text>Benar.</text></feedback></answer><answer fraction="0"><text>false</text><feedback><text>Keliru.</text></feedback></answer></question>
<question type="shortanswer"><name><text>Isian</text></name><questiontext><text>Singkatan izin usaha?</text></questiontext><answer fraction="100"><text>SIUP</text><feedback><text>Benar.</text></feedback></answer></question>
<question type="matching"><name><text>Pasangan</text></name><questiontext><text>Pasangkan.</text></questiontext><subquestion><text>SIUP</text><answer><text>dagang</text></answer></subquestion><subquestion><text>IMB</text><answer><text>bangunan</text></answer></subquestion><shuffleanswers>true</shuffleanswers></question>
<question type="essay"><name><text>Karangan</text></name><questiontext><text>Tulis.</text></questiontext><answer fraction="0"><text></text></answer></question>
<question type="numerical"><name><text>Angka</text></name><questiontext><text>Berapa?</text></questiontext><answer fraction="100"><text>23</text><tolerance>5</tolerance><feedback><text>Benar.</text></feedback></answer></question>
<question type="cloze"><name><text>Sisipan</text></name><questiontext><text>{1:SHORTANSWER:=ya}</text></questiontext></question>
<question type="description"><name><text>Keterangan</text></name><questiontext><text>Baca.</text></questiontext></question>
</quiz>`;

describe('files as the documentation of the formats shows them', () => {
  it('in GIFT: each item is a question or is refused by name', () => {
    expect(said(importGift(gift))).to.deep.equal(['single', 'single', 'short', 'matching', 'numeric', 'numeric', 'partial-credit', 'kind-unknown essay', 'kind-unknown description', 'multiple']);
  });

  it('in Moodle XML: each item is a question or is refused by name', () => {
    expect(said(importMoodle(quiz))).to.deep.equal(['single', 'single', 'short', 'matching', 'kind-unknown essay', 'numeric', 'kind-unknown cloze', 'kind-unknown description']);
  });
});
