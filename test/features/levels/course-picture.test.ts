import { expect } from 'chai';
import fc from 'fast-check';
import { drawCourse } from '../../../src/features/levels/course-picture-presenter.ts';

const point = (day: number, theta: number, se = 0.5) => ({
  at: new Date(Date.UTC(2015, 4, day)).toISOString(),
  theta,
  low: theta - se,
  high: theta + se,
});

describe('the picture of a course', () => {
  it('runs evenly in time, upwards for more ability', () => {
    const { line, band, cut, ticks } = drawCourse([point(1, 0), point(2, 0.5), point(5, 1)], 0.5);
    expect(ticks.map(({ value }) => value)).to.deep.equal([1.5, 1, 0.5, 0, -0.5]);
    expect(ticks.map(({ y }) => y)).to.deep.equal([0, 50, 100, 150, 200]);
    expect(line).to.equal('M0 150L150 100L600 50');
    expect(band).to.equal('M0 100L150 50L600 0L600 100L150 150L0 200Z');
    expect(cut).to.equal(100);
  });

  it('shows a single point in the middle with its band', () => {
    const { line, last, band } = drawCourse([point(1, 0)], 0);
    expect(line).to.equal('M300 100');
    expect(last).to.equal('M300 100h0');
    expect(band).to.equal('M288 0L312 0L312 200L288 200Z');
  });

  it('is flat and still has an axis when nothing moves and nothing is uncertain', () => {
    expect(drawCourse([point(1, 1, 0)], 1).ticks.map(({ value }) => value)).to.deep.equal([1.5, 1]);
  });

  it('stays in its box with at most seven marks, whatever the figures', () => {
    const logit = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(logit, fc.double({ min: 0, max: 3, noNaN: true })), { minLength: 1, maxLength: 20 }), logit, (list, cut) => {
        const picture = drawCourse(list.map(([theta, se], index) => point(index + 1, theta, se)), cut);
        expect(picture.ticks.length).to.be.within(2, 7);
        expect(picture.cut).to.be.within(0, picture.height);
        for (const [, x, y] of (picture.line + picture.band).matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
          expect(Number(x)).to.be.within(0, picture.width);
          expect(Number(y)).to.be.within(0, picture.height);
        }
      }),
    );
  });
});
