import type { BankQuestion } from '../../src/core/questions/question.ts';
import type { Response } from '../../src/core/questions/response.ts';
import type { Services } from '../../src/services.ts';
import type { Draft } from '../../src/features/authoring/work-kind.ts';

const both = (id: string, en: string) => ({ id, en });
const head = { tags: [], source: 'Pedoman latihan loket', confidence: 'training', level: 1 } as const;

/** Questions of every kind for practice, by code. */
export const demoQuestions: Readonly<Record<string, Draft>> = {
  'LAT-001': {
    ...head, kind: 'single', competency: 'VER', clause: 'ktp-lifetime', difficulty: -0.8, tags: ['ktp'],
    stem: both('KTP-el pemohon mencantumkan **berlaku hingga 12-03-2014**. Apa tindakan Anda?', "The applicant's electronic identity card says **valid until 12-03-2014**. What do you do?"),
    options: [
      { id: 'a', text: both('Mengembalikan karena masa berlakunya habis', 'Return it because it has expired'), feedback: both('KTP-el berlaku seumur hidup.', 'An electronic card is valid for life.') },
      { id: 'b', text: both('Meneruskan pemeriksaan dokumen berikutnya', 'Go on to the next document') },
      { id: 'c', text: both('Menolak permohonan', 'Reject the application') },
    ],
    key: 'b',
    explanation: both('KTP-el berlaku seumur hidup. Tanggal akhir pada kartu lama tidak mengakhiri masa berlakunya.', 'An electronic card is valid for life. The date printed on an old card does not end it.'),
  },
  'LAT-002': {
    ...head, kind: 'single', competency: 'ITG', clause: 'stamp-duty', difficulty: -0.4, tags: ['meterai'],
    stem: both('Surat pernyataan tahun 2015 memakai meterai berapa?', 'Which duty stamp does a statement of 2015 carry?'),
    options: [{ id: 'a', text: both('Rp3.000', 'Rp3,000') }, { id: 'b', text: both('Rp6.000', 'Rp6,000') }, { id: 'c', text: both('Rp10.000', 'Rp10,000') }],
    key: 'b',
    explanation: both('Surat pernyataan tahun 2015 memakai meterai Rp6.000.', 'A statement of 2015 carries a duty stamp of Rp6,000.'),
  },
  'LAT-003': {
    ...head, kind: 'multiple', competency: 'VER', clause: 'upload-format', difficulty: 0.2, tags: ['unggah'],
    stem: both('Pilih semua berkas yang **boleh** diunggah.', 'Choose every file that **may** be uploaded.'),
    options: [
      { id: 'a', text: both('KTP.jpg, 800 kB', 'KTP.jpg, 800 kB') }, { id: 'b', text: both('Akta.pdf, 1,9 MB', 'Akta.pdf, 1.9 MB') },
      { id: 'c', text: both('Denah.docx, 300 kB', 'Denah.docx, 300 kB') }, { id: 'd', text: both('NPWP.png, 3 MB', 'NPWP.png, 3 MB') },
    ],
    keys: ['a', 'b'],
    explanation: both('PDF, JPG, atau PNG, paling besar 2 MB.', 'PDF, JPG or PNG, 2 MB at most.'),
  },
  'LAT-004': {
    ...head, kind: 'multiple', competency: 'VER', clause: 'power-of-attorney', difficulty: 0.4, tags: ['kuasa'],
    stem: both('Apa saja yang harus ada pada surat kuasa?', 'What must a power of attorney have?'),
    options: [
      { id: 'a', text: both('Tanda tangan kedua pihak', 'The signatures of both parties') }, { id: 'b', text: both('Meterai', 'A duty stamp') },
      { id: 'c', text: both('Izin yang diurus', 'The permit that is applied for') }, { id: 'd', text: both('Cap kelurahan', 'The stamp of the ward') },
    ],
    keys: ['a', 'b', 'c'],
    explanation: both('Surat kuasa ditandatangani kedua pihak di atas meterai dan menyebut izin yang diurus.', 'Both parties sign over a duty stamp, and it names the permit.'),
  },
  'LAT-005': {
    ...head, kind: 'ordering', competency: 'KLS', clause: 'siup-class', difficulty: 0.1, tags: ['siup'],
    stem: both('Urutkan kekayaan bersih dari golongan SIUP terendah.', 'Order the net assets from the lowest class of SIUP up.'),
    items: [{ id: 'a', text: both('Rp200 juta', 'Rp200 million') }, { id: 'b', text: both('Rp2 miliar', 'Rp2 billion') }, { id: 'c', text: both('Rp12 miliar', 'Rp12 billion') }],
    explanation: both('Kecil sampai Rp500 juta, Menengah sampai Rp10 miliar, Besar di atasnya.', 'Small up to Rp500 million, middle up to Rp10 billion, large above.'),
  },
  'LAT-006': {
    ...head, kind: 'ordering', competency: 'WKT', difficulty: -0.2, tags: ['alur'],
    stem: both('Urutkan langkah pemeriksaan berkas.', 'Order the steps of examining a file.'),
    items: [
      { id: 'a', text: both('Membuka setiap dokumen', 'Open every document') }, { id: 'b', text: both('Membandingkan dengan formulir', 'Compare it with the form') },
      { id: 'c', text: both('Memutuskan', 'Decide') }, { id: 'd', text: both('Menulis surat', 'Write the letter') },
    ],
    explanation: both('Dokumen dibuka dan dibandingkan sebelum putusan; surat mengikuti putusan.', 'Documents are opened and compared before the decision; the letter follows it.'),
  },
  'LAT-007': {
    ...head, kind: 'matching', competency: 'KLS', clause: 'siup-class', difficulty: 0, tags: ['siup'],
    stem: both('Pasangkan kekayaan bersih dengan golongan SIUP.', 'Match the net assets with the class of SIUP.'),
    pairs: [
      { id: 'a', left: both('Rp120 juta', 'Rp120 million'), right: both('Kecil', 'Small') }, { id: 'b', left: both('Rp900 juta', 'Rp900 million'), right: both('Menengah', 'Middle') },
      { id: 'c', left: both('Rp11 miliar', 'Rp11 billion'), right: both('Besar', 'Large') },
    ],
    distractors: [{ id: 'd', text: both('Mikro', 'Micro') }],
    explanation: both('Batasnya Rp500 juta dan Rp10 miliar, tanpa tanah dan bangunan.', 'The limits are Rp500 million and Rp10 billion, without land and buildings.'),
  },
  'LAT-008': {
    ...head, kind: 'matching', competency: 'REG', clause: 'npwp-structure', difficulty: 0.3, tags: ['npwp', 'nik'],
    stem: both('Pasangkan nomor dengan banyaknya angka.', 'Match the number with its count of digits.'),
    pairs: [{ id: 'a', left: both('NIK', 'NIK'), right: both('16', '16') }, { id: 'b', left: both('NPWP', 'NPWP'), right: both('15', '15') }],
    distractors: [{ id: 'c', text: both('14', '14') }, { id: 'd', text: both('20', '20') }],
    explanation: both('NIK 16 angka, NPWP tahun 2015 15 angka.', 'An NIK has 16 digits, an NPWP of 2015 has 15.'),
  },
  'LAT-009': {
    ...head, kind: 'numeric', competency: 'REG', clause: 'siup-reregistration', difficulty: -0.6, tags: ['siup'],
    stem: both('SIUP didaftar ulang setiap berapa tahun?', 'After how many years is a SIUP registered again?'),
    value: 5, tolerance: 0,
    explanation: both('Pemegang SIUP mendaftar ulang setiap lima tahun.', 'The holder of a SIUP registers again every five years.'),
  },
  'LAT-010': {
    ...head, kind: 'numeric', competency: 'KLS', difficulty: 0.5, tags: ['retribusi'],
    stem: both('Luas bangunan 120 m², indeks 1,20, tarif Rp15.000 per m². Berapa retribusinya (rupiah)?', 'A building of 120 m², index 1.20, tariff Rp15,000 a m². What is the levy (in rupiah)?'),
    value: 2160000, tolerance: 1000,
    explanation: both('120 × 1,20 × Rp15.000 = Rp2.160.000.', '120 × 1.20 × Rp15,000 = Rp2,160,000.'),
  },
  'LAT-011': {
    ...head, kind: 'short', competency: 'REG', clause: 'nik-structure', difficulty: -0.5, tags: ['nik'],
    stem: both('Apa singkatan dari nomor pada KTP yang terdiri atas 16 angka?', 'What is the abbreviation of the number of 16 digits on an identity card?'),
    accepted: ['NIK', 'N.I.K.'], caseSensitive: false,
    explanation: both('NIK, nomor induk kependudukan.', 'NIK, the population identification number.'),
  },
  'LAT-012': {
    ...head, kind: 'short', competency: 'PMD', difficulty: -0.3, tags: ['pemandu'],
    stem: both('Kata apa yang tidak boleh diminta dari warga: kata …?', 'What may never be asked of a citizen: a pass…?'),
    accepted: ['sandi', 'kata sandi', 'word', 'password'], caseSensitive: false,
    explanation: both('Pemandu tidak pernah meminta kata sandi.', 'A guide never asks for a password.'),
  },
};

/** What somebody answers who knows it, or who does not. */
export function responseTo(question: BankQuestion, knows: boolean): Response {
  switch (question.kind) {
    case 'single':
      return { kind: 'single', choice: knows ? question.key : question.options.find(({ id }) => id !== question.key)!.id };
    case 'multiple':
      return { kind: 'multiple', choices: knows ? question.keys : question.keys.slice(0, 1) };
    case 'ordering': {
      const ids = question.items.map(({ id }) => id);
      return { kind: 'ordering', order: knows ? ids : [ids[1]!, ids[0]!, ...ids.slice(2)] };
    }
    case 'matching':
      return { kind: 'matching', chosen: Object.fromEntries(question.pairs.map(({ id }) => [id, knows ? id : question.pairs[0]!.id])) };
    case 'numeric':
      return { kind: 'numeric', value: knows ? question.value : question.value / 2 };
    case 'short':
      return { kind: 'short', text: knows ? question.accepted[0]! : 'tidak tahu' };
  }
}

/** Codes of those that are not published: one that waits for its review, one that is being written. */
const waits = 'LAT-011';
const isWritten = 'LAT-012';

/** Questions that one trainer wrote and another published, some of them answered. */
export async function seedQuestions({ works, attempts }: Services, { author, reviewer, trainee }: { author: number; reviewer: number; trainee: number }): Promise<void> {
  for (const [code, document] of Object.entries(demoQuestions)) {
    const id = await works.create({ id: author }, 'question', code, document);
    if (code === isWritten) continue;
    await works.submit({ id: author }, await works.get('question', id), 1, 'Soal latihan loket yang pertama.');
    if (code !== waits) await works.decide({ id: reviewer }, await works.get('question', id), 'publish', 1, 'Isi dan kuncinya sesuai aturan.');
  }
  for (const tag of ['siup', 'npwp']) {
    const id = await attempts.begin({ id: trainee }, { competency: null, level: null, tag }, 1);
    const open = await attempts.get({ id: trainee }, id!);
    await attempts.answer(open, responseTo(open.question, false));
  }
}
