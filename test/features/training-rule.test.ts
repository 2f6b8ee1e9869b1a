import { join } from 'node:path';
import { expect } from 'chai';
import ejs from 'ejs';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Clause } from '../../src/core/catalogue/content.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { languages } from '../../src/core/shared/text.ts';
import { presentMarks } from '../../src/features/evaluations/mark-presenter.ts';
import { presentSteps } from '../../src/features/evaluations/step-presenter.ts';
import { presentQuestions } from '../../src/features/questions/pack-presenter.ts';
import { presentTruth } from '../../src/features/grading/truth-presenter.ts';
import { createSpeech } from '../../src/platform/i18n.ts';
import { paths } from '../../src/platform/paths.ts';
import { content } from '../support/content.ts';
import { acts } from './desk/desk-case.ts';
import { render, requestFor } from './desk/desk-pages.ts';

const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
const words = { id: 'aturan latihan', en: 'training rule' } as const;
const tag = (language: 'id' | 'en') => `<span class="training-rule">${words[language]}</span>`;
const count = (html: string, part: string) => html.split(part).length - 1;

/** The pack in which this clause alone is a training rule. */
function only(id: string): Catalogue {
  const clauses = new Map<string, Clause>([...content().clauses].map(([key, clause]) => [key, { ...clause, confidence: key === id ? 'training' : 'high' }]));
  return { ...content(), clauses };
}

const clauseOf = (check: string) => content().checks.get(check)!.clause;
const recipe = { service: 'SIUP', level: 1, seed: 'tag', breaks: ['ktp-present'] };
const broken = (catalogue: Catalogue) => generateCase(catalogue, recipe);

describe('a training rule is named as one', () => {
  const rule = clauseOf('ktp-present');
  const pinned = acts({ type: 'open-document', document: 'KTP' }, { type: 'pin-finding', document: 'KTP', field: '', problem: 'missing-document', clause: rule });

  for (const language of languages) {
    it(`on the pin form, the findings, the reasons and the check page, in ${language}`, async () => {
      const catalogue = only(rule);
      const request = requestFor(broken(catalogue), pinned, language, catalogue);
      const title = catalogue.clauses.get(rule)!.title[language];
      const desk = await render('show', { ...request, document: 'NPWP', pin: 'NPWP.number' });
      expect(desk).to.include(`${title} (${words[language]})`);
      expect(count(desk, words[language]), 'the choice of the form and the finding').to.equal(2);
      expect(count(desk, tag(language))).to.equal(1);
      const decision = await render('decision', request);
      expect(decision).to.include(`${title} ${tag(language)}`);
      expect(count(decision, tag(language))).to.equal(1);
      const decided = requestFor(broken(catalogue), [...pinned, ...acts({ type: 'decide', id: 'decide-01', decision: 'return', reasons: [rule] })], language, catalogue);
      expect(await render('check', decided)).to.include(`${title} (${words[language]})`);
    });

    it(`nowhere else, in ${language}`, async () => {
      const catalogue = only('no-such-clause');
      const request = requestFor(broken(catalogue), pinned, language, catalogue);
      for (const page of [await render('show', { ...request, document: 'NPWP', pin: 'NPWP.number' }), await render('decision', request)]) expect(page).to.not.include(words[language]);
    });

    it(`in the marks, the steps and the truth of a case, in ${language}`, () => {
      const catalogue = only(rule);
      const permitCase = broken(catalogue);
      const speech = speak(language);
      const marks = presentMarks(gradeCase(catalogue, permitCase, pinned), catalogue, permitCase, pinned.map(({ id }) => id), speech);
      expect(marks.filter(({ clause }) => clause?.training).map(({ id }) => id)).to.include('DF/ktp-present');
      expect(marks.filter(({ clause }) => clause?.training).every(({ clause }) => clause!.title === catalogue.clauses.get(rule)!.title[language])).to.equal(true);
      expect(marks.find(({ id }) => id === 'DEC/reasons')!.expected).to.include(`(${words[language]})`);
      expect(presentSteps(catalogue, { position: 1, permitCase, actions: pinned, grade: null }, speech)[1]!.text).to.include(`(${words[language]})`);
      const truth = presentTruth(catalogue, permitCase, recipe, speech);
      expect(truth.reasons).to.deep.equal([{ id: rule, title: catalogue.clauses.get(rule)!.title[language], training: true }]);
      expect(truth.failing.map(({ id, training }) => [id, training])).to.deep.equal([['ktp-present', true]]);
      expect(truth.decoys.every(({ training }) => !training)).to.equal(true);
    });

    it(`beside the questions of a trainer, in ${language}`, () => {
      const questions = [...content().questions.values()];
      const shown = presentQuestions(questions, only(questions[0]!.clause), speak(language));
      expect(shown.map(({ clause }) => clause.training)).to.deep.equal(questions.map(({ clause }) => clause === questions[0]!.clause));
    });

    it(`by the same words wherever a template prints it, in ${language}`, async () => {
      const { t, format } = speak(language);
      const draw = (file: string, data: object) => ejs.renderFile(join(paths.views, file), { t, format, language, ...data }, { root: paths.views });
      for (const training of [true, false]) {
        const mark = { id: 'a', anchor: 'mark-1', part: 'a', competency: 'a', lost: '1', won: '0', outOf: '1', isLost: true, expected: 'a', done: 'a', place: null, clause: { id: 'x', title: 'Judul', text: 'Bunyi', training } };
        const html = await draw('sittings/marks.ejs', { groups: [{ stage: null, marks: [mark] }], lost: true, sum: null, notes: { byMark: {} } });
        expect(html).to.include(training ? `<summary>Judul ${tag(language)}</summary>` : '<summary>Judul</summary>');
        expect((await draw('parts/training.ejs', { training })).trim()).to.equal(training ? tag(language) : '');
        expect((await draw('parts/training.ejs', { training, plain: true })).trim()).to.equal(training ? `(${words[language]})` : '');
      }
    });
  }
});
