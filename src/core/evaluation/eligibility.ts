/** A role that somebody held from one moment to another; `revokedAt` is null while it is held. Moments are ISO-8601 UTC text. */
export interface RoleRecord {
  userId: number;
  role: string;
  grantedAt: string;
  revokedAt: string | null;
}

/** Somebody was at some time a member of a group that the trainer leads; it counts for ever. */
export interface MembershipRecord {
  trainerId: number;
  traineeId: number;
}

/** Somebody made or issued a case that the trainee was given. */
export interface IssueRecord {
  issuerId: number;
  traineeId: number;
}

/** From this moment on this person is the line superior; null when nobody is any more. */
export interface SuperiorRecord {
  traineeId: number;
  superiorId: number | null;
  setAt: string;
}

/** What is on record about people; it may hold more than the two persons of a question. Superiors stand in the order in which they were set. */
export interface History {
  roles: readonly RoleRecord[];
  memberships: readonly MembershipRecord[];
  issues: readonly IssueRecord[];
  superiors: readonly SuperiorRecord[];
}

/** Why somebody may not evaluate a trainee. */
export type Ineligibility = 'self' | 'not-supervisor' | 'trainer' | 'issuer';

/**
 * The only rule on who may evaluate whom (measurement design 1.7, integrity risk I12): nobody himself; only who is a
 * supervisor at that moment; not who leads a group in which the trainee is or ever was; not who issued him a case. In: the
 * records, both ids, and the moment (ISO-8601 UTC). Out: the first rule that stands against it, or null when he may. A line
 * superior may, but never alone: `markersNeeded` asks for another marker beside him.
 */
export function ineligibility(history: History, evaluatorId: number, traineeId: number, at: string): Ineligibility | null {
  if (evaluatorId === traineeId) return 'self';
  if (!history.roles.some((record) => record.userId === evaluatorId && record.role === 'supervisor' && holds(record, at)))
    return 'not-supervisor';
  if (history.memberships.some((record) => record.trainerId === evaluatorId && record.traineeId === traineeId)) return 'trainer';
  if (history.issues.some((record) => record.issuerId === evaluatorId && record.traineeId === traineeId)) return 'issuer';
  return null;
}

/** Whether somebody is the trainee's line superior at that moment: the last record up to then names him. */
export function isSuperior({ superiors }: Pick<History, 'superiors'>, evaluatorId: number, traineeId: number, at: string): boolean {
  return superiors.findLast((record) => record.traineeId === traineeId && record.setAt <= at)?.superiorId === evaluatorId;
}

const holds = ({ grantedAt, revokedAt }: RoleRecord, at: string): boolean => grantedAt <= at && (revokedAt === null || revokedAt > at);
