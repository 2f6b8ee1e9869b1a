import { expect } from 'chai';
import { sayPattern } from '../../../src/features/guide/result-presenter.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';

describe('a rule by which typed words were read', () => {
  const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
  const table: [string, string, string][] = [
    ['selamat_pagi|selamat_siang', 'memuat “selamat pagi” / “selamat siang”', 'has “selamat pagi” / “selamat siang”'],
    ['urut*|antrean semua', 'memuat “urut…” / “antrean”, memuat “semua”', 'has “urut…” / “antrean”, has “semua”'],
    ['imbalan !tidak|tolak', 'memuat “imbalan”, tidak memuat “tidak” / “tolak”', 'has “imbalan”, does not have “tidak” / “tolak”'],
    ['^baik paham ?', 'memuat “baik” di awal, memuat “paham”, berupa pertanyaan', 'has “baik” at its beginning, has “paham”, is a question'],
  ];
  for (const [pattern, id, en] of table)
    it(`is said in words: ${pattern}`, () => {
      expect(sayPattern(pattern, speak('id'))).to.equal(id);
      expect(sayPattern(pattern, speak('en'))).to.equal(en);
    });
});
