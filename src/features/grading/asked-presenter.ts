import type { Asked, Choice } from '../../core/questions/ask.ts';
import type { BankQuestion, Kind, Phrase } from '../../core/questions/question.ts';
import { type AnswerFields, fieldOf, fieldsOf, type Response } from '../../core/questions/response.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';
import { markdown, markdownLine, type Piece, plainOf } from '../../platform/markdown.ts';

/** A text in the language of the page, or in the only one it has. */
export const said = (phrase: Phrase | undefined, language: Language): string => phrase?.[language] ?? phrase?.[language === 'id' ? 'en' : 'id'] ?? '';

export interface ChoiceView {
  key: string;
  field: string;
  pieces: Piece[];
  checked: boolean;
  /** What stands in the field of a place or of a right side. */
  value: string;
}

/** A question as it is asked, for `questions/answer`: nothing of its key is in it. */
export interface AskedView {
  kind: Kind;
  stem: Piece[];
  /** The language of the texts where it is not that of the page. */
  lang: Language | null;
  choices: ChoiceView[];
  /** Places of an ordering, right sides of a matching. */
  options: { value: string; label: string }[];
  typed: string;
  /** What each field of the answer is called, for the summary of what is wrong. */
  labels: Record<string, string>;
}

/** The fields of a form as they are filled: what was typed before what was saved. */
export function presentAsked(question: BankQuestion, asked: Asked, filled: AnswerFields, { language, t }: Speech): AskedView {
  const values = (name: string) => [filled[name] ?? []].flat();
  const one = (name: string) => values(name).at(-1) ?? '';
  const view = (list: readonly Choice[], field: (key: string) => string): ChoiceView[] =>
    list.map(({ key, text }) => ({ key, field: field(key), pieces: markdownLine(said(text, language)), checked: values(field(key)).includes(key), value: one(field(key)) }));
  const lines = (list: readonly Choice[], field: (key: string) => string) => Object.fromEntries(list.map(({ key, text }) => [field(key), plainOf(said(text, language))]));
  const other = question.stem[language] === undefined;
  const base = { kind: question.kind, stem: markdown(said(question.stem, language)), lang: other ? (language === 'id' ? ('en' as const) : ('id' as const)) : null, choices: [], options: [], typed: '', labels: { choice: t('sittings.item.choose'), number: t('questions.answer.number'), text: t('questions.answer.text') } };
  switch (asked.kind) {
    case 'single':
    case 'multiple':
      return { ...base, choices: view(asked.choices, () => fieldOf.choice) };
    case 'ordering':
      return { ...base, choices: view(asked.choices, fieldOf.place), labels: lines(asked.choices, fieldOf.place), options: asked.choices.map((_, at) => ({ value: String(at + 1), label: String(at + 1) })) };
    case 'matching':
      return { ...base, choices: view(asked.lefts, fieldOf.match), labels: lines(asked.lefts, fieldOf.match), options: asked.rights.map(({ key, text }) => ({ value: key, label: plainOf(said(text, language)) })) };
    case 'numeric':
      return { ...base, typed: one(fieldOf.number) };
    case 'short':
      return { ...base, typed: one(fieldOf.text) };
  }
}

/** The fields of a response that was saved, as the language of the page writes them. */
export const filledBy = (asked: Asked, given: Response | null, { format }: Pick<Speech, 'format'>): AnswerFields => fieldsOf(asked, given, (value) => format.number(value, 10));

export interface MarkedLine {
  pieces: Piece[];
  right: boolean;
  chosen: boolean;
  /** What is said of the line beside its text. */
  words: string;
  feedback: Piece[];
}

/** A question with its key and what was answered, for `questions/marked`. */
export interface MarkedView {
  kind: Kind;
  stem: Piece[];
  lines: MarkedLine[];
  given: string;
  expected: string;
  score: string;
  state: 'right' | 'partly' | 'wrong';
  rule: string;
  explanation: Piece[];
}

/** A question after it was answered, or with its key alone where `given` is undefined. */
export function presentMarked(question: BankQuestion, asked: Asked, given: Response | null | undefined, score: number, speech: Speech): MarkedView {
  const { language, t, format } = speech;
  const base = {
    kind: question.kind,
    stem: markdown(said(question.stem, language)),
    score: format.number(score, 2),
    state: score >= 1 ? ('right' as const) : score > 0 ? ('partly' as const) : ('wrong' as const),
    rule: t(`questions.rule.${question.kind}`),
    explanation: markdown(said(question.explanation, language)),
    given: '',
    expected: '',
  };
  const line = (text: Phrase, state: Pick<MarkedLine, 'right' | 'chosen' | 'words'>, feedback?: Phrase): MarkedLine => ({
    ...state,
    pieces: markdownLine(said(text, language)),
    feedback: state.chosen ? markdownLine(said(feedback, language)) : [],
  });
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const keys = question.kind === 'single' ? [question.key] : question.keys;
      const chosenIds = given?.kind === 'single' ? [given.choice] : given?.kind === 'multiple' ? given.choices : [];
      const shown = asked.kind === 'single' || asked.kind === 'multiple' ? asked.choices.map(({ id }) => question.options.find((option) => option.id === id)!) : question.options;
      const lines = shown.map(({ id, text, feedback }) => {
        const [right, chosen] = [keys.includes(id), chosenIds.includes(id)];
        const words = right ? (chosen ? 'chosenKey' : 'key') : chosen ? 'chosenWrong' : null;
        return line(text, { right, chosen, words: words === null ? '' : t(`questions.marked.${words}`) }, feedback);
      });
      return { ...base, lines };
    }
    case 'ordering': {
      const order = given?.kind === 'ordering' ? given.order : [];
      const lines = question.items.map(({ id, text }, at) => {
        const place = order.indexOf(id) + 1;
        const words = given === undefined ? '' : place === 0 ? t('questions.marked.noPlace') : t('questions.marked.place', { place });
        return line(text, { right: place === at + 1, chosen: place > 0, words });
      });
      return { ...base, lines };
    }
    case 'matching': {
      const chosen = given?.kind === 'matching' ? given.chosen : {};
      const sides = new Map([...question.pairs.map(({ id, right }) => [id, right] as const), ...question.distractors.map(({ id, text }) => [id, text] as const)]);
      const lines = question.pairs.map(({ id, left, right }) => {
        const [want, got] = [said(right, language), Object.hasOwn(chosen, id) ? said(sides.get(chosen[id]!), language) : null];
        const words = given === undefined ? plainOf(want) : got === null ? t('questions.marked.noMatch', { right: plainOf(want) }) : got === want ? t('questions.marked.matched', { right: plainOf(want) }) : t('questions.marked.mismatched', { given: plainOf(got), right: plainOf(want) });
        return line(left, { right: got === want, chosen: got !== null, words });
      });
      return { ...base, lines };
    }
    case 'numeric': {
      const [value, tolerance] = [format.number(question.value, 10), format.number(question.tolerance, 10)];
      const expected = question.tolerance === 0 ? value : t('questions.marked.around', { value, tolerance });
      return { ...base, lines: [], expected, given: given?.kind === 'numeric' ? format.number(given.value, 10) : '' };
    }
    case 'short':
      return { ...base, lines: [], expected: question.accepted.join(' · '), given: given?.kind === 'short' ? given.text : '' };
  }
}
