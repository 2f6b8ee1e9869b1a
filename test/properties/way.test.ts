import { expect } from 'chai';
import type { PermitCase, Recipe } from '../../src/core/cases/dossier.ts';
import { cleanFacts, generateCase, makingOf } from '../../src/core/cases/generate.ts';
import { type Check, checksOf } from '../../src/core/checks/check.ts';
import { type Action, type Command } from '../../src/core/desk/action.ts';
import { refusal } from '../../src/core/desk/refusal.ts';
import { desk } from '../../src/core/desk/desk.ts';
import { caseNow, documentsOf, nextStage, stagesOf, wayOf } from '../../src/core/desk/way.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { type Archetype } from '../../src/core/operators/profile.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { contentWithTeams as content } from '../support/content.ts';
import { render, requestFor } from '../features/desk/desk-pages.ts';
import { masked } from '../support/mask.ts';
import { acted, examineUpload, examineWay, type LaterStage, letThroughTo } from './way-examiner.ts';

const services = [...content().services.keys()];
const later: LaterStage[] = ['recommendation', 'payment', 'permit', 'dispatch'];
const seeds = Number(process.env['WAY_SEEDS'] ?? 12);

describe('what arrives in the later stages', function () {
  this.timeout(300_000);
  for (const stage of later)
    it(`${stage}: same bytes, clean without a fault, each check broken alone, no truth in it`, () => {
      const examined = services.map((service) => examineWay(service, stage, seeds));
      const sum = (name: 'arrivals' | 'broken' | 'decoys') => examined.reduce((total, entry) => total + entry[name], 0);
      console.log(`      ${sum('arrivals')} arrivals, ${sum('broken')} broken, ${sum('decoys')} decoys`);
      expect(examined.flatMap(({ violations }) => violations).slice(0, 8)).to.deep.equal([]);
      expect(sum('broken')).to.equal(sum('arrivals'));
    });

  it('the second upload cures what was named, mostly, leaves the rest, and breaks one thing now and then', () => {
    const examined = services.map((service) => examineUpload(service, seeds));
    expect(examined.flatMap(({ violations }) => violations).slice(0, 8)).to.deep.equal([]);
    const sum = (name: 'again' | 'cured' | 'fresh') => examined.reduce((total, { uploads }) => total + uploads[name], 0);
    console.log(`      cured ${sum('cured')}, left ${sum('again')}, new ${sum('fresh')}`);
    for (const name of ['again', 'cured', 'fresh'] as const) expect(sum(name), name).to.be.above(0);
    expect(sum('cured')).to.be.above(3 * sum('again'));
  });
});

describe('operators on the whole way', function () {
  this.timeout(300_000);
  const startAt = '2015-05-28T01:00:00.000Z';
  const count = Number(process.env['WAY_CASES'] ?? 48);
  const recipes = [2, 3, 4, 5].flatMap((level) => services.flatMap((service) => Array.from({ length: Math.ceil(count / services.length) }, (_, seed): Recipe => ({ service, level, seed: `way-${seed}` }))));
  const play = (archetype: Archetype) =>
    recipes.map((recipe, at) => {
      const permitCase = generateCase(content(), recipe);
      const actions = operate(content(), permitCase, { archetype, random: randomFrom(at, archetype), startAt, recipe });
      return { recipe, permitCase, actions, grade: gradeCase(content(), permitCase, actions) };
    });
  const played = new Map<Archetype, ReturnType<typeof play>>();
  const of = (archetype: Archetype) => {
    if (!played.has(archetype)) played.set(archetype, play(archetype));
    return played.get(archetype)!;
  };
  const mean = (archetype: Archetype, level?: number) => {
    const list = of(archetype).filter(({ recipe }) => level === undefined || recipe.level === level);
    return list.reduce((sum, { grade }) => sum + grade.total, 0) / list.length;
  };

  it('an expert earns 95 or more at every level, makes no critical error and decides rightly in every stage', () => {
    for (const level of [2, 3, 4, 5]) {
      console.log(`      level ${level}: expert ${mean('expert', level).toFixed(1)}`);
      expect(mean('expert', level), `level ${level}`).to.be.at.least(95);
    }
    for (const { recipe, grade } of of('expert')) {
      expect(grade.critical, JSON.stringify(recipe)).to.deep.equal([]);
      expect(grade.decisionRight, JSON.stringify(recipe)).to.equal(true);
      expect(grade.total, JSON.stringify(recipe)).to.be.above(88);
    }
  });

  it('every stage of the ways of the pack is worked on', () => {
    const worked = new Set(of('expert').flatMap(({ permitCase, actions }) => stagesOf(permitCase, actions).map(({ stage }) => stage)));
    const ways = new Set(recipes.flatMap((recipe) => wayOf(content(), recipe)));
    expect(worked).to.deep.equal(ways);
  });

  for (const archetype of ['expert', 'steady', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt'] as const)
    it(`the desk allows every action of ${archetype}, and the marks of every stage sum to the total`, () => {
      for (const { recipe, permitCase, actions, grade } of of(archetype)) {
        actions.forEach((action, at) => {
          if (action.type === 'arrive') return;
          const { at: _, ...command } = action;
          expect(refusal(content(), permitCase, actions.slice(0, at), command as Command), `${JSON.stringify(recipe)} ${action.type}`).to.equal(null);
        });
        expect(grade.marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(grade.total, 1e-9);
        expect(grade.marks.reduce((sum, { outOf }) => sum + outOf, 0)).to.be.closeTo(100, 1e-9);
        expect(new Set(grade.marks.map(({ id }) => id)).size).to.equal(grade.marks.length);
      }
    });

  it('orders them as they work; who does not look earns little; who takes a reward always fails', () => {
    const archetypes = ['expert', 'steady', 'learning', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt'] as const;
    console.log(`      ${archetypes.map((archetype) => `${archetype} ${mean(archetype).toFixed(1)}`).join(', ')}`);
    expect(mean('steady')).to.be.below(mean('expert'));
    expect(mean('learning')).to.be.below(mean('steady'));
    expect(mean('hasty')).to.be.below(mean('learning'));
    for (const lazy of ['rubber-stamp', 'reject-all'] as const) {
      for (const level of [2, 3, 4, 5]) expect(mean(lazy, level), `${lazy} at level ${level}`).to.be.at.most(30);
      expect(mean('hasty')).to.be.above(mean(lazy));
    }
    for (const { recipe, grade } of of('corrupt')) expect(grade.critical.map(({ code }) => code), JSON.stringify(recipe)).to.include('CE1');
  });
});

/** What a check changes that a page shows; registries are seen only when asked. */
const visible = (check: Check): string[] =>
  check.writes.filter((path) => !path.startsWith('@')).map((path) => (path.includes('.') ? `data-datum="${path}"` : `data-sheet="${path}"`));

/** A page of the case as it is after these actions, without what a fault may change. */
async function pageOf(name: 'show' | 'decision' | 'check', permitCase: PermitCase, actions: readonly Action[], hidden: readonly string[], document: string | null = null): Promise<string> {
  const request = {
    ...requestFor(permitCase, [], 'id', content()),
    permitCase: caseNow(permitCase, actions),
    desk: desk(content(), permitCase, actions),
    next: nextStage(content(), permitCase, actions),
    document,
  };
  return hidden.reduce(masked, await render(name, request));
}

describe('twins of the later stages', function () {
  this.timeout(300_000);
  // The usual run takes every second service for a check, the next check the others; WAY_TWINS=1 all of them once.
  const whole = process.env['WAY_TWINS'] !== undefined;
  const pairs = Number(process.env['WAY_TWINS'] ?? 1);

  for (const stage of later)
    it(`${stage}: a file with and without a fault looks the same but for the datum itself`, async () => {
      const leaks: string[] = [];
      let pages = 0;
      for (const [turn, service] of services.entries())
        for (const check of checksOf(content(), service, stage).filter((_, at) => whole || (at + turn) % 2 === 0))
          for (let seed = 0; seed < pairs; seed++) {
            // Dispatch is part of the last level only.
            const recipe = (broken: string[]): Recipe => ({ service, level: stage === 'payment' || stage === 'recommendation' ? 3 : 5, seed: `twin-${seed}`, breaks: [], later: { recommendation: [], payment: [], permit: [], dispatch: [], [stage]: broken } });
            const [clean, broken] = [letThroughTo(recipe([]), stage), letThroughTo(recipe([check.id]), stage)];
            if (!clean || !broken) continue;
            const papers = documentsOf(content(), content().services.get(service)!, stage);
            const read = acted(...papers.map((document) => ({ type: 'open-document' as const, document })));
            const views: [Parameters<typeof pageOf>[0], string | null, Action[]][] = [
              ['show', null, []],
              ...papers.map((document): [Parameters<typeof pageOf>[0], string, Action[]] => ['show', document, read]),
              ['decision', null, read],
              ['check', null, [...read, ...acted({ type: 'decide', decision: 'proceed', reasons: [] })]],
            ];
            for (const [name, document, more] of views) {
              pages += 2;
              const [a, b] = await Promise.all([clean, broken].map(({ permitCase, actions }) => pageOf(name, permitCase, [...actions, ...more], visible(check), document)));
              if (a !== b) leaks.push(`${service} ${check.id} twin-${seed} ${name} ${document}`);
            }
          }
      console.log(`      ${pages} pages compared`);
      expect(leaks.slice(0, 5)).to.deep.equal([]);
    });

  it('the pages between two stages are the same whatever was right', async () => {
    const leaks: string[] = [];
    for (const [at, service] of services.entries())
      // Every twelfth check: what a page shows does not depend on which it is.
      for (const check of checksOf(content(), service).filter((_, index) => index % 12 === at % 12)) {
        const recipe: Recipe = { service, level: 5, seed: 'between', breaks: [check.id], later: { recommendation: [], payment: [], permit: [], dispatch: [] } };
        // The twin has the same facts: what is only there to be broken is there to be in order, too.
        const permitCase = generateCase(content(), recipe);
        const { dossier, registries } = cleanFacts(content(), makingOf(content(), recipe));
        const twin = { ...permitCase, dossier, registries };
        const sent = acted({ type: 'decide', decision: 'proceed', reasons: [] }, { type: 'send' });
        const stage = wayOf(content(), permitCase)[2]!;
        for (const actions of [sent.slice(0, 1), sent, [...sent, ...letThroughTo(recipe, stage as LaterStage)!.actions.slice(-1)]])
          for (const name of ['show', 'decision', 'check'] as const) {
            const document = name === 'show' ? dossier.documents[0]!.kind : null;
            const [a, b] = await Promise.all([permitCase, twin].map((each) => pageOf(name, each, actions.map((action) => (action.type === 'arrive' ? { ...action, form: each.dossier.form } : action)), visible(check), document)));
            if (a !== b) leaks.push(`${service} ${check.id} ${name} after ${actions.length}`);
          }
      }
    expect(leaks.slice(0, 5)).to.deep.equal([]);
  });
});
