import type { Speech } from '../../platform/i18n.ts';
import { type PdfPart, writePdf } from '../../platform/pdf.ts';
import type { presentLetter } from './letter-presenter.ts';

/** The letter as a file: every line that the page has, in the same order and words. */
export function letterPdf(letter: ReturnType<typeof presentLetter>, { t, language }: Speech): Buffer {
  const title = t('letters.title');
  const head = (text: string): PdfPart => ({ text, size: 13, bold: true, space: 14 });
  const parts: PdfPart[] = [
    { text: t('common.product'), bold: true, space: 0 },
    { text: t('certificates.programme'), space: 0 },
    { text: `${letter.number} - ${t('letters.scored', { date: letter.scored })}`, space: 0 },
    'rule',
    { text: title, size: 18, bold: true, space: 16 },
    { text: t('letters.about', { name: letter.name, level: letter.level, date: letter.taken }) },
    { text: letter.decision, size: 13, bold: true, space: 12 },
    head(t('letters.score')),
    { row: [t('appeals.rescore.total'), `${letter.total} ± ${letter.sem} (${t('letters.band', letter)})`] },
    { row: [t('letters.cut'), letter.cut] },
    { row: [t('appeals.rescore.cases'), letter.cases] },
    { row: [t('appeals.rescore.knowledge'), letter.knowledge] },
    ...letter.profile.map(({ name, score }): PdfPart => ({ row: [name, score] })),
    head(t('letters.reasons')),
    ...letter.why.map((text): PdfPart => ({ text: `• ${text}` })),
    ...(letter.retake ? [{ text: letter.retake }] : []),
    head(t('appeals.title')),
    { text: `${letter.appeal} ${t('appeals.safe')}` },
    'rule',
    ...(letter.code ? [{ text: `${t('letters.code')} ${letter.code}`, bold: true }, { text: letter.url, space: 0 }] : []),
    { text: letter.versions, size: 9 },
  ];
  return writePdf({ title: `${title} - ${letter.number}`, language, foot: letter.number, parts });
}
