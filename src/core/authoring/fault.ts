import type { z } from 'zod';
import { nearest } from '../shared/nearest-issue.ts';

/** What is wrong with a document: the way to the place, empty for the whole, and the translation key of the reason with its variables. */
export interface Fault {
  path: string;
  key: string;
  vars?: Record<string, string | number>;
}

const isKey = (text: string): boolean => /^[a-z]\w*(\.[\w-]+)+$/i.test(text);

/** The reason of an issue of a schema: a schema may name its own text, a message such as `scenarios.fault.claims` is taken as a key. */
function reasonOf(issue: z.core.$ZodIssue): Pick<Fault, 'key' | 'vars'> {
  if (isKey(issue.message)) return { key: issue.message };
  if (issue.code === 'unrecognized_keys') return { key: 'authoring.fault.unknown', vars: { names: issue.keys.join(', ').slice(0, 200) } };
  if (issue.code === 'too_small') {
    if (issue.origin === 'number' || issue.origin === 'int') return { key: 'authoring.fault.least', vars: { min: Number(issue.minimum) } };
    if (issue.minimum === 1) return { key: 'authoring.fault.required' };
    return { key: issue.origin === 'array' ? 'authoring.fault.few' : 'authoring.fault.short', vars: { min: Number(issue.minimum) } };
  }
  if (issue.code === 'too_big') {
    const key = issue.origin === 'number' || issue.origin === 'int' ? 'most' : issue.origin === 'array' ? 'many' : 'long';
    return { key: `authoring.fault.${key}`, vars: { max: Number(issue.maximum) } };
  }
  if (issue.code === 'invalid_value') return { key: 'authoring.fault.oneOf', vars: { values: issue.values.map(String).join(', ') } };
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) return { key: 'authoring.fault.required' };
  return { key: 'authoring.fault.invalid' };
}

/**
 * What a schema has against a document, in the order of the document; empty when it fits. In: any JSON. The path of a fault is joined by dots,
 * `claims.0.score`. It never throws.
 */
export function shapeFaults(schema: z.ZodType, document: unknown): Fault[] {
  const parsed = schema.safeParse(document, { reportInput: true });
  if (parsed.success) return [];
  const faults = parsed.error.issues.flatMap((issue) => nearest(issue)).map((issue): Fault => ({ path: issue.path.map(String).join('.'), ...reasonOf(issue) }));
  return faults.filter((fault, at) => faults.findIndex(({ path, key }) => path === fault.path && key === fault.key) === at);
}
