import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { PermitCase, Recipe } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import type { Action, Command } from '../../../src/core/desk/action.ts';
import { defectKindsOf } from '../../../src/core/ladder/cards.ts';
import { talkActions } from '../../../src/core/operators/converse.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { plainResponder } from '../../../src/core/operators/responders.ts';
import type { Archetype } from '../../../src/core/operators/profile.ts';
import { competencies } from '../../../src/core/shared/competency.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { itemPlaces } from '../../../src/core/sittings/places.ts';
import { takenPlaces } from '../../../src/features/sittings/form-read-model.ts';
import { talksIn } from '../../../src/features/sittings/talk-read-model.ts';
import { findAnySitting } from '../../../src/features/sittings/sitting-store.ts';
import type { TestApp, TestBrowser } from '../../support/app.ts';

/** A client-made id. */
export const actionId = (): string => randomBytes(12).toString('hex');

/** Begins a practice of a service as this person and gives where it is. */
export async function beginPractice(
  browser: TestBrowser,
  service = 'SIUP',
): Promise<{ sittingId: number; casePath: string }> {
  await browser.open('/practice');
  const answer = await browser.post('/practices', { service });
  const casePath = answer.headers.location as string;
  return { sittingId: Number(/sittings\/(\d+)/.exec(casePath)![1]), casePath };
}

/** Gives a trainee the case of this recipe as a practice, whatever their level. */
export async function givePractice(app: TestApp, traineeId: number, recipe: Recipe): Promise<{ sittingId: number; caseId: number; path: string; permitCase: PermitCase }> {
  const permitCase = generateCase(app.services.catalogue, recipe);
  const row = {
    service: recipe.service,
    level: recipe.level,
    seed: recipe.seed,
    recipe: JSON.stringify(recipe),
    content_version: permitCase.contentVersion,
    purpose: 'practice',
    body: JSON.stringify(permitCase),
    made_at: app.clock.now().toISOString(),
  };
  const caseId = await insert(app.db, 'cases', row);
  const sittingId = await app.db.transaction((trx) => app.services.practices.issue(trx, traineeId, traineeId, permitCase, [caseId]));
  return { sittingId, caseId, path: `/sittings/${sittingId}/cases/1`, permitCase };
}

/** The stored case of a sitting. */
export async function caseOf(db: Knex, sittingId: number, position = 1): Promise<PermitCase> {
  const row = await db('cases')
    .join('sitting_cases', 'sitting_cases.case_id', 'cases.id')
    .where({ sitting_id: sittingId, position })
    .first('body');
  return JSON.parse(row.body) as PermitCase;
}

/** What is needed to write into the log of a sitting. */
export type Desk = Pick<TestApp, 'db' | 'services'> & { clock: { now(): Date } };

/** What a synthetic operator does on a permit or guidance case, as commands with ids of their own. */
export async function workOn(
  app: Desk,
  sittingId: number,
  archetype: Archetype = 'expert',
  position = 1,
): Promise<Action[]> {
  const random = randomFrom(`${sittingId}/${position}`);
  const prefix = actionId();
  const guidance = (await talksIn(app.db, sittingId)).find((each) => each.position === position);
  // Who stamps files leaves the citizen alone.
  if (guidance && archetype !== 'expert' && archetype !== 'sound') return [];
  if (guidance) return talkActions(guidance.talk.script, plainResponder(archetype === 'expert' ? 6 : 1, 0), { random, startAt: app.clock.now().toISOString(), prefix, before: 0 }, guidance.talk.mode === 'typed' ? 'typed' : 'cards');
  const permitCase = await caseOf(app.db, sittingId, position);
  const rename = (id: string) => `${prefix}-${id}`;
  return operate(app.services.catalogue, permitCase, { archetype, random, startAt: app.clock.now().toISOString() }).map((action) => {
    const renamed = { ...action, id: rename(action.id) };
    if (renamed.type === 'write-letter') return { ...renamed, findings: renamed.findings.map(rename) };
    return renamed.type === 'withdraw-finding' ? { ...renamed, finding: rename(renamed.finding) } : renamed;
  });
}

/** Records actions as the person's own, all at once, ten seconds of the clock later. */
export async function record(
  app: TestApp,
  person: number,
  sittingId: number,
  position: number,
  actions: readonly Action[],
): Promise<void> {
  const commands = actions.map(({ at: _, ...command }) => command as Command);
  app.clock.advance(10);
  const answer = await app.services.sittings.save({ id: person }, sittingId, position, commands);
  if (answer.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(answer)}`);
}

/** Evidence that opens the gate of level 1: forty practised cases, all right, with observations of every competency. */
export async function openGate({ db, services, clock }: TestApp, traineeId: number, name = 'gate'): Promise<void> {
  const { catalogue } = services;
  const { services: codes } = catalogue.levels[0]!;
  const defects = defectKindsOf(catalogue, 1).map((defect) => ({ check: defect, defect, found: true }));
  for (let index = 0; index < 40; index++) {
    const at = new Date(clock.now().getTime() - (40 - index) * 3 * 3_600_000).toISOString();
    const service = codes[index % codes.length]!;
    const body = JSON.stringify(generateCase(catalogue, { service, level: 1, seed: 'gate', breaks: [] }));
    const caseId = await insert(db, 'cases', {
      service,
      level: 1,
      seed: `${name}-${traineeId}-${index}`,
      recipe: '{}',
      content_version: catalogue.version,
      purpose: 'practice',
      body,
      made_at: at,
    });
    const sitting = {
      trainee_id: traineeId,
      kind: 'practice',
      level: 1,
      content_version: catalogue.version,
      form: '{}',
      issued_at: at,
      started_at: at,
      submitted_at: at,
      closed_by: 'trainee',
    };
    const sittingId = await insert(db, 'sittings', sitting);
    await db('sitting_cases').insert({ sitting_id: sittingId, position: 1, case_id: caseId });
    const grade = { version: 'x', total: 95, marks: [], critical: [], observations: [], decisionRight: true, defects };
    await db('case_grades').insert({
      sitting_id: sittingId,
      position: 1,
      grader_version: 'x',
      total: 95,
      grade: JSON.stringify(grade),
      graded_at: at,
    });
    const score = index % 6 === 5 ? 0 : 1;
    const observation = {
      trainee_id: traineeId,
      sitting_id: sittingId,
      opportunity: 'x',
      difficulty: 0.3,
      score,
      observed_at: at,
    };
    await db('observations').insert(competencies.map((competency) => ({ ...observation, competency })));
    const found = defects.map(({ defect }) => [...catalogue.checks.values()].find((check) => check.defect === defect)!.id);
    await db('observations').insert(
      found.map((opportunity) => ({ ...observation, competency: 'VER', opportunity, score: 1 })),
    );
  }
}

async function insert(db: Knex, table: string, row: object): Promise<number> {
  const [added] = await db(table).insert(row).returning('id');
  return (added as { id: number }).id;
}

/** Begins a test as a person whose gate is open, and gives its id. */
export async function beginTest(app: TestApp, browser: TestBrowser, traineeId: number): Promise<number> {
  await openGate(app, traineeId);
  await browser.open('/tests/new');
  const answer = await browser.post('/tests');
  return Number(/sittings\/(\d+)/.exec(answer.headers.location as string)![1]);
}

/**
 * Works on every case, the guidance cases too, as this operator and answers every item rightly; written straight into the log, as if it had been saved a moment ago. What the
 * operator does may be changed by `change`; a short form has fewer cases.
 */
export async function passTest(
  app: TestApp,
  sittingId: number,
  archetype: Archetype = 'expert',
  change: (action: Action, position: number) => Action = (action) => action,
  cases = 8,
): Promise<void> {
  const { items } = JSON.parse((await app.db('sittings').where({ id: sittingId }).first('form')).form) as {
    items: string[];
  };
  const row = (position: number, { id, type, at, ...payload }: Action) => ({
    sitting_id: sittingId,
    position,
    action_id: id,
    type,
    payload: JSON.stringify(payload),
    at,
  });
  for (let position = 1; position <= cases; position++) {
    const actions = await workOn(app, sittingId, archetype, position);
    if (actions.length > 0) await app.db('actions').insert(actions.map((action) => row(position, change(action, position))));
  }
  const at = app.clock.now().toISOString();
  const answer = (item: string): Action => ({
    id: actionId(),
    type: 'answer',
    item,
    choice: app.services.catalogue.questions.get(item)!.key,
    at,
  });
  if (items.length > 0) await app.db('actions').insert(items.map((item, index) => row(cases + 1 + index, answer(item))));
}

/**
 * Works like an expert on some of the cases that are open, the guidance case first, then the files by their order in the part, and answers every open item rightly; the other cases stay untouched. Half of them
 * leave a test of level 1 near its cut.
 */
export async function workOnSome(app: Desk, sittingId: number, cases: number): Promise<void> {
  const sitting = (await findAnySitting(app.db, sittingId))!;
  const places: number[] = await app.db('sitting_cases').where({ sitting_id: sittingId }).orderBy('position').pluck('position');
  const at = app.clock.now().toISOString();
  const row = (position: number, { id, type, at: moment, ...payload }: Action) => ({ sitting_id: sittingId, position, action_id: id, type, payload: JSON.stringify(payload), at: moment });
  const guidance = (sitting.form.talks ?? []).map(({ place }) => place);
  for (const place of [...guidance, ...places].filter((each) => each >= sitting.openFrom).slice(0, cases))
    await app.db('actions').insert((await workOn(app, sittingId, 'expert', place)).map((action) => row(place, action)));
  const rights = itemPlaces(takenPlaces(places, sitting.form), sitting.form.items.length).flatMap((place, index): [number, Action][] => {
    const item = sitting.form.items[index]!;
    return place < sitting.openFrom ? [] : [[place, { id: actionId(), type: 'answer', item, choice: app.services.catalogue.questions.get(item)!.key, at }]];
  });
  if (rights.length > 0) await app.db('actions').insert(rights.map(([place, action]) => row(place, action)));
  app.services.sittings.changed([sittingId]);
}
