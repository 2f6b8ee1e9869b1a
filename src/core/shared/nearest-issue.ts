import type { z } from 'zod';

/** Of a value that may have several shapes: what is wrong by the shape that it comes nearest to, deep inside rather than with the whole. */
export function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const [best] = issue.errors.toSorted((a, b) => Number(depth(b) > 0) - Number(depth(a) > 0) || a.length - b.length);
  if (!best || depth(best) === 0) return [issue];
  return best.flatMap((each) => nearest({ ...each, path: [...issue.path, ...each.path] }));
}
