import { type Catalogue, isTrainingRule } from '../../core/catalogue/catalogue.ts';
import type { Question } from '../../core/catalogue/content.ts';
import { competencies, type Competency } from '../../core/shared/competency.ts';
import type { Speech } from '../../platform/i18n.ts';

/** The knowledge items that fit: of a competency, and with these words in stem, options or id, in either language. */
export function findQuestions(catalogue: Catalogue, { q, competency }: { q: string; competency: Competency | null }): Question[] {
  const words = q.toLowerCase();
  const texts = ({ id, stem, options }: Question) => [id, stem.id, stem.en, ...options.flatMap(({ text }) => [text.id, text.en])];
  return [...catalogue.questions.values()].filter(
    (question) => (competency === null || question.competency === competency) && (words === '' || texts(question).some((text) => text.toLowerCase().includes(words))),
  );
}

/** Items with key and explanation. */
export function presentQuestions(questions: readonly Question[], catalogue: Catalogue, { language, t, format }: Speech) {
  return questions.map((question) => ({
    id: question.id,
    competency: t(`grading.competency.${question.competency}`),
    anchor: question.anchor,
    difficulty: format.number(question.difficulty, 1),
    stem: question.stem[language],
    options: question.options.map(({ id, text }) => ({ id, text: text[language], key: id === question.key })),
    explanation: question.explanation[language],
    clause: { id: question.clause, title: catalogue.clauses.get(question.clause)?.title[language] ?? question.clause, training: isTrainingRule(catalogue, question.clause) },
    source: question.source,
    confidence: t(`trainer.confidence.${question.confidence}`),
  }));
}

/** The competencies as choices. */
export const presentCompetencies = ({ t }: Speech) => competencies.map((code) => ({ value: code, label: t(`grading.competency.${code}`) }));
