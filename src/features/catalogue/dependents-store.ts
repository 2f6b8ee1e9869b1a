import type { Knex } from 'knex';
import { type SittingForm, toForm } from '../sittings/form-read-model.ts';

/** A form that was made ahead; who it is for is told nowhere. */
export interface DependentForm {
  id: number;
  level: number;
  contentVersion: string;
  madeAt: string;
  /** Nobody has sat it yet. */
  unused: boolean;
}

/** What a form has to hold to be among them. */
interface Wanted {
  items: readonly string[];
  /** Of conversations and events of a case. */
  scripts: readonly string[];
  /** Of guidance cases. */
  situations: readonly string[];
  /** Whether files of a service at a level are meant. */
  judged(files: { service: string; level: number }): boolean;
}

/** Forms with one of these items, or with a case of such files, with one of these conversations or guidance cases, the newest first. */
export async function formsWith(db: Knex, { items, scripts, situations, judged }: Wanted): Promise<DependentForm[]> {
  const rows: { id: number; level: number; contentVersion: string; madeAt: string; form: string; sat: number | string }[] = await db('frozen_forms')
    .orderBy('id', 'desc')
    .select({
      id: 'id', level: 'level', contentVersion: 'content_version', madeAt: 'made_at', form: 'form',
      sat: db('sittings').whereRaw('sittings.frozen_form_id = frozen_forms.id').count('*'),
    }); // prettier-ignore
  const kinds: { form: number; service: string; level: number }[] = await casesOf(db).distinct({ form: 'frozen_form_id', service: 'cases.service', level: 'cases.level' });
  const ofCases = new Set(kinds.filter(judged).map(({ form }) => form));
  if (scripts.length > 0) {
    const bodies: { frozen_form_id: number; body: string }[] = await casesOf(db).select('frozen_form_id', 'cases.body');
    for (const { frozen_form_id: form, body } of bodies)
      if (scriptsOf(body).some((script) => script !== undefined && scripts.includes(script))) ofCases.add(form);
  }
  const wanted = new Set(items);
  const talks = new Set<number>(situations.length > 0 ? await db('test_talks').whereIn('situation', [...situations]).pluck('id') : []);
  const holds = (form: SittingForm) => form.items.some((item) => wanted.has(item)) || (form.talks ?? []).some(({ id }) => talks.has(id));
  return rows
    .filter(({ id, form }) => ofCases.has(id) || holds(toForm(id, form)))
    .map(({ form: _, sat, ...row }) => ({ ...row, unused: Number(sat) === 0 }));
}

/** The scripts of a case: of its conversations, and of what comes in beside it. */
function scriptsOf(body: string): (string | undefined)[] {
  const { conversations = [], event } = JSON.parse(body) as { conversations?: { script?: string }[]; event?: { script: string } };
  return [...conversations.map(({ script }) => script), event?.script];
}

const casesOf = (db: Knex) => db('frozen_form_cases').join('cases', 'cases.id', 'frozen_form_cases.case_id');
