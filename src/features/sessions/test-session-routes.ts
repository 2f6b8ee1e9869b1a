import type { Request, Response, Router } from 'express';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { ConflictError, InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { wallTime } from '../../platform/local-time.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { cancelForm, longestReason, planOf, sessionFields, sessionForm } from './session-input.ts';
import { presentMembers, presentSession, sayLevel } from './test-session-presenter.ts';
import type { SessionInput } from './test-session-service.ts';
import type { TestSession } from './test-session-store.ts';

const supervisor = ['supervisor'] as const;

type Needs = Pick<Services, 'testSessions' | 'catalogue' | 'config' | 'now'>;
type Typed = Record<string, string>;

/** Test sessions as supervisors plan them. */
export function testSessionRoutes({ testSessions, catalogue, config, now }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request) => testSessions.get(idParam(req));
  const view = (session: TestSession, res: Response) => presentSession(session, catalogue, now().toISOString(), '/test-sessions', speech(res));

  get('/test-sessions', supervisor, async (req, res) => {
    const wanted = paging(req);
    const { ahead, past, total } = await testSessions.list(wanted);
    page(res, 'sessions/list', { ahead: ahead.map((each) => view(each, res)), past: past.map((each) => view(each, res)), pager: presentPager('/test-sessions', {}, wanted, total) });
  });

  const showForm = async (res: Response, session: TestSession | null, typed: Typed, chosen: readonly number[], problems: Problems = {}) => {
    const levels = catalogue.levels.filter(({ blueprint, services }) => blueprint && services.length > 0);
    page(res, 'sessions/form', {
      action: session ? `/test-sessions/${session.id}/edit` : '/test-sessions',
      back: session ? `/test-sessions/${session.id}` : '/test-sessions',
      editing: session !== null,
      levels: levels.map(({ level }) => ({ value: String(level), label: sayLevel(catalogue, level, speech(res)) })),
      groups: (await testSessions.groups()).map(({ id, name, members }) => ({ value: String(id), label: speech(res).t('sessions.form.groupOption', { name, count: members.length }) })),
      people: (await testSessions.trainees()).map(({ id, name, username }) => ({ id, label: `${name} (${username})`, checked: chosen.includes(id) })),
      chosen: chosen.length,
      typed,
      problems,
    });
  };

  get('/test-sessions/new', supervisor, (_req, res) => showForm(res, null, { date: wallTime(now(), config.timeZone).date }, []));

  const check = async (res: Response, session: TestSession | null, input: SessionInput, typed: Typed) => {
    const checked = await testSessions.check(input, session?.id ?? null);
    const members = presentMembers(await testSessions.membersOf(checked), speech(res));
    page(res, 'sessions/check', {
      action: session ? `/test-sessions/${session.id}/edit` : '/test-sessions',
      editing: session !== null,
      level: sayLevel(catalogue, checked.level, speech(res)),
      when: speech(res).format.window(checked.opensAt, checked.closesAt),
      room: checked.room,
      members,
      closed: members.filter(({ ready }) => !ready),
      typed,
      trainees: input.traineeIds,
    });
  };

  /** What is planned is shown again before it counts, with the names of those who could not begin today. */
  const plan = async (req: Request, res: Response, session: TestSession | null) => {
    const typed = typedText(req, sessionFields) ;
    const chosen = ticked(req);
    try {
      const form = formBody(req, sessionForm);
      if (form.then === 'change') return await showForm(res, session, typed, chosen);
      const input = planOf(form, config.timeZone);
      if (form.then === 'check') return await check(res, session, input, typed);
      const by = currentUser(res).id;
      const id = session?.id ?? (await testSessions.schedule(by, input));
      if (session) await testSessions.change(session, by, input);
      flash(req, session ? 'sessions.changed' : 'sessions.scheduled');
      res.redirect(303, `/test-sessions/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      await showForm(res.status(422), session, typed, chosen, error.problems);
    }
  };

  post('/test-sessions', supervisor, (req, res) => plan(req, res, null));

  const show = async (res: Response, session: TestSession, reason = '', problems: Problems = {}) => {
    page(res, 'sessions/show', {
      session: view(session, res),
      changeable: testSessions.isAhead(session),
      members: presentMembers(await testSessions.members(session), speech(res)),
      progress: session.cancelledAt ? null : await testSessions.progress(session),
      reason,
      longest: longestReason,
      problems,
    });
  };

  get('/test-sessions/:id', supervisor, async (req, res) => show(res, await load(req)));

  get('/test-sessions/:id/edit', supervisor, async (req, res) => {
    const session = await load(req);
    if (!testSessions.isAhead(session)) return res.redirect(303, `/test-sessions/${session.id}`);
    const [opens, closes] = [wallTime(session.opensAt, config.timeZone), wallTime(session.closesAt, config.timeZone)];
    const typed = { level: String(session.level), room: session.room, date: opens.date, from: opens.time, to: closes.time, groupId: '' };
    await showForm(res, session, typed, (await testSessions.members(session)).map(({ traineeId }) => traineeId));
  });

  post('/test-sessions/:id/edit', supervisor, async (req, res) => {
    const session = await load(req);
    await ahead(req, res, session, () => plan(req, res, session));
  });

  post('/test-sessions/:id/cancellation', supervisor, async (req, res) => {
    const session = await load(req);
    await ahead(req, res, session, async () => {
      try {
        const { reason, then } = formBody(req, cancelForm);
        if (then === 'change') return await show(res, session, reason);
        if (then === 'check') return page(res, 'sessions/cancel-check', { session: view(session, res), reason });
        await testSessions.cancel(session, currentUser(res).id, reason);
        flash(req, 'sessions.cancelled');
        res.redirect(303, `/test-sessions/${session.id}`);
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        await show(res.status(422), session, typedText(req, ['reason']).reason, error.problems);
      }
    });
  });

  /** What has begun or is cancelled is not changed: the page of the session says so. */
  const ahead = async (req: Request, res: Response, session: TestSession, work: () => Promise<void>): Promise<void> => {
    try {
      if (!testSessions.isAhead(session)) throw new ConflictError('The session has begun or is cancelled');
      await work();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      flash(req, 'sessions.tooLate');
      res.redirect(303, `/test-sessions/${session.id}`);
    }
  };

  return router;
}

/** The persons ticked in a form that may be wrong otherwise. */
function ticked(req: Request): number[] {
  const { trainees = [] } = (req.body ?? {}) as { trainees?: unknown };
  return (Array.isArray(trainees) ? trainees : [trainees]).map(Number).filter(Number.isInteger);
}
