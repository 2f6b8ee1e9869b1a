import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf, serviceOf } from '../../../src/core/catalogue/catalogue.ts';
import type { PracticeObservation } from '../../../src/core/ladder/evidence.ts';
import { defectKindsOf, gateOf, type PractisedCase } from '../../../src/core/ladder/gate.ts';
import { focusOf, nextPractice, weakestCompetency } from '../../../src/core/ladder/next-practice.ts';
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
const gateAfter = (cases: Partial<PractisedCase>[], competency?: 'REG', reviews = remembered()) =>
  gateOf(catalogue, {
    level: 1,
    now,
    cases: cases.map((each) => ({ at: now, service: 'SIUP', decisionRight: true, critical: 0, defects: [], ...each })),
    observations: [
      ...(competency ? [{ sitting: 1, competency, opportunity: 'x', difficulty: 0, score: 0, at: now }] : []),
      ...reviews,
    ],
    previousValid: true,
    waived: false,
  });
const twice = (codes: readonly string[]) => codes.flatMap((service) => [{ service }, { service }]);
const all = [{ service: 'SIUP', defects: kinds.map((defect) => ({ defect, found: true })) }];

describe('next practice', () => {
  it('proposes the service that was not practised enough', () => {
    const gate = gateAfter(twice(services.filter((code) => code !== 'KPS')));
    expect(nextPractice(catalogue, 1, gate, 'a')).to.include({ service: 'KPS' });
    expect(nextPractice(catalogue, 1, gate, 'a')!.reason).to.deep.equal({
      id: 'service',
      subject: 'KPS',
      have: 0,
      need: 2,
    });
  });

  it('then the one whose files show kinds of defect not found yet', () => {
    const defects = kinds.filter((kind) => kind !== 'D33').map((defect) => ({ defect, found: true }));
    const gate = gateAfter([...twice(services), { defects }]);
    const next = nextPractice(catalogue, 1, gate, 'a')!;
    expect(next.service).to.equal('KPS');
    expect(next.reason).to.deep.equal({ id: 'defects', subject: 'KPS', have: kinds.length - 1, need: kinds.length });
  });

  it('and the one whose files show kinds of defect that are due, which it may break', () => {
    const gate = gateAfter([...twice(services), ...all], undefined, remembered(['D33']));
    expect(gate.missingDefects).to.deep.equal([]);
    expect(gate.dueDefects).to.deep.equal(['D33']);
    const next = nextPractice(catalogue, 1, gate, 'a')!;
    expect(next.reason).to.deep.equal({ id: 'retained', subject: 'KPS', have: kinds.length - 1, need: kinds.length });
    const focus = focusOf(catalogue, 'KPS', gate, (list) => list[0]!)!;
    expect(catalogue.checks.get(focus)!.defect).to.equal('D33');
  });

  it('then the weakest competency, and a service with a levy where that is classification', () => {
    const gate = gateAfter([...twice(services), ...all], 'REG');
    expect(weakestCompetency(gate)).to.equal('REG');
    expect(nextPractice(catalogue, 1, gate, 'a')!.reason).to.include({ id: 'competency', subject: 'REG' });
    for (const seed of ['a', 'b', 'c']) expect(nextPractice(catalogue, 1, gate, seed, 'KLS')!.service).to.equal('RKLI');
  });

  it('gives the wish of the person precedence', () => {
    const gate = gateAfter(twice(['RKLI']));
    expect(nextPractice(catalogue, 1, gate, 'a')!.service).to.not.equal('RKLI');
    expect(nextPractice(catalogue, 1, gate, 'a', 'KLS')!.service).to.equal('RKLI');
  });

  it('begins with the shortest case, without a check to break', () => {
    for (const seed of ['a', 'b', 'c'])
      expect(nextPractice(catalogue, 1, gateAfter([]), seed)).to.deep.equal({
        service: 'KPS',
        reason: { id: 'service', subject: 'KPS', have: 0, need: 2 },
        focus: null,
      });
    expect(nextPractice(catalogue, 1, gateAfter([]), 'a', 'KLS')!.service).to.equal('RKLI');
  });

  it('proposes the same for the same seed, something known, and now and then a check to break', () => {
    const gate = gateAfter(twice(['KPS']));
    const focused = new Set<boolean>();
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const next = nextPractice(catalogue, 1, gate, seed)!;
        expect(nextPractice(catalogue, 1, gate, seed)).to.deep.equal(next);
        expect(services).to.include(next.service);
        if (next.focus) expect(serviceOf(catalogue, next.service).checks).to.include(next.focus);
        focused.add(next.focus !== null);
      }),
    );
    expect(focused.size).to.equal(2);
  });

  it('has nothing to focus on when every kind was found and is remembered, and nothing to propose without services', () => {
    const gate = gateAfter([...twice(services), ...all]);
    expect(focusOf(catalogue, 'SIUP', gate, (list) => list[0]!)).to.equal(null);
    const bare = { ...catalogue, levels: catalogue.levels.map((each) => ({ ...each, services: [] })) };
    expect(nextPractice(bare, 2, gate, 'a')).to.equal(null);
  });
});
