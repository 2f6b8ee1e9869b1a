import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { collide } from '../../../src/core/checks/check.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { cardsOf, defectKindsOf } from '../../../src/core/ladder/cards.ts';
import { evenAbilities } from '../../../src/core/ladder/next-practice.ts';
import { expectedSuccess } from '../../../src/core/ladder/opportunities.ts';
import { chancesOf, planCase, target, type Wants } from '../../../src/core/ladder/plan-case.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const now = '2015-06-30T03:00:00.000Z';

/** Somebody of this ability who has just found every kind of defect but for some, which are due. */
function wantsWith(level: number, due: readonly string[], theta = 0): Wants {
  const kinds = defectKindsOf(catalogue, level);
  const reviews = new Map(kinds.map((kind) => [kind, [{ at: due.includes(kind) ? '2015-06-01T03:00:00.000Z' : now, recall: 'good' as const }]]));
  return { abilities: evenAbilities(theta), need: new Map<string, number>(cardsOf(catalogue, level, { reviews, found: new Set(kinds), now }).map((card) => [card.kind, card.urgency])), seenChecks: new Set(), aim: target.success, helpedInRow: 0, known: true };
}
const plans = (service: string, level: number, wants: Wants, count: number) => Array.from({ length: count }, (_, at) => planCase(catalogue, service, level, wants, `seed-${at}`));

describe('planning a practice file', () => {
  it('draws the right decision by the mix of the level, whatever is due', () => {
    for (const due of [[], ['D33', 'D19', 'D06'], defectKindsOf(catalogue, 1)]) {
      const made = plans('KPS', 1, wantsWith(1, due), 2000);
      const share = (wanted: string) => made.filter(({ decision }) => decision === wanted).length / made.length;
      for (const [decision, mix] of Object.entries(levelOf(catalogue, 1).keyMix)) expect(share(decision), `${decision}, ${due.length} due`).to.be.closeTo(mix, 0.035);
      for (const { decision, broken } of made) expect(broken.length > 0, decision).to.equal(decision !== 'proceed');
    }
  });

  it('brings a due kind back in most of the files that can show it', () => {
    const shown = (due: readonly string[]) => {
      const able = plans('SIUP', 1, wantsWith(1, due), 300).filter(({ decision }) => decision === 'return');
      return able.filter(({ broken }) => broken.some(({ defect }) => defect === 'D14')).length / able.length;
    };
    expect(shown(['D14'])).to.be.above(0.7);
    expect(shown([])).to.be.below(0.2);
  });

  it('brings a kind that calls for a referral back in files to be rejected as well, and in no other', () => {
    const made = plans('IUI', 3, wantsWith(3, ['D30']), 400);
    const shown = (decision: string) => {
      const those = made.filter((plan) => plan.decision === decision);
      return those.filter(({ broken }) => broken.some(({ defect }) => defect === 'D30')).length / those.length;
    };
    expect(shown('refer')).to.be.above(0.7);
    expect(shown('reject')).to.be.above(0.5);
    expect(shown('return')).to.equal(0);
    expect(shown('proceed')).to.equal(0);
    for (const [decision, mix] of Object.entries(levelOf(catalogue, 3).keyMix)) expect(made.filter((plan) => plan.decision === decision).length / made.length, decision).to.be.closeTo(mix, 0.07);
  });

  it('knows in how many files of a service a kind can be shown', () => {
    const { reject, refer } = levelOf(catalogue, 3).keyMix;
    expect(chancesOf(catalogue, 'IUI', 3).get('D30')).to.be.closeTo(reject + refer, 1e-9);
    expect(chancesOf(catalogue, 'RKLP', 3).get('D36')).to.be.closeTo(0.7, 1e-9);
    expect(chancesOf(catalogue, 'SIUP', 3).has('D30')).to.equal(false);
  });

  it('does not break again what was seen within a week', () => {
    const seen = new Set(['domicile-current']);
    const repeated = (seenChecks: ReadonlySet<string>) => plans('SIUP', 1, { ...wantsWith(1, ['D14', 'D11', 'D17']), seenChecks }, 300).filter(({ broken }) => broken.some(({ id }) => id === 'domicile-current')).length;
    expect(repeated(seen)).to.be.below(repeated(new Set()) / 2);
  });

  it('makes files harder for the able', () => {
    const difficulty = (theta: number) => {
      const broken = plans('IMBR', 3, wantsWith(3, [], theta), 150).flatMap((plan) => plan.broken.map((check) => check.difficulty));
      return broken.reduce((sum, each) => sum + each, 0) / broken.length;
    };
    expect(difficulty(2)).to.be.above(difficulty(-0.5) + 0.3);
  });

  it('makes a case of every plan, whose truth has what was planned as far as the facts of one applicant allow it', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 5), fc.string(), fc.double({ min: -2, max: 3, noNaN: true }), (level, seed, theta) => {
        const { services } = levelOf(catalogue, level);
        const service = services[seed.length % services.length]!;
        const plan = planCase(catalogue, service, level, wantsWith(level, ['D06', 'D17'], theta), seed);
        plan.broken.forEach((check, at) => plan.broken.slice(0, at).forEach((other) => expect(collide(check, other)).to.equal(false)));
        const permitCase = generateCase(catalogue, { service, level, seed, breaks: plan.broken.map(({ id }) => id) });
        const truth = truthOf(catalogue, permitCase);
        const failing = new Set(truth.failing.map(({ id }) => id));
        if (plan.decision === 'proceed') expect(truth.decision).to.equal('proceed');
        else expect(plan.broken.some(({ id }) => failing.has(id))).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('expects more of the able, and less of a file with more to find', () => {
    const broken = plans('SIUP', 1, wantsWith(1, []), 40).map((plan) => plan.broken).find((list) => list.length === 2)!;
    const expected = (theta: number, list = broken) => expectedSuccess(catalogue, 'SIUP', 1, list, evenAbilities(theta));
    expect(expected(1)).to.be.above(expected(0));
    expect(expected(40)).to.be.closeTo(1, 1e-9);
    const hard = broken.map((check) => ({ ...check, difficulty: 3 }));
    expect(expected(0, hard)).to.be.below(expected(0, []));
  });
});
