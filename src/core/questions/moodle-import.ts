import type { XmlElement } from '@rgrove/parse-xml';
import type { Language } from '../shared/text.ts';
import { answersOf, type ImportAnswer, type Note, openText, Refused, refusedFile } from './answer.ts';
import { join, type Plain } from './extras.ts';
import { categoryTag, idFrom, tagFrom } from './foreign-text.ts';
import { moodleAnswers, textOf } from './moodle-answers.ts';
import { childOf, childrenOf, commentsOf, readXml, wordsOf } from './xml.ts';

/**
 * The questions of a Moodle XML file. In: its text, and the language of questions whose comment does not say it. Out: one answer for each element under <quiz>
 * that is not a category, or the one answer that refuses the file.
 */
export function importMoodle(file: string, language: Language = 'id'): ImportAnswer[] {
  const opened = openText(file);
  if ('refused' in opened) return opened.refused;
  const xml = readXml(opened.text.trimStart());
  const skipped = opened.text.slice(0, opened.text.length - opened.text.trimStart().length).split('\n').length - 1;
  if ('reason' in xml) return refusedFile(xml.reason, xml.detail, xml.line + skipped);
  if (xml.root.name !== 'quiz') return refusedFile('xml-root', xml.root.name);
  let category: string | undefined;
  const items = childrenOf(xml.root).flatMap((element) => {
    if (element.name === 'question' && element.attributes['type'] === 'category') {
      category = categoryTag(childOf(childOf(element, 'category') ?? element, 'text')?.text ?? '');
      return [];
    }
    const tag = category;
    const name = childOf(childOf(element, 'name') ?? element, 'text')?.text.trim() ?? '';
    return [{ line: xml.lineOf(element) + skipped, name, read: (notes: Set<Note>) => draftIn(element, tag, language, notes) }];
  });
  return answersOf(items);
}

/** Parts of a Moodle question that the bank has no place for, and what is said of them. */
const without: [string, Note][] = [
  ['hint', 'hints'],
  ['correctfeedback', 'combined-feedback'],
  ['partiallycorrectfeedback', 'combined-feedback'],
  ['incorrectfeedback', 'combined-feedback'],
];

function draftIn(element: XmlElement, category: string | undefined, language: Language, notes: Set<Note>): object {
  if (element.name !== 'question') throw new Refused('kind-unknown', `<${element.name}>`);
  const answers = moodleAnswers(element.attributes['type'] ?? '', element, notes);
  if (['image', 'image_base64'].some((name) => (childOf(element, name)?.text.trim() ?? '') !== '')) throw new Refused('picture');
  for (const [name, note] of without) if (childrenOf(element, name).some((part) => textOf(part, notes) !== '')) notes.add(note);
  if (!/^(?:1(?:\.0*)?)?$/.test(wordsOf(childOf(element, 'defaultgrade')).trim())) notes.add('grade');
  const number = wordsOf(childOf(element, 'idnumber')).trim();
  const id = number === '' ? undefined : idFrom(number, notes);
  const stated = childrenOf(childOf(element, 'tags') ?? element, 'tag').map((tag) => wordsOf(childOf(tag, 'text')));
  const tags = [...stated, ...(category === undefined ? [] : [category])].map((tag) => tagFrom(tag, notes)).filter((tag) => tag !== undefined);
  const plain: Plain = {
    ...answers, name: textOf(childOf(element, 'name'), notes, 'plain'), tags: [...new Set(tags)], stem: textOf(childOf(element, 'questiontext'), notes),
    explanation: textOf(childOf(element, 'generalfeedback'), notes), ...(id !== undefined && { id }),
  };
  return join(plain, commentsOf(element), language);
}
