/** The states of a work of the bank, in their order. */
export const workStates = ['draft', 'in-review', 'published', 'retired'] as const;
export type WorkState = (typeof workStates)[number];

/** What can be done to a work, apart from writing its draft. */
export const workActs = ['submit', 'withdraw', 'return', 'publish', 'retire'] as const;
export type WorkAct = (typeof workActs)[number];

/**
 * Where a work stands: its version in use and its version under review, by number, the number of its last version (0 before the first), and whether
 * it was taken out of use.
 */
export interface Standing {
  live: number | null;
  pending: number | null;
  last: number;
  retired: boolean;
}

/** The state that follows: a version on its way stands before the one in use, that before retirement. */
export function stateOf({ live, pending, retired }: Standing): WorkState {
  if (pending !== null) return 'in-review';
  if (live !== null) return 'published';
  return retired ? 'retired' : 'draft';
}

/** Why an act is refused: `unchanged` when the draft is the last version, `own-work` for whoever wrote a part of what he would publish or send back. */
export type WorkRefusal = 'in-review' | 'not-in-review' | 'not-published' | 'unchanged' | 'own-work' | 'not-own-work';

/** Who wrote what: everybody who saved the draft since the version before, and whoever submitted it. */
export interface Writers {
  authors: readonly number[];
  submittedBy: number | null;
}

/**
 * Whether somebody may do this to a work now; null when he may. Publishing, and sending back, need a person who has written no part of the version;
 * only those who wrote it take it back. `changed` is whether the draft differs from the last version.
 */
export function refusalOf(act: WorkAct, standing: Standing, person: number, { authors, submittedBy }: Writers, changed: boolean): WorkRefusal | null {
  const own = submittedBy === person || authors.includes(person);
  if (act === 'retire') return standing.live === null ? 'not-published' : null;
  if (act === 'submit') return standing.pending !== null ? 'in-review' : changed ? null : 'unchanged';
  if (standing.pending === null) return 'not-in-review';
  if (act === 'withdraw') return own ? null : 'not-own-work';
  return own ? 'own-work' : null;
}

/** Where a work stands after an act that was not refused. */
export function after(act: WorkAct, standing: Standing): Standing {
  if (act === 'submit') return { ...standing, pending: standing.last + 1, last: standing.last + 1 };
  if (act === 'publish') return { ...standing, live: standing.pending, pending: null, retired: false };
  if (act === 'retire') return { ...standing, live: null, retired: true };
  return { ...standing, pending: null };
}
