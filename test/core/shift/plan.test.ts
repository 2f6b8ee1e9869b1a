import { expect } from 'chai';
import { isPerson, planShift, shiftOf } from '../../../src/core/shift/plan.ts';
import { isWorkingDay } from '../../../src/core/shared/working-days.ts';
import { content } from '../../support/content.ts';

describe('the plan of a shift', () => {
  it('is settled by its seed and holds what the level says', () => {
    for (const level of [3, 4, 5])
      for (let seed = 0; seed < 20; seed++) {
        const plan = planShift(content(), level, String(seed));
        const rules = shiftOf(content(), level);
        expect(planShift(content(), level, String(seed))).to.deep.equal(plan);
        const files = plan.arrivals.flatMap((each) => (each.kind === 'application' ? [each] : []));
        const count = (kind: string) => plan.arrivals.filter((each) => each.kind === kind).length;
        expect([files.length, count('chat'), count('call')]).to.deep.equal([rules.applications, rules.chats, rules.calls]);
        expect(files.filter(({ at }) => at === 0).length).to.be.at.least(rules.atOpening);
        expect(files.filter(({ dueOn }) => dueOn <= plan.date)).to.have.length(rules.dueToday);
        expect(files.filter(({ note }) => note !== null)).to.have.length(rules.notes);
        expect(new Set(plan.arrivals.map(({ id }) => id)).size).to.equal(plan.arrivals.length);
        expect(plan.arrivals.map(({ at }) => at)).to.deep.equal(plan.arrivals.map(({ at }) => at).toSorted((a, b) => a - b));
        for (const each of files) {
          expect(isWorkingDay(each.dueOn, content().holidays) && isWorkingDay(each.receivedOn, content().holidays)).to.equal(true);
          expect(each.receivedOn < plan.date && each.dueOn >= plan.date).to.equal(true);
        }
        for (const each of plan.arrivals) expect(each.at).to.be.within(0, plan.minutes - 5);
        for (const stretch of [plan.rush, plan.outage, plan.absence]) if (stretch) expect(stretch.from >= 0 && stretch.from < stretch.to && stretch.to <= plan.minutes).to.equal(true);
      }
  });

  it('is dense in the rush, and calm at level 3', () => {
    let inside = 0;
    let outside = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { rush, arrivals, minutes } = planShift(content(), 4, `rush-${seed}`);
      const coming = arrivals.filter(({ at }) => at > 0);
      const dense = coming.filter(({ at }) => at >= rush!.from && at < rush!.to).length;
      inside += dense / (rush!.to - rush!.from);
      outside += (coming.length - dense) / (minutes - 5 - (rush!.to - rush!.from));
    }
    expect(inside / outside).to.be.within(1.7, 2.4);
    const calm = planShift(content(), 3, '1');
    expect([calm.rush, calm.outage, calm.absence, calm.eve]).to.deep.equal([null, null, null, false]);
  });

  it('has somebody who offers money in every shift, and no shift at levels 1 and 2', () => {
    for (const level of [3, 4, 5])
      for (let seed = 0; seed < 10; seed++) {
        const people = planShift(content(), level, String(seed)).arrivals.flatMap((each) => (isPerson(each) ? [each] : []));
        const flags = people.map(({ situation, variant }) => content().situations.get(situation)!.variants.find(({ id }) => id === variant)!.tempts?.flag);
        expect(flags).to.include('money');
      }
    expect(() => planShift(content(), 2, '1')).to.throw(RangeError, 'no shift at level 2; known: 3, 4, 5');
  });
});
