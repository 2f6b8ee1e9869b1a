import type { Request, RequestHandler, Response, Router } from 'express';
import { z } from 'zod';
import { commands, type Command } from '../../core/desk/action.ts';
import { mostCharacters, mostPhrases } from '../../core/conversations/vocabulary.ts';
import { isPaused } from '../../core/sittings/clock.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { GoneError, InvalidInputError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { enteredIn, replyForm, toReply } from '../guide/guide-input.ts';
import { type Entered, nothingEntered } from '../guide/talk-presenter.ts';
import { showElsewhere } from './elsewhere.ts';
import { pausedForms, refusePausedForm } from './paused.ts';
import { talkPath } from './player-cells.ts';
import { presentPlayer } from './player-presenter.ts';
import { isElsewhere, screenOf } from './screen.ts';
import { newActionId } from './seeds.ts';
import type { OpenTestTalk } from './sitting-service.ts';
import { sayingDraft } from './sitting-input.ts';
import { draftFor, presentTestTalk } from './talk-presenter.ts';

const trainee = ['trainee'] as const;
const path = '/sittings/:sitting/talks/:position';

const actionForm = z.object({ id: commands.say.shape.id });
const flagForm = actionForm.extend({ on: z.enum(['true', 'false']) });

/** A guidance case of a test, for the owner of its sitting: the conversation, each reply of which is an action of the sitting. */
export function testTalkRoutes({ sittings, catalogue, now, saveLimiter, drafts, signals }: Pick<Services, 'sittings' | 'catalogue' | 'now' | 'saveLimiter' | 'drafts' | 'signals'>): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const opened = (res: Response): OpenTestTalk => res.locals.openTalk as OpenTestTalk;

  /** The guidance case for this person, or 404. It is not shown again when the test, or its part, is over. */
  const load: RequestHandler = async (req, res, next) => {
    const open = await sittings.getTalk(currentUser(res), idParam(req, 'sitting'), idParam(req, 'position'));
    const { sitting } = open;
    if (req.method === 'GET') {
      if (sitting.submittedAt !== null) return res.redirect(303, `/sittings/${sitting.id}/result`);
      if (isElsewhere(sitting, screenOf(req, res))) return showElsewhere(res, sitting);
      if (isPaused(sitting) || open.position < sitting.openFrom) return res.redirect(303, `/sittings/${sitting.id}`);
    }
    refusePausedForm(req, sitting);
    res.locals.screen = screenOf(req, res);
    res.locals.openTalk = open;
    next();
  };

  const show = async (res: Response, entered: Entered | null = null, problems: Problems = {}) => {
    // Read again: another window may have gone on.
    const { sitting, position } = opened(res);
    const person = currentUser(res);
    const open = await sittings.getTalk(person, sitting.id, position);
    const whole = await sittings.getWhole(person, sitting.id);
    const draft = entered ? null : draftFor(open, (await drafts.at(sitting.id, position)).say);
    const frame = presentPlayer({ catalogue, whole, now: now(), speech: speech(res) }, position);
    res.set('Cache-Control', 'no-store');
    page(res, 'sittings/talk', { frame, open: presentTestTalk(open, frame, { actionId: newActionId(), entered: entered ?? { ...nothingEntered, text: draft?.text ?? '' }, draftOf: draft?.savedAt ?? null }, speech(res)), problems });
  };

  /** Records a command; what is refused stands again in its form, with the reason. */
  const save = async (req: Request, res: Response, command: Command): Promise<void> => {
    const { sitting, position } = opened(res);
    await saveLimiter(String(sitting.id));
    const answer = await sittings.save({ ...currentUser(res), screen: screenOf(req, res) }, sitting.id, position, [command]);
    void signals.noteCircumstances(req, res, sitting.id, position);
    if (answer.kind === 'refused') throw new InvalidInputError({ [answer.refusal.field ?? 'form']: { key: answer.refusal.key, vars: { phrases: mostPhrases, characters: mostCharacters } } });
    res.redirect(303, `${talkPath(sitting.id, position)}${command.type === 'say' ? '#latest' : ''}`);
  };

  const refused = async (req: Request, res: Response, error: unknown): Promise<void> => {
    if (!(error instanceof InvalidInputError)) throw error;
    await show(res.status(422), enteredIn(req), error.problems);
  };

  get(path, trainee, load, (_req, res) => show(res));

  post(`${path}/replies`, trainee, load, async (req, res) => {
    try {
      const { id } = formBody(req, actionForm);
      const form = formBody(req, replyForm);
      const command = commands.say.safeParse({ id, type: 'say', turn: form.turn, reply: toReply(form, speech(res).language) });
      if (!command.success) throw new InvalidInputError({ form: { key: 'guide.refused.unknown' } });
      await save(req, res, command.data);
    } catch (error) {
      await refused(req, res, error);
    }
  });

  post(`${path}/flag`, trainee, load, async (req, res) => {
    try {
      const { id, on } = formBody(req, flagForm);
      await save(req, res, { id, type: 'flag', on: on === 'true' });
    } catch (error) {
      await refused(req, res, error);
    }
  });

  /** What is typed, while it is typed; where it cannot be kept any more the page says why. */
  post(`${path}/draft`, trainee, load, async (req, res) => {
    const { sitting, position } = opened(res);
    await saveLimiter(`draft ${sitting.id}`);
    const at = await drafts.keep({ sittingId: sitting.id, traineeId: sitting.traineeId, screen: screenOf(req, res), position, form: 'say', fields: formBody(req, sayingDraft) });
    if (at === null) throw new GoneError('The sitting is closed');
    const { t, format } = speech(res);
    res.json({ text: t('desk.draft.keptAt', { time: format.time(at) }) });
  });

  router.use(signals.ofRefusals, pausedForms({ sittings, now }));
  return router;
}
