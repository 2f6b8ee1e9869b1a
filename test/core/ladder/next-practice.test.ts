import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf, serviceOf } from '../../../src/core/catalogue/catalogue.ts';
import { defectKindsOf } from '../../../src/core/ladder/cards.ts';
import type { PracticeObservation } from '../../../src/core/ladder/evidence.ts';
import { gateOf, type PractisedCase } from '../../../src/core/ladder/gate.ts';
import { offered, proposalOf, proposals, type Reason, weakestCompetency, wantsOf } from '../../../src/core/ladder/next-practice.ts';
import { chancesOf } from '../../../src/core/ladder/plan-case.ts';
import type { Competency } from '../../../src/core/shared/competency.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const now = '2015-06-30T03:00:00.000Z';
const { services } = levelOf(catalogue, 1);
const kinds = defectKindsOf(catalogue, 1);
const checkOf = (kind: string) => [...catalogue.checks.values()].find(({ defect }) => defect === kind)!.id;
/** Every kind of defect found just now, but for some that were missed. */
const remembered = (missed: readonly string[] = []): PracticeObservation[] =>
  kinds.map((kind) => ({
    sitting: 1,
    competency: 'VER',
    opportunity: checkOf(kind),
    difficulty: 0,
    score: missed.includes(kind) ? 0 : 1,
    at: missed.includes(kind) ? '2015-06-20T03:00:00.000Z' : now,
  }));

/** What is proposed to somebody with this history. */
function asked(cases: Partial<PractisedCase>[], { weak, reviews = remembered(), seed = 'a', wish }: { weak?: Competency; reviews?: PracticeObservation[]; seed?: string; wish?: Competency } = {}) {
  const practised = cases.map((each): PractisedCase => ({ at: now, service: 'SIUP', decisionRight: true, critical: 0, opportunities: 1, defects: [], ...each }));
  const observations = [...(weak ? [{ sitting: 1, competency: weak, opportunity: 'x', difficulty: 0, score: 0, at: now }] : []), ...reviews];
  const gate = gateOf(catalogue, { level: 1, now, cases: practised, observations, previousValid: true, waived: false });
  const input = { level: 1, gate, cases: practised, wants: wantsOf(catalogue, 1, gate, observations, now), seed, wish };
  return { gate, input, list: proposals(catalogue, input) };
}
const twice = (codes: readonly string[]) => codes.flatMap((service) => [{ service }, { service }]);
const all = [{ service: 'SIUP', defects: kinds.map((defect) => ({ defect, found: true })) }];
const reasonOf = <T extends Reason['id']>(reasons: readonly Reason[], id: T) => reasons.find((reason) => reason.id === id) as Extract<Reason, { id: T }> | undefined;

describe('the need of a kind of defect', () => {
  it('is the greater the less is remembered of it, most where it was never met, and nothing where it is remembered', () => {
    const spread = (kind: string) => services.filter((code) => serviceOf(catalogue, code).checks.some((id) => catalogue.checks.get(id)!.defect === kind)).length;
    const alike = kinds.filter((kind) => spread(kind) === services.length);
    expect(alike.length).to.be.at.least(4);
    const [never, longAgo, lately, kept] = alike as [string, string, string, string];
    const days: Record<string, string> = { [longAgo]: '2015-06-02', [lately]: '2015-06-26' };
    const reviews = remembered().filter(({ opportunity }) => opportunity !== checkOf(never)).map((each) => {
      const kind = catalogue.checks.get(each.opportunity)!.defect;
      return kind in days ? { ...each, score: 0, at: `${days[kind]}T03:00:00.000Z` } : each;
    });
    const { input } = asked([{ service: 'SIUP', defects: kinds.filter((kind) => kind !== never).map((defect) => ({ defect, found: true })) }], { reviews });
    const needOf = (kind: string) => input.wants.need.get(kind)!;
    expect(needOf(never)).to.be.above(needOf(longAgo));
    expect(needOf(longAgo)).to.be.above(needOf(lately));
    expect(needOf(lately)).to.be.above(0);
    expect(needOf(kept)).to.equal(0);
  });
});

describe('the need of a kind of defect that few files can show', () => {
  it('is greater by the root of how much seldomer they are', () => {
    const { input } = asked([], { reviews: [] });
    const chances = (kind: string) => services.reduce((sum, service) => sum + (chancesOf(catalogue, service, 1).get(kind) ?? 0), 0) / services.length;
    const [rare, usual] = ['D25', 'D02'] as const;
    expect(chances(usual)).to.be.closeTo(4 * chances(rare), 1e-9);
    expect(input.wants.need.get(rare)! / input.wants.need.get(usual)!).to.be.closeTo(2, 1e-9);
  });
});

describe('proposals for practice', () => {
  it('say of a service that was not practised enough how often it was', () => {
    const { list } = asked([...twice(services.filter((code) => code !== 'KPS')), ...all]);
    expect(list[0]!.service).to.equal('KPS');
    expect(list[0]!.reasons[0]).to.deep.equal({ id: 'service', have: 0, need: 2 });
  });

  it('prefer the service whose files can show kinds never found, and name them', () => {
    const defects = kinds.filter((kind) => kind !== 'D33').map((defect) => ({ defect, found: true }));
    const { list } = asked([...twice(services), { defects }]);
    expect(list[0]!.service).to.equal('KPS');
    expect(reasonOf(list[0]!.reasons, 'defects')).to.deep.equal({ id: 'defects', kinds: ['D33'] });
  });

  it('prefer the service whose files can show kinds that are due, and name them', () => {
    const { list, gate } = asked([...twice(services), ...all], { reviews: remembered(['D33']) });
    expect(gate.dueDefects).to.deep.equal(['D33']);
    expect(list[0]!.service).to.equal('KPS');
    expect(list[0]!.reasons[0]).to.deep.equal({ id: 'due', kinds: ['D33'] });
    expect(list.slice(1).flatMap(({ reasons }) => reasonOf(reasons, 'due') ?? [])).to.deep.equal([]);
  });

  it('name the weakest competency, and where that is classification a service that has something to compute', () => {
    const { gate, list } = asked([...twice(services), ...all], { weak: 'REG' });
    expect(weakestCompetency(gate)).to.equal('REG');
    expect(reasonOf(list[0]!.reasons, 'competency')).to.deep.equal({ id: 'competency', competency: 'REG' });
    for (const seed of ['a', 'b', 'c']) expect(asked([...twice(services), ...all], { seed, wish: 'KLS' }).list[0]!.service).to.equal('RKLI');
  });

  it('give the wish of the person precedence', () => {
    expect(asked(twice(['RKLI'])).list[0]!.service).to.not.equal('RKLI');
    expect(asked(twice(['RKLI']), { wish: 'KLS' }).list[0]!.service).to.equal('RKLI');
  });

  it('begin with the shortest case', () => {
    for (const seed of ['a', 'b', 'c']) expect(asked([], { seed }).list[0]!.service).to.equal('KPS');
    expect(asked([], { wish: 'KLS' }).list[0]!.service).to.equal('RKLI');
  });

  it('offer different services of the level, each with a reason and an expectation, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.constantFrom(...services), { maxLength: 12 }), (seed, done) => {
        const { list, input } = asked(done.map((service) => ({ service })), { seed });
        expect(proposals(catalogue, input)).to.deep.equal(list);
        expect(new Set(list.map(({ service }) => service)).size).to.equal(Math.min(offered, services.length));
        for (const { service, reasons, success } of list) {
          expect(services).to.include(service);
          expect(reasons).to.not.be.empty;
          expect(success).to.be.within(0, 1);
          for (const reason of reasons) if ('kinds' in reason) for (const kind of reason.kinds) expect(serviceOf(catalogue, service).checks.map((id) => catalogue.checks.get(id)!.defect)).to.include(kind);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('have reasons for a service that the person chose himself, and none for a level without services', () => {
    const { input } = asked(twice(services));
    expect(proposalOf(catalogue, 'TDP', input)).to.include({ service: 'TDP' });
    const bare = { ...catalogue, levels: catalogue.levels.map((each) => ({ ...each, services: [] })) };
    expect(proposals(bare, { ...input, level: 2 })).to.deep.equal([]);
  });
});
