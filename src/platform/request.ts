import type { Request } from 'express';
import { z } from 'zod';
import { AppError, InvalidInputError, NotFoundError, type Problem, type Problems } from './errors.ts';

const largestId = 2_147_483_647;
const pageSizes = { usual: 25, most: 100 };
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** The number in the path, or NotFoundError: what cannot be an id does not exist. */
export function idParam(req: Request, name = 'id'): number {
  const text = String(req.params[name]);
  const id = Number(text);
  if (!/^[1-9]\d{0,9}$/.test(text) || id > largestId) throw new NotFoundError();
  return id;
}

export interface Paging {
  page: number;
  perPage: number;
}

/** `?page=2&perPage=50`; anything else is the first page of 25. */
export function paging(req: Request): Paging {
  const number = (name: string, usual: number, most: number) => {
    const text = req.query[name];
    return typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), most) : usual;
  };
  return { page: number('page', 1, 100_000), perPage: number('perPage', pageSizes.usual, pageSizes.most) };
}

/** The body of a form or of a JSON request in the shape of `schema`, or InvalidInputError with a problem for each field. */
export function formBody<Schema extends z.ZodType>(req: Request, schema: Schema): z.output<Schema> {
  return parse(req.body ?? {}, schema);
}

/** The query in the shape of `schema`, under the same rules as a body. */
export function queryOf<Schema extends z.ZodType>(req: Request, schema: Schema): z.output<Schema> {
  return parse(req.query, schema);
}

/** A field of checkboxes: none, one or several values of the same name. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(100),
  );
}

/** What was typed into fields that hold one text, to show a form again. */
export function typedText(req: Request, fields: readonly string[]): Record<string, string> {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 5_000) : '');
  return Object.fromEntries(fields.map((field) => [field, Object.hasOwn(body, field) ? text(body[field]) : '']));
}

function parse<Schema extends z.ZodType>(input: unknown, schema: Schema): z.output<Schema> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new AppError(400, 'Not an object');
  refuseDangerous(input);
  const fields: Record<string, unknown> = { ...input };
  delete fields._csrf;
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const problems: Problems = {};
  for (const issue of parsed.error.issues) problems[issue.path.join('.') || 'form'] ??= toProblem(issue);
  throw new InvalidInputError(problems);
}

/** Keys that reach into prototypes, and NUL, which no database text can hold. */
function refuseDangerous(value: unknown, depth = 0): void {
  if (depth > 20) throw new AppError(400, 'Nested too deeply');
  if (typeof value === 'string' && value.includes('\0')) throw new AppError(400, 'Contains NUL');
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    if (dangerousKeys.has(key) || key.includes('\0')) throw new AppError(400, 'Refused key');
    refuseDangerous((value as Record<string, unknown>)[key], depth + 1);
  }
}

/** A schema may name its own text: a message such as `accounts.username.taken` is taken as a key. */
function toProblem(issue: z.core.$ZodIssue): Problem {
  if (/^[a-z]\w*(\.\w+)+$/i.test(issue.message)) return { key: issue.message };
  if (issue.code === 'too_small') {
    if (issue.origin === 'number') return { key: 'errors.field.least', vars: { min: Number(issue.minimum) } };
    return issue.minimum === 1
      ? { key: 'errors.field.required' }
      : { key: 'errors.field.short', vars: { min: Number(issue.minimum), count: Number(issue.minimum) } };
  }
  if (issue.code === 'too_big')
    return {
      key: issue.origin === 'number' ? 'errors.field.most' : 'errors.field.long',
      vars: { max: Number(issue.maximum), count: Number(issue.maximum) },
    };
  if (issue.code === 'unrecognized_keys') return { key: 'errors.field.unknown' };
  if (issue.code === 'invalid_type' && issue.input === undefined) return { key: 'errors.field.required' };
  return { key: 'errors.field.invalid' };
}

const base = 'http://own.invalid';

/** Where to go after signing in: a path of ours, else the home page. */
export function safeNext(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return '/';
  if (!URL.canParse(path, base)) return '/';
  const url = new URL(path, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}

/** A script asks, not a person who looks at a page. */
export function wantsJson(req: Request): boolean {
  return Boolean(req.is('json')) || req.accepts(['html', 'json']) === 'json';
}
