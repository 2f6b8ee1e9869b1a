import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import type { PracticeObservation } from '../../../src/core/ladder/evidence.ts';
import {
  type Condition,
  gateOf,
  type GateInput,
  type GateRule,
  type PractisedCase,
  ruleState,
} from '../../../src/core/ladder/gate.ts';
import { defectKindsOf } from '../../../src/core/ladder/cards.ts';
import { competencies } from '../../../src/core/shared/competency.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const now = '2015-06-30T03:00:00.000Z';
const ago = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();
const { services, gate } = levelOf(catalogue, 1);
const kinds = defectKindsOf(catalogue, 1);

const practised = (index: number, change: Partial<PractisedCase> = {}): PractisedCase => ({
  at: ago(20 - index / 2),
  service: services[index % services.length]!,
  decisionRight: true,
  critical: 0,
  opportunities: 1,
  defects: kinds.map((defect) => ({ defect, found: true })),
  ...change,
});
const observed = (count: number, change: Partial<PracticeObservation> = {}): PracticeObservation[] =>
  Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    competencies.map((competency): PracticeObservation => ({
      sitting: index,
      competency,
      opportunity: `x/${index}`,
      difficulty: 0.3,
      score: index % 6 === 5 ? 0 : 1,
      at: ago(20 - index / 4),
      ...change,
    })),
  );

const checkOf = (kind: string) => [...catalogue.checks.values()].find(({ defect }) => defect === kind)!;
/** Each kind of defect found in one file, so many days ago; they bear on an ability of their own. */
const reviewed = (
  days: number,
  but: Partial<Record<string, Partial<PracticeObservation>>> = {},
): PracticeObservation[] =>
  kinds.map((kind) => ({
    sitting: 1000 + days,
    competency: 'VER',
    opportunity: checkOf(kind).id,
    difficulty: 0.3,
    score: 1,
    at: ago(days),
    ...but[kind],
  }));

const ready: GateInput = {
  level: 1,
  now,
  observations: [...observed(40), ...reviewed(5)],
  cases: Array.from({ length: 24 }, (_, index) => practised(index)),
  previousValid: true,
  waived: false,
};
const conditionOf = (input: GateInput, id: Condition['id'], subject: string | null = null) =>
  gateOf(catalogue, input).conditions.find((condition) => condition.id === id && condition.subject === subject)!;
const closedBy = (input: GateInput): string[] => [
  ...new Set(
    gateOf(catalogue, input)
      .conditions.filter(({ met }) => !met)
      .map(({ id }) => id),
  ),
];

describe('gate', () => {
  it('opens when every condition is met', () => {
    const result = gateOf(catalogue, ready);
    expect(closedBy(ready)).to.deep.equal([]);
    expect(result.open).to.equal(true);
    expect(result.missingDefects).to.deep.equal([]);
  });

  it('lists a condition for each competency, each service and each rule', () => {
    expect(gateOf(catalogue, ready).conditions).to.have.length(7 * 3 + services.length + 5);
  });

  const cases: [string, Partial<GateInput>, string[]][] = [
    [
      'nothing at all',
      { observations: [], cases: [] },
      ['probability', 'observations', 'error', 'service', 'defects', 'retained', 'decisions', 'integrity'],
    ],
    ['too low an ability', { observations: [...observed(40, { score: 0.2 }), ...reviewed(5)] }, ['probability']],
    ['too much uncertainty', { observations: [...observed(21, { score: 1 }), ...reviewed(5)] }, ['error']],
    [
      'a service practised once',
      { cases: ready.cases.filter((each, index) => each.service !== 'KPS' || index < 4) },
      ['service', 'integrity'],
    ],
    [
      'a kind of defect never found',
      {
        cases: ready.cases.map((each) => ({
          ...each,
          defects: each.defects.map(({ defect }) => ({ defect, found: defect !== 'D10' })),
        })),
      },
      ['defects'],
    ],
    ['kinds of defect found too long ago', { observations: [...observed(40), ...reviewed(9)] }, ['retained']],
    [
      'a kind of defect missed when it was last met',
      { observations: [...observed(40), ...reviewed(12), ...reviewed(4, { D10: { score: 0 } })] },
      ['retained'],
    ],
    ['kinds of defect of which no review is known', { observations: observed(40) }, ['retained']],
    [
      'two of the last ten decisions wrong',
      { cases: ready.cases.map((each, index) => ({ ...each, decisionRight: index < 22 })) },
      ['decisions'],
    ],
    [
      'a critical error among the last twenty',
      { cases: ready.cases.map((each, index) => ({ ...each, critical: index === 4 ? 1 : 0 })) },
      ['integrity'],
    ],
    ['a level below that has expired', { previousValid: false }, ['previous']],
    [
      'evidence that is too old',
      { now: '2015-09-30T03:00:00.000Z' },
      ['probability', 'observations', 'error', 'service', 'defects', 'retained', 'decisions', 'integrity'],
    ],
  ];
  for (const [name, change, ids] of cases)
    it(`stays closed with ${name}`, () => {
      expect(closedBy({ ...ready, ...change })).to.deep.equal(ids);
      expect(gateOf(catalogue, { ...ready, ...change }).open).to.equal(false);
    });

  it('stays closed with too few observations, however sure', () => {
    const [first, ...others] = catalogue.levels;
    const strict = { ...catalogue, levels: [{ ...first!, gate: { ...first!.gate, observations: 90 } }, ...others] };
    expect(
      gateOf(strict, ready)
        .conditions.filter(({ met }) => !met)
        .map(({ id }) => id),
    ).to.deep.equal(competencies.map(() => 'observations'));
  });

  it('opens with one wrong decision of ten, and with a critical error that is twenty cases old', () => {
    const cases = ready.cases.map((each, index) => ({
      ...each,
      decisionRight: index !== 20,
      critical: index === 3 ? 1 : 0,
    }));
    expect(gateOf(catalogue, { ...ready, cases }).open).to.equal(true);
  });

  it('says what is there and what is needed', () => {
    expect(conditionOf({ ...ready, cases: ready.cases.slice(0, 5) }, 'integrity')).to.deep.equal({
      id: 'integrity',
      subject: null,
      met: false,
      waived: false,
      have: 5,
      need: gate.integrity,
    });
    expect(conditionOf({ ...ready, cases: ready.cases.slice(0, 1) }, 'service', services[0])).to.include({
      have: 1,
      need: gate.perService,
      met: false,
    });
    expect(conditionOf(ready, 'error', 'VER').have).to.be.at.most(gate.error);
  });

  it('stays closed at a level that has no services yet', () => {
    const bare = { ...catalogue, levels: catalogue.levels.map((each) => (each.level === 2 ? { ...each, services: [] } : each)) };
    const result = gateOf(bare, { ...ready, level: 2 });
    expect(result.open).to.equal(false);
    expect(defectKindsOf(bare, 2)).to.deep.equal([]);
  });

  describe('with rule 2 waived', () => {
    const waived = (change: Partial<GateInput>) => gateOf(catalogue, { ...ready, ...change, waived: true });
    const rules: GateRule[] = [1, 2, 3, 4, 5];
    const states = (change: Partial<GateInput>) => rules.map((rule) => ruleState(waived(change), rule));
    const sparse = ready.cases.filter((each) => each.service !== 'KPS').map((each) => ({ ...each, defects: [] }));

    it('opens without the practice, and marks what is waived', () => {
      const result = waived({ cases: [...sparse, ...sparse], observations: observed(40) });
      expect(result.open).to.equal(true);
      const lacking = result.conditions.filter(({ met }) => !met);
      expect(lacking.map(({ id, waived: marked }) => [id, marked])).to.deep.equal([
        ['service', true],
        ['defects', true],
        ['retained', true],
      ]);
      expect(states({ cases: [...sparse, ...sparse], observations: observed(40) })).to.deep.equal(['met', 'waived', 'met', 'met', 'met']);
    });

    it('marks nothing that is met', () => {
      expect(waived({}).conditions.filter((each) => each.waived)).to.deep.equal([]);
      expect(states({})).to.deep.equal(['met', 'met', 'met', 'met', 'met']);
    });

    const others: [GateRule, Partial<GateInput>][] = [
      [1, { observations: [...observed(40, { score: 0.2 }), ...reviewed(5)] }],
      [3, { cases: ready.cases.map((each, index) => ({ ...each, decisionRight: index < 22 })) }],
      [4, { cases: ready.cases.map((each, index) => ({ ...each, critical: index === 4 ? 1 : 0 })) }],
      [5, { previousValid: false }],
    ];
    for (const [rule, change] of others)
      it(`stays closed by rule ${rule}`, () => {
        expect(waived(change).open).to.equal(false);
        expect(rules.filter((each) => ruleState(waived(change), each) === 'unmet')).to.deep.equal([rule]);
        expect(waived(change).conditions.filter((each) => each.waived)).to.deep.equal([]);
      });

    it('changes nothing else: numbers, evidence and kinds of defect stay as they are', () => {
      fc.assert(
        fc.property(fc.nat(40), fc.nat(24), fc.boolean(), (count, done, previousValid) => {
          const input = { ...ready, observations: observed(count), cases: ready.cases.slice(0, done), previousValid };
          const [plain, eased] = [gateOf(catalogue, input), gateOf(catalogue, { ...input, waived: true })];
          const bare = ({ conditions, open: _, ...rest }: typeof plain) => ({ ...rest, conditions: conditions.map(({ waived: __, ...each }) => each) });
          expect(bare(eased)).to.deep.equal(bare(plain));
          expect(eased.open).to.equal(rules.every((rule) => rule === 2 || ruleState(plain, rule) === 'met'));
        }),
        { numRuns: 50 },
      );
    });
  });

  it('never closes by more good work of today', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (more) => {
        const cases = [...ready.cases, ...Array.from({ length: more }, () => practised(0, { at: now }))];
        expect(gateOf(catalogue, { ...ready, cases }).open).to.equal(true);
      }),
    );
  });

  it('is met exactly where the number that is there suffices', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(24), (count, done) => {
        for (const { id, met, have, need } of gateOf(catalogue, {
          ...ready,
          observations: observed(count),
          cases: ready.cases.slice(0, done),
        }).conditions)
          expect(met).to.equal(id === 'error' ? have <= need : have >= need);
      }),
      { numRuns: 50 },
    );
  });
});
