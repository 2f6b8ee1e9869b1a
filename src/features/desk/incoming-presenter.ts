import { eventChannels, type IntegrityAct, integrityActs, relations } from '../../core/catalogue/content.ts';
import { eventAt } from '../../core/desk/event.ts';
import { type DeskRequest, typed } from './desk-frame.ts';
import type { Choice, IncomingView } from './desk-view.ts';

/** The trays of what came in, and what can be recorded about it: the same on every case, so that only what lies in a tray tells anything. */
export function presentIncoming(request: DeskRequest): IncomingView {
  const { catalogue, permitCase, desk, language, t, format, entered } = request;
  const event = eventAt(catalogue, permitCase, [...desk.past.map(({ stage }) => stage), desk.stage]);
  const chosen = { act: typed(entered, 'act', ''), relation: typed(entered, 'relation', desk.conflict?.relation ?? '') };
  const choices = (kind: 'act' | 'relation', ids: readonly string[]): Choice[] => ids.map((id) => ({ id, name: t(`events.${kind}.${id}`), checked: id === chosen[kind] }));
  return {
    trays: eventChannels.map((id) => ({ id, name: t(`events.tray.${id}`), text: event?.channel === id ? (event.text[permitCase.event!.variant] ?? event.text[0]!)[language] : null })),
    groups: Object.entries(integrityActs).map(([id, acts]) => ({ name: t(`events.record.${id}`), acts: choices('act', acts as readonly IntegrityAct[]) })),
    recorded: desk.integrity.map(({ id, act, at }, index) => ({ id, number: index + 1, name: t(`events.act.${act}`), at: format.time(at), isFinal: act === 'delete' })),
    relations: choices('relation', relations),
    declared: desk.conflict ? { name: t(`events.relation.${desk.conflict.relation}`), at: format.time(desk.conflict.at) } : null,
  };
}
