import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { addDays, daysBetween } from '../../../src/core/shared/dates.ts';
import {
  coveredYears,
  dueDate,
  isWorkingDay,
  workingDaysBetween,
} from '../../../src/core/shared/working-days.ts';

const file = readFileSync(new URL('../../../seeds/content/holidays.yaml', import.meta.url), 'utf8');
const { holidays: rows } = parse(file) as { holidays: { date: string; kind: string; confidence: string }[] };
const holidays = new Set(rows.map((row) => row.date));
const day = fc.integer({ min: 0, max: 729 }).map((n) => addDays('2015-01-01', n));

describe('the table of holidays', () => {
  const dates = (year: string, kind: string) =>
    rows
      .filter((row) => row.kind === kind && row.date.startsWith(year))
      .map((row) => row.date.slice(5))
      .join(' ');

  it('holds the national days and the collective leave of 2015 and 2016, in order and nothing else', () => {
    expect(dates('2015', 'national')).to.equal(
      '01-01 01-03 02-19 03-21 04-03 05-01 05-14 05-16 06-02 07-17 07-18 08-17 09-24 10-14 12-09 12-25',
    );
    expect(dates('2015', 'collective')).to.equal('07-16 07-20 07-21 12-24');
    expect(dates('2016', 'national')).to.equal(
      '01-01 02-08 03-09 03-25 05-01 05-05 05-06 05-22 07-06 07-07 08-17 09-12 10-02 12-12 12-25',
    );
    expect(dates('2016', 'collective')).to.equal('07-04 07-05 07-08 12-26');
    expect(rows.map((row) => row.date)).to.deep.equal(rows.map((row) => row.date).sort());
    expect([...coveredYears(holidays)]).to.deep.equal([2015, 2016]);
  });

  it('marks the one day that no decree was read for', () => {
    expect(rows.filter((row) => row.confidence === 'high').map((row) => row.date)).to.deep.equal(['2015-12-09']);
  });
});

describe('working days', () => {
  it('are Monday to Friday without the days off', () => {
    expect(isWorkingDay('2015-05-29', holidays)).to.equal(true);
    expect(isWorkingDay('2015-05-30', holidays)).to.equal(false); // Saturday
    expect(isWorkingDay('2015-05-31', holidays)).to.equal(false); // Sunday
    expect(isWorkingDay('2015-06-02', holidays)).to.equal(false); // Waisak
    expect(isWorkingDay('2015-12-24', holidays)).to.equal(false); // collective leave
    expect(isWorkingDay('2015-06-01', holidays)).to.equal(true); // Pancasila is a holiday only since 2017
    expect(isWorkingDay('2016-05-04', holidays)).to.equal(true);
    expect(isWorkingDay('2012-03-12', holidays)).to.equal(true); // not covered: weekends only
  });

  it('gives the due dates of the worked terms of three days', () => {
    expect(dueDate('2015-05-28', 3, holidays)).to.equal('2015-06-03');
    expect(dueDate('2015-07-15', 3, holidays)).to.equal('2015-07-24');
    expect(dueDate('2015-12-23', 3, holidays)).to.equal('2015-12-30');
    expect([1, 2].map((days) => dueDate('2015-05-28', days, holidays))).to.deep.equal(['2015-05-29', '2015-06-01']);
    expect([1, 2].map((days) => dueDate('2015-07-15', days, holidays))).to.deep.equal(['2015-07-22', '2015-07-23']);
    expect([1, 2].map((days) => dueDate('2015-12-23', days, holidays))).to.deep.equal(['2015-12-28', '2015-12-29']);
  });

  it('accepts a set of dates as well', () => {
    expect(dueDate('2015-05-28', 3, new Set(['2015-06-02']))).to.equal('2015-06-03');
  });

  it('refuses to count into years without holidays, and terms that are none', () => {
    expect(() => dueDate('2016-12-30', 1, holidays)).to.throw(RangeError, '2017-01-01');
    expect(() => dueDate('2014-12-30', 1, holidays)).to.throw(RangeError, '2014-12-31');
    expect(dueDate('2014-12-31', 1, holidays)).to.equal('2015-01-02');
    expect(() => workingDaysBetween('2016-12-01', '2017-01-02', holidays)).to.throw(RangeError, '2017');
    for (const days of [0, -1, 1.5, NaN])
      expect(() => dueDate('2015-05-28', days, holidays)).to.throw(RangeError, 'days');
    expect(() => dueDate('2015-02-30', 1, holidays)).to.throw(RangeError, '2015-02-30');
    expect(() => dueDate('2015-05-28', 1, new Set<string>())).to.throw(RangeError);
  });

  it('always ends on a working day, later for a longer term and never earlier for a later start', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.nat({ max: 20 }), (from, days, later) => {
        fc.pre(from < '2016-08-01');
        const due = dueDate(from, days, holidays);
        expect(isWorkingDay(due, holidays)).to.equal(true);
        expect(daysBetween(from, due)).to.be.at.least(days);
        expect(dueDate(from, days + 1, holidays) > due).to.equal(true);
        expect(dueDate(addDays(from, later), days, holidays) >= due).to.equal(true);
        expect(workingDaysBetween(from, due, holidays)).to.equal(days);
      }),
    );
  });

  it('counts between dates in both directions', () => {
    expect(workingDaysBetween('2015-07-15', '2015-07-24', holidays)).to.equal(3);
    expect(workingDaysBetween('2015-05-28', '2015-05-28', holidays)).to.equal(0);
    expect(workingDaysBetween('2015-06-03', '2015-05-28', holidays)).to.equal(-3);
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const between = (from: string, to: string) => workingDaysBetween(from, to, holidays);
        expect(between(a, b) + between(b, c)).to.equal(between(a, c));
      }),
    );
  });
});
