import { z } from 'zod';
import { problems } from '../../core/catalogue/content.ts';
import { reasons } from '../../core/shift/act.ts';
import type { InspectionAct } from '../../core/shift/inspection-acts.ts';
import { type Whole, wholes } from '../../core/shift/inspection.ts';

export const beginForm = z.object({ level: z.coerce.number('shifts.unknownLevel').int('shifts.unknownLevel').min(1, 'shifts.unknownLevel').max(5, 'shifts.unknownLevel') });

/** What every act brings: the number that it is to have, and the minute that the page showed. */
const shown = { number: z.coerce.number().int().min(1).max(100_000), minute: z.coerce.number().min(0).max(1_000_000) };
const job = z.string().max(8);
const reason = z.enum(reasons, 'shifts.refused.reason');

export const actForm = z.discriminatedUnion('type', [
  z.object({ ...shown, type: z.literal('take'), job }),
  z.object({ ...shown, type: z.literal('resume'), job }),
  z.object({ ...shown, type: z.literal('park'), job, reason }),
  z.object({ ...shown, type: z.literal('wait'), job, reason }),
  z.object({ ...shown, type: z.literal('escalate'), job, reason }),
  z.object({ ...shown, type: z.literal('hand-over'), job, reason }),
  z.object({ ...shown, type: z.literal('pause') }),
  z.object({ ...shown, type: z.literal('continue') }),
  z.object({ ...shown, type: z.literal('end') }),
]);

const act = { number: shown.number };

/** What an inspector does on the page of a decided file. */
export const inspectionForm = z.discriminatedUnion('type', [
  z.object({ ...act, type: z.literal('missed'), place: z.string('inspections.refused.place').regex(/^[A-Za-z]{1,40}\.[A-Za-z0-9]{0,60}$/, 'inspections.refused.place'), problem: z.enum(problems, 'inspections.refused.problem') }),
  z.object({ ...act, type: z.literal('unfounded'), finding: z.string().max(64) }),
  z.object({ ...act, type: z.literal('whole'), whole: z.enum(Object.keys(wholes) as [Whole, ...Whole[]], 'inspections.refused.whole') }),
  z.object({ ...act, type: z.literal('withdraw'), note: z.string().max(160) }),
  z.object({ ...act, type: z.literal('conclude'), stands: z.enum(['yes', 'no'], 'inspections.refused.stands') }),
]);

/** The act that a form means. */
export function toInspectionAct(form: z.infer<typeof inspectionForm>): InspectionAct {
  if (form.type === 'withdraw') return { type: 'withdraw', note: form.note };
  if (form.type === 'conclude') return { type: 'conclude', stands: form.stands === 'yes' };
  if (form.type === 'whole') return { type: 'note', note: { kind: form.whole } };
  if (form.type === 'unfounded') return { type: 'note', note: { kind: 'unfounded', finding: form.finding } };
  const [document, field] = form.place.split('.') as [string, string];
  return { type: 'note', note: { kind: 'missed', document, field, problem: form.problem } };
}

export const documentQuery = z.object({ document: z.string().regex(/^[A-Z]+$/).nullable().catch(null) });
