import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Correction } from '../../core/sittings/correction.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { CorrectionRecord } from './correction-store.ts';
import type { Preview } from './regrade-service.ts';
import type { Review, UngradedTest } from './regrade-store.ts';

type Names = ReadonlyMap<number, string>;

const nameIn = (names: Names, id: number): string => names.get(id) ?? `#${id}`;

/** What a conversation is about and who calls, by its name; nothing for one that the pack has no more. */
function sayTalk(catalogue: Catalogue, name: string, language: Speech['language']): string {
  const [id, of] = name.split('/');
  const situation = catalogue.situations.get(id!);
  const variant = situation?.variants.find((each) => each.id === of);
  return variant ? `${situation!.title[language]} · ${variant.title[language]}` : '';
}

/** The conversations of tests by their names. */
export const presentTalks = (catalogue: Catalogue, names: readonly string[], { language }: Speech) => names.map((name) => ({ name, text: sayTalk(catalogue, name, language) }));

/** What is corrected, in words: the kind, the text of the item or what the check or the conversation is about, and the new key. */
export function sayCorrection(catalogue: Catalogue, { kind, subject, answer }: Correction, { t, language }: Speech) {
  const question = catalogue.questions.get(subject);
  const option = question?.options.find(({ id }) => id === answer);
  const check = catalogue.checks.get(subject);
  return {
    kind: t(`regrades.kind.${kind}`),
    subject,
    text: question ? question.stem[language] : check ? t(`grading.defect.${check.defect}`) : kind === 'talk-excluded' ? sayTalk(catalogue, subject, language) : '',
    key: question && kind === 'item-key' ? (question.options.find(({ id }) => id === question.key)?.text[language] ?? '') : '',
    answer: option?.text[language] ?? '',
  };
}

/** The preview as a table: who, before, after, and whether it changes who has passed. */
export function presentPreview(catalogue: Catalogue, preview: Preview, names: Names, speech: Speech) {
  const { t, format } = speech;
  const side = ({ total, passed }: { total: number; passed: boolean }) => ({ total: format.number(total, 1), verdict: t(`regrades.verdict.${passed}`), mark: passed ? 'state-good' : 'state-bad' });
  const effect = ({ before, after }: Preview['changes'][number]) => (before.passed === after.passed ? 'none' : after.passed ? 'passes' : 'fails');
  // Who loses or wins a pass stands first.
  const order = ['fails', 'passes', 'none'];
  const rows = preview.changes.toSorted((a, b) => order.indexOf(effect(a)) - order.indexOf(effect(b)));
  return {
    correction: sayCorrection(catalogue, preview.correction, speech),
    concerned: format.number(preview.concerned),
    changes: format.number(preview.changes.length),
    passes: format.number(preview.changes.filter((each) => effect(each) === 'passes').length),
    fails: format.number(preview.changes.filter((each) => effect(each) === 'fails').length),
    failed: preview.failed.map(({ sittingId }) => t('regrades.sitting', { id: sittingId })),
    rows: rows.map((change) => ({
      name: nameIn(names, change.traineeId),
      level: sayLevel(catalogue, change.level, speech),
      date: format.date(change.submittedAt),
      before: side(change.before),
      after: side(change.after),
      effect: t(`regrades.effect.${effect(change)}`),
      certified: change.certified,
    })),
  };
}

const sayLevel = (catalogue: Catalogue, level: number, { t, language }: Speech): string => t('sittings.level', { level, name: levelOf(catalogue, level).name[language] });

export function presentUngraded(catalogue: Catalogue, tests: readonly UngradedTest[], names: Names, speech: Speech) {
  return tests.map(({ sittingId, traineeId, level, submittedAt }) => ({
    id: sittingId,
    name: nameIn(names, traineeId),
    level: sayLevel(catalogue, level, speech),
    since: speech.format.dateTime(submittedAt),
  }));
}

export function presentReviews(catalogue: Catalogue, reviews: readonly Review[], names: Names, speech: Speech) {
  const { format, t } = speech;
  return reviews.map((review) => ({
    id: review.id,
    name: nameIn(names, review.traineeId),
    level: sayLevel(catalogue, review.level, speech),
    text: t('regrades.review.text', { total: format.number(review.total, 1), cut: format.number(review.cut, 1), correction: review.correctionId, date: format.date(review.openedAt) }),
  }));
}

/** The corrections so far, the newest first. */
export function presentCorrections(catalogue: Catalogue, corrections: readonly CorrectionRecord[], names: Names, speech: Speech) {
  return corrections.toReversed().map((each) => ({
    id: each.id,
    ...sayCorrection(catalogue, each, speech),
    reason: each.reason,
    by: nameIn(names, each.by),
    at: speech.format.dateTime(each.at),
  }));
}
