import type { Language } from '../shared/text.ts';
import type { ImportAnswer } from './answer.ts';
import { exportCsv } from './csv-export.ts';
import { importCsv } from './csv-import.ts';
import { exportGift } from './gift-export.ts';
import { importGift } from './gift-import.ts';
import { exportMoodle } from './moodle-export.ts';
import { importMoodle } from './moodle-import.ts';
import type { BankQuestion } from './question.ts';

export const formatNames = ['csv', 'gift', 'moodle-xml'] as const;
export type FormatName = (typeof formatNames)[number];

/** How a format is written and read, and what its files are called. `read` takes the language of questions that do not say it. */
export interface Format {
  write: (bank: readonly BankQuestion[]) => string;
  read: (file: string, language: Language) => ImportAnswer[];
  ending: string;
  type: string;
}

/** The formats of files of questions. */
export const formats: Record<FormatName, Format> = {
  csv: { write: exportCsv, read: importCsv, ending: 'csv', type: 'text/csv' },
  gift: { write: exportGift, read: importGift, ending: 'gift.txt', type: 'text/plain' },
  'moodle-xml': { write: exportMoodle, read: importMoodle, ending: 'xml', type: 'application/xml' },
};
