import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { Problem, Target } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { reader } from '../checks/kind.ts';
import { addDays, isDate } from '../shared/dates.ts';
import type { Language, Text } from '../shared/text.ts';
import type { Desk, Finding } from './desk.ts';

/** One paragraph of the letter: `place` is the head, `item` a line of the list of findings, `closing` the foot. */
export interface LetterLine {
  kind: 'place' | 'subject' | 'text' | 'item' | 'closing';
  text: string;
}

/** Words of the interface that the letter needs beside the content pack. */
export interface LetterWords {
  problem(problem: Problem): string;
  target(target: Target): string;
  form: string;
}

/** Days that an applicant has to complete a returned application, counted from the letter (training rule). */
export const daysToComplete = 14;

const bare: LetterWords = { problem: (problem) => problem, target: (target) => target, form: 'form' };

const months: Record<Language, string[]> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** '2015-05-04' as '4 Mei 2015'; other text as it stands. */
function inWords(date: string, language: Language): string {
  if (!isDate(date)) return date;
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[language][month! - 1]} ${year}`;
}

/**
 * The letter to the applicant as the operator has put it together: fixed parts and chosen wordings from the content pack,
 * the listed findings, the legal basis and the note. In: the desk and the language of the reader. Out: its paragraphs in
 * order; none before a letter was written. Rule: one letter names every gap, its basis and what to do by when.
 */
export function letterText(
  catalogue: Catalogue,
  permitCase: PermitCase,
  desk: Desk,
  language: Language,
  words: LetterWords = bare,
): { lines: LetterLine[] } {
  const { letter, decision } = desk;
  if (!letter) return { lines: [] };
  const listed = desk.findings.filter((finding) => letter.findings.includes(finding.id));
  const clauses = letter.basis ? basesOf(catalogue, desk, listed, language) : [];
  const fill = filler(catalogue, permitCase, desk, language, words, clauses);
  const { parts } = catalogue.letters;
  const part = (text: Text) => fill(text[language]);
  const chosen = catalogue.letters.slots.flatMap(
    (slot) => slot.options.find((option) => option.id === letter.slots[slot.id]) ?? [],
  );

  const lines: LetterLine[] = [
    { kind: 'place', text: part(parts.organisation) },
    { kind: 'place', text: `Bandung, ${inWords(permitCase.today, language)}` },
    { kind: 'subject', text: part(parts.number) },
    { kind: 'text', text: part(parts.salutation) },
    { kind: 'text', text: decision ? part(parts.decisions[decision.decision]) : '' },
    { kind: 'text', text: listed.length > 0 ? part(parts.findingsIntro) : '' },
    ...listed.map((finding): LetterLine => ({
      kind: 'item',
      text: gapText(catalogue, permitCase, finding, language, words),
    })),
    { kind: 'text', text: clauses.length > 0 ? part(parts.legalBasis) : '' },
    ...chosen.map((option): LetterLine => ({ kind: 'text', text: fill(option.text[language]) })),
    ...letter.note.split('\n').map((text): LetterLine => ({ kind: 'text', text: text.trim() })),
    { kind: 'closing', text: part(parts.regards) },
    { kind: 'closing', text: part(parts.organisation) },
  ];
  return { lines: lines.filter(({ text }) => text !== '') };
}

/** Fills the placeholders of a part or an option; a name that is not known becomes empty. */
function filler(
  catalogue: Catalogue,
  permitCase: PermitCase,
  desk: Desk,
  language: Language,
  words: LetterWords,
  clauses: string[],
): (text: string) => string {
  const service = serviceOf(catalogue, permitCase.service);
  const target = desk.decision?.target;
  const values: Record<string, string> = {
    due: inWords(permitCase.dueOn, language),
    returnBy: inWords(addDays(permitCase.today, daysToComplete), language),
    target: target ? words.target(target) : '…',
    applicant: String(reader(service.applicant)(permitCase) ?? ''),
    registration: permitCase.registration,
    number: permitCase.registration,
    service: service.name[language],
    clauses: clauses.join('; '),
  };
  return (text) => text.replace(/\{\{\s*([a-zA-Z]+)\s*\}\}/g, (_, name: string) => values[name] ?? '');
}

function gapText(
  catalogue: Catalogue,
  permitCase: PermitCase,
  finding: Finding,
  language: Language,
  words: LetterWords,
): string {
  const kind = catalogue.documents.get(finding.document);
  const fields = kind?.fields ?? serviceOf(catalogue, permitCase.service).form;
  const field = fields.find((definition) => definition.id === finding.field)?.name[language];
  return `${[kind?.name[language] ?? words.form, field].filter(Boolean).join(', ')}: ${words.problem(finding.problem)}`;
}

/** Titles of the clauses under the listed findings and under the decision, each once. */
function basesOf(catalogue: Catalogue, desk: Desk, listed: Finding[], language: Language): string[] {
  const ids = [...listed.map((finding) => finding.clause), ...(desk.decision?.reasons ?? [])];
  return [...new Set(ids)].flatMap((id) => catalogue.clauses.get(id)?.title[language] ?? []);
}
