import type { Scenario } from '../core/scenarios/scenario.ts';
import { peopleWithRole } from '../features/accounts/account-read-model.ts';
import type { Services } from '../services.ts';
import { UsageError } from './usage-error.ts';

/** `scenario import`: a scenario becomes the draft of its code in the name of a trainer. */
export async function importCommand({ scenarios, db }: Pick<Services, 'scenarios' | 'db'>, document: Scenario, as: string): Promise<{ code: string; kind: string }> {
  const person = (await peopleWithRole(db, 'trainer')).find(({ username }) => username === as);
  if (!person) throw new UsageError(`as: "${as}" is not the username of a trainer`);
  const { kind } = await scenarios.take(person, document);
  return { code: document.code, kind };
}

/** `scenario export`: the version in use, or the draft. */
export async function exportCommand({ scenarios }: Pick<Services, 'scenarios'>, code: string, draft: boolean): Promise<object> {
  const document = await scenarios.export(code, draft);
  if (!document) throw new UsageError(`code: no scenario ${draft ? '' : 'in use '}is called "${code}"`);
  return document;
}
