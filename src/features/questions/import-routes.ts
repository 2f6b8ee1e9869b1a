import type { Request, Response, Router } from 'express';
import { fileLimits, type ImportAnswer } from '../../core/questions/answer.ts';
import { csvTemplate } from '../../core/questions/csv-export.ts';
import { formatNames, formats } from '../../core/questions/formats.ts';
import { languages } from '../../core/shared/text.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { uploaded } from '../../platform/uploads.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentAnswers, presentCounts } from './import-presenter.ts';
import { decode } from './import-service.ts';
import { answersQuery, exportQuery, importForm, questionsQuery } from './question-input.ts';
import { queryPairs, workQueryOf } from './question-list-presenter.ts';

const trainer = ['trainer'] as const;
const base = '/trainer/questions';
/** A file that is chosen, and the same again that is pasted: only one of them counts. */
const formLimit = fileLimits.size + 512 * 1024;
/** A bank that no page could list. */
const everything = { page: 1, perPage: 1_000_000 };

/** Files of questions: brought in after a look at what would become of each item, and taken out. */
export function questionFileRoutes({ works, questionImports }: Pick<Services, 'works' | 'questionImports'>): Router {
  const { router, get, post, upload } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  const form = (res: Response, typed: Record<string, string>, problems: Problems = {}, refused: readonly ImportAnswer[] = []) => {
    const { t } = speech(res);
    page(res, 'questions/import', {
      formats: formatNames.map((value) => ({ value, label: t(`questions.format.${value}`) })),
      languages: languages.map((value) => ({ value, label: t(`questions.language.${value}`) })),
      typed,
      problems,
      refused: refused.length === 0 ? [] : presentAnswers(refused as never, speech(res)),
      megabytes: fileLimits.size / 1024 / 1024,
      items: fileLimits.items,
    });
  };

  get(`${base}/import`, trainer, (_req, res) => form(res, { format: 'csv', language: speech(res).language, text: '' }));

  upload(`${base}/import`, trainer, formLimit, async (req, res) => {
    const { text: pasted } = (req.body ?? {}) as { text?: unknown };
    const typed = { ...typedText(req, ['format', 'language']), text: typeof pasted === 'string' ? pasted : '' };
    try {
      const { format, language, text } = formBody(req, importForm);
      const file = uploaded(res, 'file');
      if (file === null && text.trim() === '') throw new InvalidInputError({ file: { key: 'questions.problem.noFile' } });
      if (file !== null && text.trim() !== '') throw new InvalidInputError({ file: { key: 'questions.problem.twoFiles' } });
      const opened = file === null ? { text } : decode(file.bytes);
      // What is no text at all cannot be kept; its one answer is shown here.
      const refused = 'refused' in opened ? opened.refused : opened.text.includes('\0') ? formats[format].read(opened.text, language) : null;
      if (refused) return form(res.status(422), typed, {}, refused);
      const id = await questionImports.keep(currentUser(res), { name: file?.name ?? '', format, language, body: (opened as { text: string }).text });
      res.redirect(303, `${base}/imports/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      form(res.status(422), typed, error.problems);
    }
  });

  const own = (req: Request, res: Response) => questionImports.get(currentUser(res), idParam(req));

  get(`${base}/imports/:id`, trainer, async (req, res) => {
    const file = await own(req, res);
    const planned = await questionImports.plan(file);
    const { show } = queryOf(req, answersQuery);
    const shown = planned.filter((answer) => show === 'all' || (show === 'refused' ? !answer.ok : answer.ok && answer.notes.length > 0));
    const wanted = paging(req);
    const from = (wanted.page - 1) * wanted.perPage;
    const { t, format } = speech(res);
    page(res, 'questions/import-check', {
      id: file.id,
      what: t(file.name === '' ? 'questions.import.pasted' : 'questions.import.file', { name: file.name, format: t(`questions.format.${file.format}`), at: format.dateTime(file.madeAt) }),
      appliedAt: file.appliedAt === null ? '' : format.dateTime(file.appliedAt),
      counts: presentCounts(planned),
      noted: planned.filter((answer) => answer.ok && answer.notes.length > 0).length,
      answers: presentAnswers(shown.slice(from, from + wanted.perPage), speech(res)),
      show,
      pager: presentPager(`${base}/imports/${file.id}`, { show }, wanted, shown.length),
    });
  });

  post(`${base}/imports/:id`, trainer, async (req, res) => {
    const { created, changed, refused } = await questionImports.apply(currentUser(res), await own(req, res));
    flash(req, 'questions.import.done', { created, changed, refused });
    res.redirect(303, `${base}/imports/${idParam(req)}`);
  });

  get(`${base}/export`, trainer, async (req, res) => {
    const query = queryOf(req, questionsQuery);
    const { rows } = await works.list('question', workQueryOf(query), everything);
    const { questions, incomplete } = questionImports.questionsOf(rows);
    page(res, 'questions/export', {
      count: questions.length,
      incomplete,
      narrowed: queryPairs(query).length > 0,
      query: queryPairs(query),
      formats: formatNames.map((value) => ({ value, label: speech(res).t(`questions.format.${value}`) })),
    });
  });

  const send = (res: Response, name: string, type: string, text: string) => {
    res.set({ 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` });
    res.send(text);
  };

  get(`${base}/export/file`, trainer, async (req, res) => {
    const { format, ...query } = queryOf(req, exportQuery);
    const { rows } = await works.list('question', workQueryOf(query), everything);
    const { questions } = questionImports.questionsOf(rows);
    const { write, ending, type } = formats[format];
    send(res, `questions.${ending}`, type, write([...questions].sort((a, b) => (a.id! < b.id! ? -1 : 1))));
  });

  get(`${base}/template`, trainer, (_req, res) => send(res, 'questions-template.csv', 'text/csv', csvTemplate()));

  return router;
}
