import { expect } from 'chai';
import fc from 'fast-check';
import * as dates from '../../../src/core/shared/dates.ts';

const anyNumber = fc.integer({ min: -719162, max: 2932896 });
const reference = (days: number) => new Date(days * 86_400_000);

describe('dates', () => {
  it('knows which dates exist', () => {
    for (const date of ['2015-05-28', '2016-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
      expect(dates.isDate(date), date).to.equal(true);
    }
    for (const date of [
      '2015-02-29',
      '1900-02-29',
      '2015-13-01',
      '2015-00-10',
      '2015-04-31',
      '2015-01-00',
      '0000-01-01',
      '2015-1-01',
      '28-05-2015',
      '2015-05-28T00:00',
      '',
    ]) {
      expect(dates.isDate(date), date).to.equal(false);
    }
  });

  it('agrees with the platform calendar on number, date, weekday and parts of any day', () => {
    fc.assert(
      fc.property(anyNumber, (days) => {
        const expected = reference(days);
        const date = dates.dateOfNumber(days);
        expect(date).to.equal(expected.toISOString().slice(0, 10));
        expect(dates.dayNumber(date)).to.equal(days);
        expect(dates.weekday(date)).to.equal(expected.getUTCDay());
        expect([dates.yearOf(date), dates.monthOf(date), dates.dayOf(date)]).to.deep.equal([
          expected.getUTCFullYear(),
          expected.getUTCMonth() + 1,
          expected.getUTCDate(),
        ]);
        expect(dates.dateOf(dates.yearOf(date), dates.monthOf(date), dates.dayOf(date))).to.equal(date);
      }),
      { numRuns: 1000 },
    );
  });

  it('adds days and counts them back, over years and leap days', () => {
    expect(dates.addDays('2015-12-31', 1)).to.equal('2016-01-01');
    expect(dates.addDays('2016-03-01', -1)).to.equal('2016-02-29');
    expect(dates.daysBetween('2015-05-28', '2015-06-03')).to.equal(6);
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const [from, to] = [dates.dateOfNumber(a), dates.dateOfNumber(b)];
        expect(dates.addDays(from, dates.daysBetween(from, to))).to.equal(to);
      }),
    );
  });

  it('adds months and stays within the shorter month', () => {
    expect(dates.addMonths('2015-01-31', 1)).to.equal('2015-02-28');
    expect(dates.addMonths('2016-02-29', 60)).to.equal('2021-02-28');
    expect(dates.addMonths('2015-05-02', -6)).to.equal('2014-11-02');
    expect(dates.addMonths('2015-12-15', 1)).to.equal('2016-01-15');
  });

  it('refuses what is not a date and what leaves the calendar', () => {
    expect(() => dates.addDays('2015-02-30', 1)).to.throw(RangeError, '2015-02-30');
    expect(() => dates.addDays('9999-12-31', 1)).to.throw(RangeError, 'outside');
    expect(() => dates.addDays('0001-01-01', -1)).to.throw(RangeError, 'outside');
    expect(() => dates.addDays('2015-01-01', 0.5)).to.throw(RangeError);
    expect(() => dates.addMonths('2015-02-30', 1)).to.throw(RangeError, '2015-02-30');
    expect(() => dates.addMonths('9999-12-31', 1)).to.throw(RangeError);
    expect(() => dates.dateOf(2015, 2, 29)).to.throw(RangeError);
    expect(() => dates.weekday('tomorrow')).to.throw(RangeError);
  });

  it('knows the length of months', () => {
    expect([1, 2, 4, 13].map((month) => dates.daysInMonth(2015, month))).to.deep.equal([31, 28, 30, 0]);
    expect([1900, 2000, 2016].map((year) => dates.daysInMonth(year, 2))).to.deep.equal([28, 29, 29]);
  });
});
