import { expect } from 'chai';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { evidenceOf, type PracticeObservation, worthOfHelp } from '../../../src/core/ladder/evidence.ts';
import { gateOf, type PractisedCase } from '../../../src/core/ladder/gate.ts';
import { difficultyMet, type HelpDegree } from '../../../src/core/ladder/help.ts';
import { materials, poolOf } from '../../../src/core/ladder/material.ts';
import { aimAfter, evenAbilities } from '../../../src/core/ladder/next-practice.ts';
import { expectedSuccess } from '../../../src/core/ladder/opportunities.ts';
import { expectedOfService, planCase, target, type Wants } from '../../../src/core/ladder/plan-case.ts';
import { reviewsOf } from '../../../src/core/mastery/spacing.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const now = '2015-06-30T03:00:00.000Z';
const wantsAt = (theta: number, more: Partial<Wants> = {}): Wants => ({ abilities: evenAbilities(theta), need: new Map(), seenChecks: new Set(), aim: target.success, helpedInRow: 0, known: true, ...more });
const settingAt = (theta: number, level = 3, more: Partial<Wants> = {}) => expectedOfService(catalogue, 'IMBR', level, wantsAt(theta, more), 'a');
const answers = (score: (at: number) => number, help?: HelpDegree, count = 80): PracticeObservation[] =>
  Array.from({ length: count }, (_, at) => ({ sitting: 1 + Math.floor(at / 10), competency: 'VER', opportunity: 'ktp-present', difficulty: 0, score: score(at), at: now, ...(help && { help }) }));

describe('help with practice', () => {
  it('comes where the easiest file is below the band, the more the less is able, and brings the file into it', () => {
    const degrees = [-1.5, -0.7, 0, 2].map((theta) => settingAt(theta).setting.help);
    expect(degrees).to.deep.equal(degrees.toSorted((a, b) => b - a));
    expect(degrees[0]).to.equal(3);
    expect(degrees.at(-1)).to.equal(0);
    for (const theta of [-0.7, -0.3, 0]) expect(settingAt(theta).success).to.be.within(target.low, target.high);
  });

  it('leaves a file out as often as the band allows, but none of which most would fail', () => {
    const weak = 0.3;
    expect(settingAt(weak).setting.help).to.be.above(0);
    expect(settingAt(weak, 3, { helpedInRow: 3 }).setting.help).to.equal(0);
    expect(settingAt(-1.5, 3, { helpedInRow: 9 }).setting.help).to.be.above(0);
    // Of somebody new it is not known yet what help is worth to him.
    expect(settingAt(-1.5, 3, { known: false }).setting.help).to.equal(0);
  });

  it('is chosen without knowing what will be broken', () => {
    const { setting } = settingAt(0.1);
    const plans = Array.from({ length: 60 }, (_, at) => planCase(catalogue, 'IMBR', 3, wantsAt(0.1), `s${at}`, setting));
    expect(new Set(plans.map(({ decision }) => decision)).size).to.be.above(2);
    for (const plan of plans) expect(plan.setting).to.equal(setting);
  });

  it('counts neither for ability, services and decisions nor for kinds found, and makes a recall hard', () => {
    const helped = answers(() => 1, 2);
    const cases: PractisedCase[] = [{ at: now, service: 'SIUP', decisionRight: true, critical: 0, opportunities: 1, defects: [{ defect: 'D03', found: true }], help: 2 }];
    const gate = (given: PractisedCase[]) => gateOf(catalogue, { level: 1, now, observations: helped, cases: given, previousValid: true, waived: false });
    const nothing = gateOf(catalogue, { level: 1, now, observations: [], cases: [], previousValid: true, waived: false });
    for (const { id, subject, have } of gate(cases).conditions) if (id !== 'retained') expect(have, `${id} ${subject}`).to.equal(nothing.conditions.find((each) => each.id === id && each.subject === subject)!.have);
    // A critical error is one, with help or without.
    const clean: PractisedCase = { ...cases[0]!, help: 0, at: '2015-06-29T03:00:00.000Z' };
    const integrity = (given: PractisedCase[]) => gate(given).conditions.find(({ id }) => id === 'integrity')!.have;
    expect([integrity([clean]), integrity([clean, cases[0]!]), integrity([clean, { ...cases[0]!, critical: 1 }])]).to.deep.equal([1, 1, 0]);
    expect(reviewsOf(helped.slice(0, 1), () => 'D03').get('D03')).to.deep.equal([{ at: now, recall: 'hard' }]);
    expect(reviewsOf(answers(() => 1).slice(0, 1), () => 'D03').get('D03')).to.deep.equal([{ at: now, recall: 'good' }]);
  });

  it('makes what was done with it easier by its worth, but not the clock', () => {
    expect(difficultyMet({ opportunity: 'decision', difficulty: 0.2, help: 2 })).to.be.closeTo(-1.4, 1e-9);
    expect(difficultyMet({ opportunity: 'time', difficulty: -0.4, help: 3 })).to.equal(-0.4);
    const theta = (help?: HelpDegree) => evidenceOf(answers((at) => (at % 4 === 0 ? 0 : 1), help), 1).find(({ competency }) => competency === 'VER')!.theta;
    expect(theta(2)).to.be.below(theta() - 1);
  });

  it('is worth to each person what shows beside his answers without it', () => {
    const alone = answers((at) => at % 2);
    expect(worthOfHelp(alone, 1)).to.equal(1);
    const useless = worthOfHelp([...alone, ...answers((at) => at % 2, 2)], 1);
    const great = worthOfHelp([...alone, ...answers((at) => (at % 16 === 0 ? 0 : 1), 2)], 1);
    expect(useless).to.be.below(0.7);
    expect(great).to.be.above(1.2);
  });
});

describe('the material of a practice file', () => {
  it('grows harder with ability, beyond the level only for whom its own is too easy', () => {
    const order = [-1, 0.8, 1.3, 2.2, 4].map((theta) => materials.indexOf(settingAt(theta).setting.material));
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b));
    expect(materials[order.at(-1)!]).to.equal('stretch');
    expect(materials[order[0]!]).to.equal('easy');
  });

  it('keeps to the numbers of the level, and of the next for a stretch; the highest level has none above it', () => {
    for (const { level, services } of catalogue.levels)
      for (const service of services) {
        const above = catalogue.levels.find((each) => each.level === level + 1) ?? levelOf(catalogue, level);
        for (const material of materials) {
          const pool = poolOf(catalogue, service, level, material);
          const rules = material === 'stretch' ? above : levelOf(catalogue, level);
          expect(pool.decoyCount[1]).to.be.at.most(rules.decoys[1]);
          expect(pool.defects[1]).to.be.at.most(rules.defects[1]);
          for (const script of [...pool.guides, ...pool.messages]) expect(script.levels).to.include(rules.level);
          expect(new Set(pool.messages.map(({ kind }) => kind)).size).to.equal(2);
        }
        const expected = (material: (typeof materials)[number]) => expectedSuccess(catalogue, service, level, [], evenAbilities(1), { material, help: 0 });
        expect(expected('hard'), service).to.be.at.most(expected('usual')).and.to.be.below(expected('easy'));
      }
  });

  it('is what the case has', () => {
    const { drawn, broken } = planCase(catalogue, 'IMBR', 3, wantsAt(4), 's', { material: 'stretch', help: 0 });
    const permitCase = generateCase(catalogue, { service: 'IMBR', level: 3, seed: 's', breaks: broken.map(({ id }) => id), decoys: [...drawn!.decoys], talk: { guide: drawn!.guide, message: drawn!.message } });
    expect(permitCase.conversations.map(({ script }) => script)).to.deep.equal([drawn!.guide, drawn!.message]);
    expect(decoysOf(catalogue, 'IMBR').map(({ id }) => id)).to.include.members([...drawn!.decoys]);
    expect(drawn!.decoys.length).to.equal(levelOf(catalogue, 4).decoys[1]);
  });
});

describe('what the next file aims at', () => {
  it('makes up for what the last answers missed, within the band', () => {
    const aim = (share: number, count = 100) => aimAfter(answers((at) => (at % 10 < share * 10 ? 1 : 0), undefined, count));
    expect(aimAfter([])).to.equal(target.success);
    expect(aim(0.7)).to.be.closeTo(0.85, 1e-9);
    expect(aim(0.8)).to.be.closeTo(0.75, 1e-9);
    expect([aim(0.2), aim(1)]).to.deep.equal([target.high, target.low]);
    expect(aim(0.5, 20)).to.be.below(aim(0.5, 100));
  });
});
