import type { Response, Router } from 'express';
import { levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { leastForWord } from '../../core/mastery/words.ts';
import { competencies } from '../../core/shared/competency.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import type { Speech } from '../../platform/i18n.ts';
import { homeOf } from '../../platform/navigation.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { holds, presentConditions } from './test-presenter.ts';
import { latestDecision } from '../evaluations/evaluation-read-model.ts';
import { openAssignmentsOf } from '../trainer/assignment-read-model.ts';
import { unreadNotesOf } from '../trainer/note-read-model.ts';
import { wallTime } from '../../platform/local-time.ts';
import { presentCompetencies, presentLadder, presentLatestDecision, presentNextAct } from './level-presenter.ts';
import { presentAssignments, presentNoteNotice } from './assigned-presenter.ts';
import { presentLedger } from './integrity-read-model.ts';
import { presentPlanned } from './planned-presenter.ts';
import { openWorkOf, practiceTotals, recentPractices } from './work-read-model.ts';
import { chosenCompetency, presentCourse, presentScores } from './progress-presenter.ts';

type Needs = Pick<Services, 'tests' | 'practices' | 'catalogue' | 'db' | 'now' | 'config'>;

/** A trainee's home and progress; everybody else is led to the first page of the own role. */
export function levelRoutes({ tests, practices, catalogue, db, now, config }: Needs): Router {
  const { router, get } = createRoutes();

  get('/', 'signed-in', async (_req, res) => {
    const person = currentUser(res);
    if (!person.roles.includes('trainee')) return res.redirect(303, homeOf(person));
    const speech = res.locals as Speech;
    const standing = await tests.standing(person);
    const open = await openWorkOf(db, person.id, (code) => serviceOf(catalogue, code).name[speech.language]);
    const conditions = presentConditions(catalogue, standing, speech);
    const { planned } = await tests.admission(person, standing);
    page(res, 'levels/home', {
      leastForWord,
      planned: presentPlanned(planned, await tests.minutesOf(person), catalogue, now().toISOString(), speech),
      name: person.name,
      level: { number: standing.working, name: levelOf(catalogue, standing.working).name[speech.language] },
      act: presentNextAct(catalogue, standing, open, practices.proposals(standing, person)[0] ?? null, speech),
      notes: presentNoteNotice(catalogue, await unreadNotesOf(db, person.id), speech),
      assignments: presentAssignments(catalogue, await openAssignmentsOf(db, person.id), wallTime(now(), config.timeZone).date, speech),
      decision: presentLatestDecision(await latestDecision(db, person.id), speech),
      ladder: presentLadder(catalogue, standing, speech),
      conditions,
      met: conditions.filter(holds).length,
      test: standing.test,
      marking: standing.pending !== null && standing.pending.result === null,
      pendingSince: standing.pending?.evaluation ? speech.format.date(standing.pending.evaluation.openedAt) : '',
      retakeFrom: standing.retakeFrom ? speech.format.dateTime(standing.retakeFrom) : '',
      competencies: presentCompetencies(standing.gate.evidence, speech),
      first: standing.cases.length === 0,
      recent: presentRecent(await recentPractices(db, person.id, 5), res),
    });
  });

  const presentRecent = (rows: Awaited<ReturnType<typeof recentPractices>>, res: Response) => {
    const { format, language, t } = res.locals as Speech;
    return rows.map((row) => ({
      href: `/sittings/${row.id}/result`,
      service: serviceOf(catalogue, row.service).name[language],
      date: format.dateTime(row.submittedAt),
      total: row.total === null ? t('sittings.ungraded') : format.number(row.total, 1),
    }));
  };

  get('/progress', ['trainee'], async (req, res) => {
    const person = currentUser(res);
    const speech = res.locals as Speech;
    const standing = await tests.standing(person);
    const { cutTheta, gate } = levelOf(catalogue, standing.practising);
    const totals = await practiceTotals(db, person.id);
    page(res, 'levels/progress', {
      course: presentCourse(
        standing.observations,
        chosenCompetency(req.query.competency),
        standing.gate.evidence,
        cutTheta,
        speech,
      ),
      choices: competencies.map((code) => ({ code, name: speech.t(`grading.competency.${code}`) })),
      competencies: presentCompetencies(standing.gate.evidence, speech),
      scores: presentScores(totals),
      practices: totals.length,
      days: gate.days,
      ledger: await presentLedger(db, person.id, standing, gate.integrity, speech),
    });
  });

  return router;
}
