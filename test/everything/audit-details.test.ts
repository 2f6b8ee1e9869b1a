import { expect } from 'chai';
import { auditDetails, auditSubjects } from '../../src/features/audit/audit-events.ts';
import { demo, type Demo } from '../support/demo.ts';

describe('what the programme has recorded', function () {
  this.timeout(120_000);
  let app: Demo;
  before(async () => {
    app = await demo();
  });
  after(() => app?.close());

  it('has exactly the details that its actions are listed with', async () => {
    const rows: { action: keyof typeof auditDetails; subject_type: string; detail: string }[] = await app
      .db('audit_events')
      .select('action', 'subject_type', 'detail');
    expect(new Set(rows.map(({ action }) => action)).size).to.be.above(12);
    for (const { action, subject_type, detail } of rows) {
      expect(Object.keys(JSON.parse(detail) as object), action).to.have.members([...auditDetails[action]]);
      expect(auditSubjects).to.include(subject_type);
    }
  });
});
