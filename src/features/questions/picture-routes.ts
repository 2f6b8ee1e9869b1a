import type { Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { pictureMark } from '../../platform/markdown.ts';
import { pictureLimits } from '../../platform/pictures.ts';
import { formBody, wantsJson } from '../../platform/request.ts';
import { uploaded } from '../../platform/uploads.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { pictureForm } from './question-input.ts';

const trainer = ['trainer'] as const;
/** A form has a little more than its file. */
const formLimit = pictureLimits.bytes + 64 * 1024;

/** Pictures: added by trainers, seen by everybody who is signed in. */
export function pictureRoutes({ pictures }: Pick<Services, 'pictures'>): Router {
  const { router, get, upload } = createRoutes();

  upload('/trainer/pictures', trainer, formLimit, async (req, res) => {
    const { t } = res.locals as Speech;
    try {
      const { words, work } = formBody(req, pictureForm);
      const mark = pictureMark(await pictures.add(currentUser(res), uploaded(res, 'picture')), words);
      if (wantsJson(req)) return void res.json({ mark });
      flash(req, 'questions.picture.added', { mark });
      res.redirect(303, work === null ? '/trainer/questions' : `/trainer/questions/${work}/edit`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const [problem] = Object.values(error.problems);
      if (wantsJson(req)) return void res.status(422).json({ text: t(problem!.key, problem!.vars) });
      page(res.status(422), 'questions/picture', { problems: error.problems, limits: pictureLimits });
    }
  });

  get('/pictures/:code', 'signed-in', async (req, res) => {
    const code = String(req.params.code);
    const bytes = /^[0-9a-f]{16}-\d{1,4}x\d{1,4}$/.test(code) ? await pictures.find(code) : null;
    if (bytes === null) throw new NotFoundError();
    res.set({ 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=31536000, immutable', 'Content-Security-Policy': "default-src 'none'; sandbox" });
    res.send(bytes);
  });

  return router;
}
