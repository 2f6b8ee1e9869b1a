import type { Competency } from '../shared/competency.ts';
import type { Mark } from './mark.ts';
import type { CasePart } from './scores.ts';

/** What somebody loses marks for, over several cases. */
export interface Loss {
  /** Kind of mark: `DF/kir-current`, `DF/unfounded`, `COR/deadline`; the same in every case and stage. */
  kind: string;
  part: CasePart;
  competency: Competency;
  /** Cases in which points were lost for it, and those in which it was marked. */
  times: number;
  of: number;
  /** Points of 100, summed over the cases. */
  lost: number;
  /** The last loss: the place of its case in the input, and the mark. */
  last: { at: number; mark: Mark };
}

/** The kind of a mark: its id without the stage, and without the finding where it is about one. */
export function markKind({ id, stage }: Pick<Mark, 'id' | 'stage'>): string {
  const bare = stage && id.startsWith(`${stage}/`) ? id.slice(stage.length + 1) : id;
  return bare.startsWith('DF/unfounded/') ? 'DF/unfounded' : bare;
}

/** Points that are less than this are noise of binary fractions. */
const least = 1e-9;

/** What the marks were lost for, the most points first. In: the marks of each case, oldest case first. */
export function lossesOf(cases: readonly (readonly Mark[])[]): Loss[] {
  const found = new Map<string, Omit<Loss, 'last'> & { last: Loss['last'] | null; counted: { of: number; times: number } }>();
  cases.forEach((marks, at) => {
    for (const mark of marks) {
      const kind = markKind(mark);
      const entry = found.get(kind) ?? { kind, part: mark.part, competency: mark.competency, times: 0, of: 0, lost: 0, last: null, counted: { of: -1, times: -1 } };
      found.set(kind, entry);
      if (entry.counted.of !== at) entry.of += 1;
      entry.counted.of = at;
      const lost = mark.outOf - mark.points;
      if (lost <= least) continue;
      if (entry.counted.times !== at) entry.times += 1;
      entry.counted.times = at;
      entry.lost += lost;
      entry.last = { at, mark };
    }
  });
  return [...found.values()]
    .flatMap(({ counted: _, last, ...loss }) => (last === null ? [] : [{ ...loss, last }]))
    .sort((a, b) => b.lost - a.lost || a.kind.localeCompare(b.kind));
}
