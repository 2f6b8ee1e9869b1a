import { expect } from 'chai';
import fc from 'fast-check';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { caseOf, fileToMake } from '../../../src/core/shift/cases.ts';
import { type ArrivingFile, planShift } from '../../../src/core/shift/plan.ts';
import { content } from '../../support/content.ts';

describe('the files of a shift', () => {
  it('are of the day of the shift, and have the faults that they would have on any other', () => {
    const { days, eves } = content().shifts;
    fc.assert(
      fc.property(fc.constantFrom(...days, ...eves), fc.constantFrom(3, 4, 5), fc.nat(500), (date, level, number) => {
        const plan = { ...planShift(content(), level, String(number)), date };
        const file = plan.arrivals.find((each): each is ArrivingFile => each.kind === 'application')!;
        const service = levelOf(content(), level).services[number % levelOf(content(), level).services.length]!;
        const { recipe, permitCase } = caseOf(content(), level, fileToMake(plan, { ...file, service, dueOn: date }));
        expect(permitCase).to.deep.include({ today: date, receivedOn: file.receivedOn, dueOn: date });
        expect(permitCase.registration).to.contain(`REG-${file.receivedOn.slice(0, 7)}-`);
        const truth = truthOf(content(), permitCase);
        const { day: _, ...without } = recipe;
        const usual = truthOf(content(), generateCase(content(), without));
        expect(truth.failing.map(({ id }) => id)).to.deep.equal(usual.failing.map(({ id }) => id));
        expect([truth.decision, truth.levy === null]).to.deep.equal([usual.decision, usual.levy === null]);
      }),
      { numRuns: Number(process.env.SHIFT_FILES ?? 60) },
    );
  });

  it('that a colleague has decided are of the day on which they came', () => {
    const plan = planShift(content(), 5, '1');
    const inspection = plan.arrivals.find((each) => each.kind === 'inspection')!;
    if (inspection.kind !== 'inspection') throw new Error('none');
    expect(caseOf(content(), 5, fileToMake(plan, inspection)).permitCase).to.deep.include({ today: inspection.receivedOn, receivedOn: inspection.receivedOn });
  });
});
