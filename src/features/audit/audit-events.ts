/** Everything that the audit tells of, with the keys of its details in the order in which they are read; what is not listed here cannot be recorded. */
export const auditDetails = {
  'account.created': ['username', 'roles'],
  'account.disabled': ['reason'],
  'account.enabled': [],
  'account.password-changed': [],
  'account.password-reset': [],
  'account.role-granted': ['role'],
  'account.role-revoked': ['role'],
  'account.superior-set': ['superiorId'],
  'account.signed-in': [],
  'account.signed-out': [],
  'practice.created': ['service', 'level'],
  'practice.issued': ['service', 'level'],
  'practice.help-taken': ['degree'],
  'practice.help-declined': ['degree'],
  'practice.closed': ['closedBy'],
  'test.started': ['level', 'deadlineAt'],
  'test.closed': ['closedBy'],
  'test.scored': ['total', 'cut', 'passed', 'cause', 'resultId', 'sheet'],
  'test.part-offered': ['part', 'cases', 'items', 'minutes', 'beginBy'],
  'test.part-begun': ['part', 'deadlineAt'],
  'test.part-lapsed': ['part'],
  'test.replies-queued': ['traineeId', 'replies'],
  'test.reply-marked': ['traineeId', 'place', 'reply'],
  'critical.set': ['traineeId', 'codes'],
  'critical.reviewed': ['traineeId', 'code'],
  'critical.settled': ['traineeId', 'code', 'state'],
  'evaluation.opened': ['sitting', 'doubleReasons'],
  'evaluation.claimed': ['traineeId'],
  'evaluation.released': ['traineeId'],
  'evaluation.marked': ['traineeId', 'level'],
  'evaluation.own-opened': ['level'],
  'evaluation.closed': ['traineeId', 'level', 'recommendation', 'mean', 'rule', 'markers'],
  'trainee.held': ['evaluationId', 'level'],
  'trainee.promoted': ['evaluationId', 'level'],
  'certificate.issued': ['number', 'traineeId', 'level'],
  'gate.waived': ['level', 'reason', 'waiverId'],
  'gate.waiver-withdrawn': ['level', 'reason', 'waiverId'],
  'form.frozen': ['traineeId', 'level'],
  'session.scheduled': ['level', 'opensAt', 'closesAt', 'room', 'trainees'],
  'session.changed': ['level', 'opensAt', 'closesAt', 'room', 'trainees'],
  'session.cancelled': ['reason'],
  'extra-time.decided': ['kind', 'amount', 'reason'],
  'test.paused': ['reason', 'intervention'],
  'test.resumed': ['reason', 'deadlineAt', 'intervention'],
  'test.extended': ['minutes', 'reason', 'deadlineAt', 'intervention'],
  'test.reopened': ['minutes', 'reason', 'deadlineAt', 'intervention'],
  'group.created': ['name'],
  'group.joined': ['traineeId'],
  'group.left': ['traineeId'],
  'key.corrected': ['correction', 'what', 'answer', 'changed', 'reason'],
  'regrade.ruled': ['traineeId', 'resultId', 'ruling', 'reason'],
  'appeal.filed': ['appealKind', 'sitting', 'dueOn'],
  'appeal.voted': ['vote', 'remedy', 'reason'],
  'appeal.decided': ['traineeId', 'decision', 'remedy', 'resultId'],
  'trainee.cleared': ['clearance', 'reason'],
  'level.renewed': ['level', 'sitting'],
  'certificate.revoked': ['number', 'traineeId', 'level', 'reason'],
  'case.issued': ['service', 'to', 'trainees', 'dueOn'],
  'guide.begun': ['situation', 'level'],
  'guide.ended': ['situation', 'total', 'outcome', 'codes'],
  'shift.begun': ['level'],
  'shift.ended': ['level', 'total', 'passed'],
  'assignment.due-moved': ['dueOn'],
  'note.written': ['traineeId', 'mark'],
  'work.created': ['workKind', 'code'],
  'work.submitted': ['workKind', 'code', 'version', 'reason'],
  'work.withdrawn': ['workKind', 'code', 'version', 'reason'],
  'work.returned': ['workKind', 'code', 'version', 'reason'],
  'work.published': ['workKind', 'code', 'version', 'reason'],
  'work.retired': ['workKind', 'code', 'version', 'reason'],
  'questions.imported': ['fileFormat', 'newDrafts', 'changedDrafts', 'refusedItems'],
} as const;

export const auditSubjects = ['user', 'sitting', 'evaluation', 'certificate', 'group', 'case', 'form', 'test-session', 'correction', 'appeal', 'work', 'question-import', 'talk', 'shift'] as const;

export type AuditAction = keyof typeof auditDetails;
export type AuditSubject = (typeof auditSubjects)[number];
export type DetailKey<A extends AuditAction = AuditAction> = (typeof auditDetails)[A][number];
export type DetailOf<A extends AuditAction> = Readonly<Record<DetailKey<A>, unknown>>;

/** Something that happened: who did what to which thing. `actorId` is null for the system itself. */
export interface AuditEvent<A extends AuditAction = AuditAction> {
  at: Date;
  actorId: number | null;
  action: A;
  subjectType: AuditSubject;
  subjectId: number | null;
  detail: DetailOf<A>;
}
