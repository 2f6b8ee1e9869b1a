import { type Note, Refused } from './answer.ts';
import { activeContent, hasPicture, htmlToText, looksLikeHtml, tidy } from './plain-text.ts';

/** Formats of a text in GIFT and Moodle XML; `moodle` is what has no stated one: text that may hold HTML. */
export const textFormats = ['html', 'moodle', 'plain', 'markdown'] as const;
export type TextFormat = (typeof textFormats)[number];

/** A text of a file as the bank keeps it: plain text or Markdown. HTML becomes plain text. Throws Refused for what acts and for pictures, which would be lost. */
export function textFrom(raw: string, format: TextFormat, notes: Set<Note>): string {
  if (activeContent(raw)) throw new Refused('active-content');
  if (format !== 'plain' && hasPicture(raw)) throw new Refused('picture');
  if (format === 'plain' || format === 'markdown') return raw.trim();
  if (format === 'moodle' && !looksLikeHtml(raw)) return tidy(raw);
  const { text, lost } = htmlToText(raw);
  if (lost) notes.add('markup');
  return text;
}

/** A short answer: in files of other programs an asterisk stands for any text, which our marking does not know; one after a backslash is a sign. */
export function acceptedForm(form: string): string {
  if (/(?<!\\)\*/.test(form)) throw new Refused('wildcard', form);
  return form.replaceAll('\\*', '*');
}

/** A decimal number as files write it, without its sign for thousands; up to thirty digits on each side, as the smallest numbers of a program need them. */
export const numberPattern = String.raw`-?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?`;

/** True and false as the two options of a single choice. */
export const trueFalse = [
  { id: 'Benar', en: 'True' },
  { id: 'Salah', en: 'False' },
] as const;

/** A tag as the bank knows it, or undefined and a note. */
export function tagFrom(raw: string, notes: Set<Note>): string | undefined {
  const tag = raw.trim().replace(/\s+/g, ' ');
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,49}$/u.test(tag)) return tag;
  notes.add('tag');
  return undefined;
}

/** An id as the bank knows it, or undefined and a note. */
export function idFrom(raw: string, notes: Set<Note>): string | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/.test(raw.trim())) return raw.trim();
  notes.add('id');
  return undefined;
}

/** The last part of the path of a category, which becomes a tag; none for the top and the default of a course. */
export function categoryTag(path: string): string | undefined {
  const name = path.trim().split('/').at(-1)!.trim();
  return name === '' || name === 'top' || name.startsWith('$') || /^Default for /.test(name) ? undefined : name;
}
