import { expect } from 'chai';
import fc from 'fast-check';
import { type History, ineligibility, isSuperior } from '../../../src/core/evaluation/eligibility.ts';

const [supervisor, other, trainee, anotherTrainee] = [1, 2, 10, 11];
const at = '2026-05-04T03:00:00.000Z';
const role = (change = {}) => ({ userId: supervisor, role: 'supervisor', grantedAt: '2026-01-01T00:00:00.000Z', revokedAt: null, ...change });
const history = (change: Partial<History> = {}): History => ({ roles: [role()], memberships: [], issues: [], superiors: [], ...change });

describe('who may evaluate whom', () => {
  const table: [string, History, string | null][] = [
    ['a supervisor may', history(), null],
    ['nobody without a role', history({ roles: [] }), 'not-supervisor'],
    ['a trainer is no supervisor', history({ roles: [role({ role: 'trainer' })] }), 'not-supervisor'],
    ['the role of somebody else does not count', history({ roles: [role({ userId: other })] }), 'not-supervisor'],
    ['not before the role was granted', history({ roles: [role({ grantedAt: '2026-05-04T03:00:00.001Z' })] }), 'not-supervisor'],
    ['from the moment of the grant', history({ roles: [role({ grantedAt: at })] }), null],
    ['not from the moment at which it was revoked', history({ roles: [role({ revokedAt: at })] }), 'not-supervisor'],
    ['until it is revoked', history({ roles: [role({ revokedAt: '2026-05-04T03:00:00.001Z' })] }), null],
    ['who got it again', history({ roles: [role({ revokedAt: '2026-02-01T00:00:00.000Z' }), role({ grantedAt: '2026-03-01T00:00:00.000Z' })] }), null],
    ['not the own trainer', history({ memberships: [{ trainerId: supervisor, traineeId: trainee }] }), 'trainer'],
    ['the trainer of somebody else', history({ memberships: [{ trainerId: supervisor, traineeId: anotherTrainee }] }), null],
    ['somebody whose trainer is another', history({ memberships: [{ trainerId: other, traineeId: trainee }] }), null],
    ['not who issued a case', history({ issues: [{ issuerId: supervisor, traineeId: trainee }] }), 'issuer'],
    ['who issued a case to somebody else', history({ issues: [{ issuerId: supervisor, traineeId: anotherTrainee }] }), null],
  ];
  for (const [name, given, expected] of table) it(name, () => expect(ineligibility(given, supervisor, trainee, at)).to.equal(expected));

  it('nobody himself, whatever he is', () => expect(ineligibility(history(), supervisor, supervisor, at)).to.equal('self'));

  it('the line superior may, and is known as such from the record that names him until the next', () => {
    const superiors = [
      { traineeId: trainee, superiorId: supervisor, setAt: '2026-02-01' },
      { traineeId: anotherTrainee, superiorId: other, setAt: '2026-02-02' },
      { traineeId: trainee, superiorId: null, setAt: '2026-03-01' },
    ];
    expect(ineligibility(history({ superiors }), supervisor, trainee, at)).to.equal(null);
    const on = (day: string, who = supervisor, whom = trainee) => isSuperior({ superiors }, who, whom, day);
    expect([on('2026-01-31'), on('2026-02-01'), on('2026-02-28'), on('2026-03-01')]).to.deep.equal([false, true, true, false]);
    expect([on('2026-02-28', other), on('2026-02-28', supervisor, anotherTrainee), on('2026-02-28', other, anotherTrainee)]).to.deep.equal([false, false, true]);
  });

  it('over random histories: a permission always means a supervisor in office without any tie, and more ties never help', () => {
    const person = fc.integer({ min: 1, max: 5 });
    const moment = fc.integer({ min: 0, max: 6 }).map((day) => `2026-05-0${day + 1}T00:00:00.000Z`);
    const kinds = fc.constantFrom('trainee', 'trainer', 'supervisor', 'administrator');
    const records = fc.record({
      roles: fc.array(fc.record({ userId: person, role: kinds, grantedAt: moment, revokedAt: fc.option(moment) }), { maxLength: 14 }),
      memberships: fc.array(fc.record({ trainerId: person, traineeId: person }), { maxLength: 6 }),
      issues: fc.array(fc.record({ issuerId: person, traineeId: person }), { maxLength: 6 }),
      superiors: fc.array(fc.record({ traineeId: person, superiorId: fc.option(person), setAt: moment }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(records, person, person, moment, (given, evaluator, rated, now) => {
        const answer = ineligibility(given, evaluator, rated, now);
        const inOffice = given.roles.some((r) => r.userId === evaluator && r.role === 'supervisor' && r.grantedAt <= now && !(r.revokedAt !== null && r.revokedAt <= now));
        const leads = given.memberships.some((m) => m.trainerId === evaluator && m.traineeId === rated);
        const issued = given.issues.some((i) => i.issuerId === evaluator && i.traineeId === rated);
        expect(answer === null).to.equal(evaluator !== rated && inOffice && !leads && !issued);
        const tied = { ...given, memberships: [...given.memberships, { trainerId: evaluator, traineeId: rated }] };
        expect(ineligibility(tied, evaluator, rated, now)).to.not.equal(null);
      }),
      { numRuns: 2_000 },
    );
  });
});
