import type { Request, Response, Router } from 'express';
import { levelOf } from '../../core/catalogue/catalogue.ts';
import type { WaiverRecord } from '../../core/ladder/waiver.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentLedger } from './integrity-read-model.ts';
import { presentConditions } from './test-presenter.ts';
import { longestReason, traineeFilter, waiverForm } from './waiver-input.ts';
import { gatePath, presentGateRow, presentWaivers, ruleNames, sayLevel } from './waiver-presenter.ts';
import { decidable, type Trainee } from './waiver-service.ts';

const supervisor = ['supervisor'] as const;

type Needs = Pick<Services, 'waivers' | 'accounts' | 'catalogue' | 'db'>;

/** The gates of the trainees as supervisors see them, and the waiver of the practice that a gate asks for. */
export function waiverRoutes({ waivers, accounts, catalogue, db }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request, res: Response) => waivers.forSupervisor(idParam(req), currentUser(res).id);

  get('/gates', supervisor, async (req, res) => {
    const { q } = queryOf(req, traineeFilter);
    const wanted = paging(req);
    const found = await waivers.trainees(currentUser(res).id, q);
    const from = (wanted.page - 1) * wanted.perPage;
    const rows = [];
    for (const trainee of found.slice(from, from + wanted.perPage))
      rows.push(presentGateRow(trainee, await waivers.standing(trainee), catalogue, speech(res)));
    page(res, 'levels/gates', {
      rows,
      rules: ruleNames(speech(res)),
      q,
      pager: presentPager('/gates', { q }, wanted, found.length),
    });
  });

  const show = async (res: Response, trainee: Trainee, reason = '', problems: Problems = {}) => {
    const standing = await waivers.standing(trainee);
    const history = await waivers.history(trainee);
    const names = await accounts.namesOf(history.map(({ by }) => by));
    page(res, 'levels/gate', {
      trainee: trainee.name,
      path: gatePath(trainee),
      level: sayLevel(catalogue, standing.practising, speech(res)),
      number: standing.practising,
      test: speech(res).t(`trainer.groups.test.${standing.test}`),
      conditions: presentConditions(catalogue, standing, speech(res)),
      ledger: await presentLedger(db, trainee.id, standing, levelOf(catalogue, standing.practising).gate.integrity, speech(res)),
      decidable: decidable(standing),
      missing: standing.missing.map((kind) => speech(res).t(`audit.value.clearance.${kind}`)),
      waivers: presentWaivers(history, names, speech(res)),
      longest: longestReason,
      reason,
      problems,
    });
  };

  get('/gates/:id', supervisor, async (req, res) => show(res, await load(req, res)));

  const check = async (res: Response, trainee: Trainee, kind: WaiverRecord['kind'], reason: string) => {
    const standing = await waivers.standing(trainee);
    page(res, 'levels/waiver-check', {
      trainee: trainee.name,
      path: gatePath(trainee),
      level: sayLevel(catalogue, standing.practising, speech(res)),
      kind,
      reason,
    });
  };

  /** What is written is shown again before it counts, since a record is never taken back. */
  const decide = async (req: Request, res: Response, kind: WaiverRecord['kind']) => {
    const trainee = await load(req, res);
    const typed = typedText(req, ['reason']).reason ?? '';
    try {
      const { reason, then } = formBody(req, waiverForm);
      if (then === 'change') return await show(res, trainee, reason);
      if (then === 'check') return await check(res, trainee, kind, reason);
      if (kind === 'waived') await waivers.waive(trainee, currentUser(res).id, reason);
      else await waivers.withdraw(trainee, currentUser(res).id, reason);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return show(res.status(422), trainee, typed, error.problems);
    }
    flash(req, `levels.waiver.done.${kind}`, { name: trainee.name });
    res.redirect(303, gatePath(trainee));
  };

  post('/gates/:id/waiver', supervisor, (req, res) => decide(req, res, 'waived'));
  post('/gates/:id/withdrawal', supervisor, (req, res) => decide(req, res, 'withdrawn'));

  return router;
}
