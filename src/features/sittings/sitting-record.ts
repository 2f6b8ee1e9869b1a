import { isUnaided } from '../../core/ladder/evidence.ts';
import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Action } from '../../core/desk/action.ts';
import { formUntil, itemPlaces } from '../../core/sittings/places.ts';
import type { SittingRecord } from '../../core/sittings/rescore.ts';
import { practiceObservations } from '../levels/level-read-model.ts';
import { actionsByPosition } from './action-store.ts';
import type { CaseCache } from './case-cache.ts';
import { caseIdsOf } from './grade-store.ts';
import { takenPlaces } from './form-read-model.ts';
import type { Sitting } from './sitting-store.ts';
import { handedOver, markedMoves } from './typed-reply-read-model.ts';

/** When a test was closed, ISO-8601 UTC, and whether it was opened again since. */
export interface ClosedAt {
  at: string;
  again?: boolean;
}

type Graded = Pick<Sitting, 'id' | 'traineeId' | 'kind' | 'level' | 'form'>;

/** All that a sitting is graded from when it is closed at a moment; what was done after it was opened `again` is not in it. */
export async function sittingRecord(
  db: Knex,
  { cases, catalogue }: { cases: CaseCache; catalogue: Catalogue },
  { id, traineeId, kind, level, form }: Graded,
  { at: closed, again = false }: ClosedAt,
): Promise<SittingRecord> {
  const caseIds = await caseIdsOf(db, id);
  const bodies = await cases.getMany(db, [...caseIds.values()]);
  const actions = await actionsByPosition(db, id);
  const at = (position: number): Action[] => (actions.get(position) ?? []).filter((action) => !again || action.at <= closed);
  const { items, cut, has } = formUntil(form.extended?.first ?? form, form.extended?.parts ?? [], again ? closed : '9999');
  const places = itemPlaces(takenPlaces(caseIds.keys(), form), items.length);
  const talks = await cases.talks.getMany(db, (form.talks ?? []).map((each) => each.id));
  const marked = talks.size > 0 ? await markedMoves(db, id) : new Map<number, never>();
  // Markers take days: what is practised meanwhile counts for no test that was handed in before.
  const practised = marked.size > 0 ? ((await handedOver(db, id, closed)) ?? closed) : closed;
  return {
    level,
    cases: [...caseIds].filter(([position]) => has(position)).map(([position, caseId]) => ({ position, caseId, permitCase: bodies.get(caseId)!.permitCase, actions: at(position) })),
    talks: (form.talks ?? []).map((each) => ({ position: each.place, talk: talks.get(each.id)!, actions: at(each.place), ...(marked.has(each.place) && { marked: marked.get(each.place)! }) })),
    items: [...keptItems(form), ...items.map((item, index) => ({ item, actions: at(places[index]!) }))],
    cut: cut ?? null,
    ...(form.delta && { withoutFloors: true }),
    practice: kind === 'test' ? await practiceUntil(db, catalogue, { traineeId, level }, practised) : [],
  };
}

/** Items of an earlier test with the choice that is kept. */
const keptItems = ({ kept }: Sitting['form']): SittingRecord['items'] =>
  (kept?.answers ?? []).map(({ item, choice }) => ({ item, actions: choice === null ? [] : [{ id: 'kept', type: 'answer', item, choice, at: kept!.answeredAt }] }));

/** What was observed in unassisted practice in the days before that count, oldest first. */
async function practiceUntil(db: Knex, catalogue: Catalogue, { traineeId, level }: Pick<Sitting, 'traineeId' | 'level'>, until: string): Promise<SittingRecord['practice']> {
  const since = new Date(Date.parse(until) - levelOf(catalogue, level).gate.days * 24 * 60 * 60 * 1000).toISOString();
  return (await practiceObservations(db, traineeId, since)).filter((each) => each.at <= until && isUnaided(each)).map(({ competency, score }) => ({ competency, score }));
}
