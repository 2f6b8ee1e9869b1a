import type { XmlElement } from '@rgrove/parse-xml';
import { type Note, Refused } from './answer.ts';
import type { PlainAnswers, PlainRow } from './extras.ts';
import { acceptedForm, numberPattern, type TextFormat, textFrom, trueFalse } from './foreign-text.ts';
import { rightByWeight } from './rows.ts';
import { childOf, childrenOf, wordsOf } from './xml.ts';

const formats: Record<string, TextFormat> = { html: 'html', moodle_auto_format: 'moodle', plain_text: 'plain', markdown: 'markdown' };

/** The text of an element with its format, HTML by default as in Moodle; '' where there is none. Throws Refused for pictures and other files. */
export function textOf(element: XmlElement | undefined, notes: Set<Note>, standard: TextFormat = 'html'): string {
  if (!element) return '';
  if (childOf(element, 'file')) throw new Refused('picture');
  return textFrom(wordsOf(childOf(element, 'text')), formats[element.attributes['format'] ?? ''] ?? standard, notes);
}

const fractionOf = (answer: XmlElement): number => {
  const written = (answer.attributes['fraction'] ?? '0').trim();
  if (!/^-?\d{1,4}(?:\.\d{0,20})?$/.test(written)) throw new Refused('number', `fraction ${written}`);
  return Number(written);
};

const decimal = new RegExp(`^${numberPattern}$`);

/** A number in Moodle XML: a dot before the fraction. */
function numberOf(text: string, what: string): number {
  if (!decimal.test(text.trim())) throw new Refused('number', `${what} ${text.trim()}`);
  return Number(text);
}

/** The answers of a question by its type. Throws Refused, for types that the bank does not have too. */
export function moodleAnswers(type: string, question: XmlElement, notes: Set<Note>): PlainAnswers {
  const answers = childrenOf(question, 'answer');
  const row = (answer: XmlElement, right = true): PlainRow => ({ text: textOf(answer, notes), match: '', feedback: textOf(childOf(answer, 'feedback'), notes), right });
  const remarked = () => answers.some((answer) => textOf(childOf(answer, 'feedback'), notes) !== '') && notes.add('answer-feedback');
  switch (type) {
    case 'multichoice': {
      const single = !/^(?:false|0)$/.test(wordsOf(childOf(question, 'single')).trim());
      const right = rightByWeight(answers.map(fractionOf), single, notes);
      return { kind: single ? 'single' : 'multiple', rows: answers.map((answer, at) => row(answer, right[at])) };
    }
    case 'truefalse': {
      remarked();
      const isTrue = (answer: XmlElement) => wordsOf(childOf(answer, 'text')).trim().toLowerCase() === 'true';
      const right = answers.filter((answer) => fractionOf(answer) === 100);
      if (answers.length !== 2 || right.length !== 1) throw new Refused('syntax', 'truefalse without one right answer of two');
      return { kind: 'single', bilingual: true, rows: trueFalse.map(({ id }, at) => ({ text: id, match: '', feedback: '', right: isTrue(right[0]!) === (at === 0) })) };
    }
    case 'shortanswer': {
      remarked();
      const forms = rightAnswers(answers).map((answer) => ({ ...row(answer), feedback: '' }));
      return { kind: 'short', caseSensitive: wordsOf(childOf(question, 'usecase')).trim() === '1', rows: forms.map((form) => ({ ...form, text: acceptedForm(form.text) })) };
    }
    case 'numerical': {
      remarked();
      if (childrenOf(childOf(question, 'units') ?? question, 'unit').length > 0) notes.add('units');
      const full = rightAnswers(answers);
      if (full.length > 1) throw new Refused('several-values');
      const tolerance = wordsOf(childOf(full[0]!, 'tolerance')).trim();
      return { kind: 'numeric', rows: [], value: numberOf(wordsOf(childOf(full[0]!, 'text')), 'answer'), tolerance: numberOf(tolerance === '' ? '0' : tolerance, 'tolerance') };
    }
    case 'matching':
      return {
        kind: 'matching',
        rows: childrenOf(question, 'subquestion').map((sub) => ({ text: textOf(sub, notes), match: textOf(childOf(sub, 'answer'), notes, 'plain'), feedback: '', right: true })),
      };
    case 'ordering': {
      remarked();
      if (!/^(?:|ALL|0)$/.test(wordsOf(childOf(question, 'selecttype')).trim())) throw new Refused('kind-unknown', 'ordering of a subset');
      const places = answers.map(fractionOf);
      const stated = new Set(places).size === places.length;
      const inOrder = stated ? answers.map((answer, at) => ({ answer, place: places[at]! })).sort((a, b) => a.place - b.place).map(({ answer }) => answer) : answers;
      return { kind: 'ordering', rows: inOrder.map((answer) => ({ ...row(answer), feedback: '' })) };
    }
    default:
      throw new Refused('kind-unknown', type);
  }
}

/** The answers that earn everything; those that earn nothing stand in files only for what is said to them. */
function rightAnswers(answers: readonly XmlElement[]): XmlElement[] {
  const right = answers.filter((answer) => fractionOf(answer) === 100);
  if (answers.some((answer) => fractionOf(answer) > 0 && fractionOf(answer) < 100)) throw new Refused('partial-credit');
  if (right.length === 0) throw new Refused('no-right');
  return right;
}
