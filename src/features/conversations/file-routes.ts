import type { Response } from 'express';
import { parse, stringify } from 'yaml';
import type { Routes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, typedText } from '../../platform/request.ts';
import { uploaded } from '../../platform/uploads.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { importForm } from './conversation-input.ts';
import type { Refused } from './conversation-file.ts';

const trainer = ['trainer'] as const;
/** A conversation of the pack has about 15 kB. */
const largest = 256 * 1024;
const formLimit = 2 * largest + 16 * 1024;
const mostShown = 50;

/** One conversation as a file: taken out, and brought in as a new draft, or refused with the way to each fault. */
export function addFileRoutes({ get, upload }: Pick<Routes, 'get' | 'upload'>, { works, conversations }: Pick<Services, 'works' | 'conversations'>, base: string): void {
  const speech = (res: Response) => res.locals as Speech;

  get(`${base}/:id/file`, trainer, async (req, res) => {
    const work = await works.get('conversation', idParam(req));
    res.set({ 'Content-Type': 'text/yaml; charset=utf-8', 'Content-Disposition': `attachment; filename="${work.code}.yaml"` });
    res.send(stringify({ situations: [work.draft.document] }, { lineWidth: 160 }));
  });

  const form = (res: Response, text: string, problems: Problems = {}, refused: readonly Refused[] = []) =>
    page(res, 'conversations/import', {
      base,
      text,
      problems,
      kilobytes: largest / 1024,
      refused: refused.slice(0, mostShown).map(({ path, kind, what }) => ({ path: path.join('.') || 'situations', text: speech(res).t(`conversations.refused.${kind}`, { what }) })),
      more: Math.max(0, refused.length - mostShown),
    });

  get(`${base}/import`, trainer, (_req, res) => form(res, ''));

  upload(`${base}/import`, trainer, formLimit, async (req, res) => {
    try {
      const { text } = formBody(req, importForm);
      const file = uploaded(res, 'file');
      if (file === null && text.trim() === '') throw new InvalidInputError({ file: { key: 'conversations.problem.noFile' } });
      if (file !== null && text.trim() !== '') throw new InvalidInputError({ file: { key: 'conversations.problem.twoFiles' } });
      const source = file === null ? text : file.bytes.toString('utf8');
      if (source.length > largest || source.includes('\0')) throw new InvalidInputError({ file: { key: 'conversations.problem.file', vars: { kilobytes: largest / 1024 } } });
      const taken = await conversations.take(currentUser(res), read(source));
      if ('refused' in taken) return form(res.status(422), text, {}, taken.refused);
      flash(req, 'conversations.import.done');
      res.redirect(303, `${base}/${taken.id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      form(res.status(422), typedText(req, ['text']).text ?? '', error.problems);
    }
  });
}

/** YAML or JSON as data. A file that refers to itself again and again is refused before it grows. */
function read(source: string): unknown {
  try {
    return parse(source, { maxAliasCount: 20 });
  } catch (error) {
    throw new InvalidInputError({ file: { key: 'conversations.problem.yaml', vars: { reason: String((error as Error).message).split('\n')[0]!.slice(0, 200) } } });
  }
}
