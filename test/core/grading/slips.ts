import { expect } from 'chai';
import { type PermitCase } from '../../../src/core/cases/dossier.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { type Grade } from '../../../src/core/grading/mark.ts';
import * as scores from '../../../src/core/grading/scores.ts';
import { type Draft, record } from '../../support/actions.ts';
import { content } from '../../support/content.ts';

/** Grades a list of drafts, reads the grade, and makes slips in a list in which everything is right. */

export const grade = (permitCase: PermitCase, drafts: readonly Draft[], seconds?: number) => gradeCase(content(), permitCase, record(drafts, seconds));
export const near = (actual: number, expected: number) => expect(actual).to.be.closeTo(expected, 1e-9);
export const mark = ({ marks }: Grade, id: string) => marks.find((candidate) => candidate.id === id)!;
export const lost = ({ marks }: Grade) => marks.filter(({ points, outOf }) => Math.abs(points - outOf) > 1e-9).map(({ id }) => id);

/** Points of 100 that a part is worth when all seven parts are there (their weights sum to 1.05). */
export const worth = (part: scores.CasePart) => (100 * scores.permitWeights[part]) / 1.05;

/** The drafts with every step of a type changed. */
export const change = (drafts: readonly Draft[], type: Draft['type'], by: object): Draft[] =>
  drafts.map((draft) => (draft.type === type ? ({ ...draft, ...by } as Draft) : draft));
export const without = (drafts: readonly Draft[], type: Draft['type'], more: (draft: Draft) => boolean = () => true) =>
  drafts.filter((draft) => draft.type !== type || !more(draft));
export const before = (drafts: readonly Draft[], type: Draft['type'], ...added: Draft[]): Draft[] =>
  drafts.flatMap((draft) => (draft.type === type ? [...added, draft] : [draft]));
export const letter = (drafts: readonly Draft[], slots: object, more: object = {}) =>
  drafts.map((draft) => (draft.type === 'write-letter' ? { ...draft, slots: { ...draft.slots, ...slots }, ...more } : draft));

export const phone: Draft = { type: 'pin-finding', id: 'phone-0001', document: 'form', field: 'phone', problem: 'invalid-number', clause: '' };
