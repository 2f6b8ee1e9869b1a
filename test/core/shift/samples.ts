import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { ShiftAct, Work } from '../../../src/core/shift/act.ts';
import type { Arrival, ArrivingFile, ShiftPlan } from '../../../src/core/shift/plan.ts';
import { content } from '../../support/content.ts';

/** The shifts of the pack with plain numbers, so that a test can be checked by head. */
export const catalogue = (): Pick<Catalogue, 'shifts'> => ({
  shifts: { ...content().shifts, people: { chat: { patience: 9, answer: 4, minutes: 3 }, call: { patience: 5, answer: 2, minutes: 2 } }, colleagueTakesAfter: 20, scoring: { weights: { application: 3, inspection: 3, chat: 1, call: 1 }, timeShare: 0.3, errorCost: 1 } },
});

export const file = (id: string, more: Partial<ArrivingFile> = {}): ArrivingFile => ({
  id, kind: 'application', at: 0, service: 'SIUP', seed: id, receivedOn: '2015-06-08', dueOn: '2015-06-10', note: null, instructed: false, answersAfter: 10, wanted: false, ...more,
}); // prettier-ignore

export const person = (id: string, kind: 'chat' | 'call', at: number): Arrival => ({ id, kind, at, situation: 'G1', variant: 'a' });

export const plan = (arrivals: readonly Arrival[], more: Partial<ShiftPlan> = {}): ShiftPlan => ({
  level: 4, seed: 's', date: '2015-06-10', startsAt: '13:00', minutes: 60, eve: false, rush: null, outage: null, absence: null, arrivals, ...more,
}); // prettier-ignore

export const work = (more: Partial<Work> = {}): Work => ({ quality: 0.8, decision: 1, minutes: 10, sla: 12, critical: false, ...more });

export const take = (job: string, minute: number): ShiftAct => ({ type: 'take', job, minute });
export const close = (job: string, minute: number, more: Partial<Work> = {}): ShiftAct => ({ type: 'close', job, minute, work: work(more) });
export const park = (job: string, minute: number): ShiftAct => ({ type: 'park', job, minute, reason: 'interrupted' });
