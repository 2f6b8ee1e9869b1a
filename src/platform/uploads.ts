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
/** More parts than this have no form of ours. */
const mostParts = 20;

/**
 * Reads forms with files, on the routes that take one, for those who may use them, and no further than their limit: what says or turns out to be larger is
 * refused before it is held. The other fields become the body, as in every form.
 */
export const uploads: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST' || !req.is('multipart/form-data')) return next();
  const limit = uploadLimit(req.path, res.locals.user as CurrentUser | null);
  if (limit === null) return next();
  read(req, res, limit).then(() => next(), next);
};

async function read(req: Request, res: Response, limit: number): Promise<void> {
  const tooLarge = () => new AppError(413, 'The upload is too large');
  if (Number(req.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) break;
    chunks.push(chunk);
  }
  if (size > limit) {
    // What still comes is let through unseen, so that the browser hears the answer.
    req.resume();
    throw tooLarge();
  }
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
