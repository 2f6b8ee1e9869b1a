import { expect } from 'chai';
import fc from 'fast-check';
import { countsOf, type Dif, difOf, mantelHaenszel, type Stratum } from '../../../src/core/analysis/dif.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { abilities, difficulties, raschAnswers } from './samples.ts';

const close = (value: number, expected: number, by: number) => expect(value).to.be.closeTo(expected, by);
const stratum = ([referenceRight, referenceWrong, focalRight, focalWrong]: number[]): Stratum =>
  ({ referenceRight, referenceWrong, focalRight, focalWrong }) as Stratum;

/** Admissions to Berkeley in 1973, six departments: men admitted and rejected, women admitted and rejected (Bickel, Hammel and O'Connell 1975; UCBAdmissions in R). */
const berkeley = [[512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391], [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317]].map(stratum); // prettier-ignore

describe('Mantel-Haenszel', () => {
  it('has the values of R: mantelhaen.test(UCBAdmissions)', () => {
    // X-squared 1.4269, p .2323, common odds ratio .9046968, 95 % interval .7719074 to 1.0603298.
    const dif = mantelHaenszel(berkeley)!;
    close(dif.alpha, 0.9046968, 5e-8);
    close(dif.chi2, 1.4269, 5e-5);
    close(dif.p, 0.2323, 5e-5);
    const reach = (1.959964 * dif.se) / 2.35;
    close(dif.alpha * Math.exp(-reach), 0.7719074, 1e-6);
    close(dif.alpha * Math.exp(reach), 1.0603298, 1e-6);
    close(dif.delta, -2.35 * Math.log(0.9046968), 1e-6);
    expect([dif.class, dif.reference, dif.focal]).to.deep.equal(['A', 2691, 1835]);
  });

  it('of one table worked by hand', () => {
    // alpha = 30*20/(10*15); E = 40*45/75 = 24, V = 40*35*45*30/(75^2*74).
    const dif = mantelHaenszel([stratum([30, 10, 15, 20])])!;
    close(dif.alpha, 4, 1e-12);
    close(dif.chi2, (6 - 0.5) ** 2 / ((40 * 35 * 45 * 30) / (75 ** 2 * 74)), 1e-12);
    close(dif.se, 2.35 * Math.sqrt(1 / 30 + 1 / 10 + 1 / 15 + 1 / 20), 1e-12); // Woolf's variance, which it is for one table
  });

  it('classes by size and by what is beyond chance', () => {
    const classOf = (counts: number[]) => mantelHaenszel([stratum(counts)])!.class;
    expect(classOf([500, 500, 450, 550])).to.equal('A'); // significant, but |D| = .47
    expect(classOf([6, 4, 3, 7])).to.equal('A'); // |D| = 2.9 by ten persons on either side
    expect(classOf([600, 400, 450, 550])).to.equal('B'); // |D| = 1.43
    expect(classOf([60, 40, 42, 58])).to.equal('B'); // |D| = 1.71, but not surely above 1
    expect(classOf([650, 350, 450, 550])).to.equal('C'); // |D| = 1.93
    expect(classOf([450, 550, 650, 350])).to.equal('C');
  });

  it('knows nothing where nothing is compared', () => {
    for (const strata of [[], [[5, 5, 0, 0]], [[0, 1, 0, 0], [0, 0, 1, 0]], [[5, 0, 5, 0]], [[5, 0, 3, 2]]]) expect(mantelHaenszel(strata.map(stratum))).to.equal(null); // prettier-ignore
  });

  it('turns its sign when the groups are exchanged, and takes no notice of strata of one group', () => {
    const count = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 8 }), (tables) => {
        const dif = mantelHaenszel(tables.map(stratum));
        const other = mantelHaenszel(tables.map(([a, b, c, d]) => stratum([c, d, a, b])));
        if (dif === null || other === null) {
          expect(other).to.equal(dif);
          return;
        }
        close(other.delta, -dif.delta, 1e-9);
        close(other.chi2, dif.chi2, 1e-9);
        expect(other.class).to.equal(dif.class);
        close(mantelHaenszel([...tables.map(stratum), stratum([7, 2, 0, 0])])!.alpha, dif.alpha, 1e-12);
        expect(dif.p).to.be.within(0, 1);
      }),
    );
  });

  it('counts answers, and leaves out persons without a total or a group', () => {
    expect(countsOf([{ right: true, focal: true }, { right: true, focal: false }, { right: false, focal: false }, { right: false, focal: true }, { right: false, focal: true }])).to.deep.equal(stratum([1, 1, 1, 2])); // prettier-ignore
    const rows = [[1, 0], [0, 1], [1, 0], [0, 1], [1, null], [1, 0]]; // prettier-ignore
    expect(difOf(rows, [true, true, false, false, true, null])[0]).to.include({ reference: 2, focal: 2, alpha: 1, class: 'A' });
    expect(difOf([], [])).to.deep.equal([]);
  });
});

describe('DIF in simulation: 300 in each group, 40 items (goal G11)', () => {
  const runs = Number(process.env['DIF_RUNS'] ?? 60);
  const b = difficulties(40);
  // The item with DIF is of medium difficulty, half of the shift on either side: far from the persons any item tells less (power .66 at |b| = 1.8).
  const middle = 20;
  const play = (run: number, shift: number, centre = 0): (Dif | null)[] => {
    const random = randomFrom(run, `dif/${shift}/${centre}`);
    const [easy, hard] = [b.with(middle, -shift / 2), b.with(middle, shift / 2)];
    const rows = [...raschAnswers(random, abilities(random, 300), easy), ...raschAnswers(random, abilities(random, 300, centre), hard)];
    return difOf(rows, rows.map((_, person) => person >= 300));
  };

  it('raises few false alarms, also when one group is weaker, and finds .6 logits', function () {
    this.timeout(600_000);
    const falseIn = (centre: number) => {
      const all = Array.from({ length: Math.ceil(runs / 4) }, (_, run) => play(run, 0, centre)).flat();
      return all.filter((dif) => dif !== null && dif.p < 0.05).length / all.length;
    };
    const found = Array.from({ length: runs }, (_, run) => play(run, 0.6)[middle]).filter((dif) => dif && dif.p < 0.05 && dif.delta < 0);
    const figures = { falseAlarm: falseIn(0), falseAlarmWeaker: falseIn(-0.5), power: found.length / runs };
    if (process.env['DIF_RUNS']) console.log(runs, figures);
    expect(figures.falseAlarm).to.be.at.most(0.06);
    expect(figures.falseAlarmWeaker).to.be.at.most(0.06);
    expect(figures.power).to.be.at.least(0.82);
  });
});
