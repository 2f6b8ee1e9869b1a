import type { Request, RequestHandler, Response } from 'express';
import { AppError } from './errors.ts';
import { uploadLimit } from './access.ts';
import type { CurrentUser } from './roles.ts';

/** A file that came with a form. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/** Not Express's: it reads forms with files. */
const WebResponse = globalThis.Response;
/** So much of a form that is too large is let through; who sends more is cut off. */
const mostUnseen = 64 * 1024 * 1024;
/** More parts than this have no form of ours. */
const mostParts = 20;

/**
 * Reads forms with files, on the routes that take one, for those who may use them. No more than the limit of the route is ever held. The other fields become the
 * body, as in every form.
 */
export const uploads: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST' || !req.is('multipart/form-data')) return next();
  const limit = uploadLimit(req.path, res.locals.user as CurrentUser | null);
  if (limit === null) return next();
  read(req, res, limit).then(() => next(), next);
};

async function read(req: Request, res: Response, limit: number): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is let through unseen, so that a browser, which sends all before it listens, hears the answer.
    if (size > limit) chunks.length = 0;
    else chunks.push(chunk);
    if (size > mostUnseen) break;
  }
  if (size > limit) throw new AppError(413, 'The upload is too large');
  const form = await new WebResponse(Buffer.concat(chunks), { headers: { 'content-type': req.get('content-type') ?? '' } }).formData().catch(() => {
    throw new AppError(400, 'The form cannot be read');
  });
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const files = new Map<string, Upload>();
  let parts = 0;
  for (const [name, value] of form) {
    if (++parts > mostParts) throw new AppError(400, 'Too many fields');
    if (typeof value === 'string') fields[name] = value;
    else if (value.size > 0) files.set(name, { name: value.name.slice(0, 200), bytes: Buffer.from(await value.arrayBuffer()) });
  }
  req.body = { ...fields };
  res.locals.uploads = files;
}

/** The file of this field; null where none was chosen. */
export const uploaded = (res: Response, field: string): Upload | null => (res.locals.uploads as Map<string, Upload> | undefined)?.get(field) ?? null;
