import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { confidence } from '../../core/catalogue/vocabulary.ts';
import { askedOf } from '../../core/questions/ask.ts';
import { type EditorRow, editorOf, listOfKind } from '../../core/questions/form.ts';
import { bankQuestion, limits } from '../../core/questions/question.ts';
import { competencies } from '../../core/shared/competency.ts';
import { languages } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';
import { markdown } from '../../platform/markdown.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { presentAsked, presentMarked } from '../grading/asked-presenter.ts';

/** Empty lines that stand below those that are filled; saving makes room for more. */
const spare = 2;
const emptyRow: EditorRow = { id: '', text: { id: '', en: '' }, match: { id: '', en: '' }, feedback: { id: '', en: '' }, right: false };

/** The clauses as choices, by title. */
const clausesOf = (catalogue: Catalogue, { language }: Pick<Speech, 'language'>) =>
  [...catalogue.clauses.values()].map(({ id, title }) => ({ value: id, label: title[language] })).sort((a, b) => a.label.localeCompare(b.label));

/** A draft in the fields of the editor, with the choices of its lists. The anchors of faults are the ids of the fields. */
export function presentEditor(catalogue: Catalogue, draft: Draft, speech: Speech) {
  const { t, format } = speech;
  const form = editorOf(draft, (value) => format.number(value, 10));
  const list = listOfKind[form.kind];
  const most = form.kind === 'matching' ? limits.options * 2 : limits.options;
  const room = list === undefined ? 0 : Math.min(most, Math.max(form.rows.length + spare, 4));
  const rows = Array.from({ length: room }, (_, at) => form.rows[at] ?? emptyRow);
  const distractorsFrom = form.kind === 'matching' ? form.rows.filter(({ text }) => text.id !== '' || text.en !== '').length : 0;
  return {
    ...form,
    list: list ?? null,
    rows: rows.map((row, at) => {
      const isDistractor = form.kind === 'matching' && at >= distractorsFrom && at < form.rows.length;
      const place = isDistractor ? `distractors-${at - distractorsFrom}` : `${list}-${at}`;
      const id = (part: string) => (at < form.rows.length ? `${place}-${part}` : `line-${at}-${part}`);
      const left = form.kind === 'matching' ? 'left' : 'text';
      const right = isDistractor ? 'text' : 'right';
      return { ...row, number: at + 1, anchors: { text: isDistractor ? `line-${at}-left` : id(left), match: id(right), feedback: id('feedback') } };
    }),
    choices: {
      levels: catalogue.levels.map(({ level, name }) => ({ value: String(level), label: t('questions.levelName', { level, name: name[speech.language] }) })),
      competencies: competencies.map((code) => ({ value: code, label: t(`grading.competency.${code}`) })),
      clauses: clausesOf(catalogue, speech),
      confidences: confidence.options.map((value) => ({ value, label: t(`trainer.confidence.${value}`) })),
    },
  };
}

/** What a trainee sees of a draft and what is right, in each language that it has: once it is sound the question itself, before that its text alone. */
export function presentPreview(draft: Draft, code: string, speech: Speech) {
  const parsed = bankQuestion.safeParse(draft);
  const stem = editorOf(draft, String).stem;
  return languages
    .filter((language) => stem[language] !== '')
    .map((language) => {
      const base = { language, name: speech.t(`questions.language.${language}`) };
      if (!parsed.success) return { ...base, text: markdown(stem[language]), asked: null, marked: null };
      const question = parsed.data;
      const asked = askedOf(question, code);
      const spoken = { ...speech, language };
      return { ...base, text: [], asked: presentAsked(question, asked, {}, spoken), marked: presentMarked(question, asked, undefined, 0, spoken) };
    });
}
