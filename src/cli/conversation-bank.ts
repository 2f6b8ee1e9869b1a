import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Situation } from '../core/conversations/format.ts';
import { peopleWithRole } from '../features/accounts/account-read-model.ts';
import { examineFile } from '../features/conversations/conversation-file.ts';
import { createSpeech } from '../platform/i18n.ts';
import type { Services } from '../services.ts';
import { UsageError } from './usage-error.ts';

/** The conversation of a file as the bank would take it, or every reason against it with the way into the file. */
export function conversationOf(catalogue: Catalogue, file: unknown): { ok: true; situation: Situation } | { ok: false; faults: { path: string; reason: string; text: string }[] } {
  const examined = examineFile(catalogue, file);
  if ('situation' in examined) return { ok: true, situation: examined.situation };
  const { t } = createSpeech({ timeZone: 'Asia/Jakarta' })('en');
  return { ok: false, faults: examined.refused.map(({ path, kind, what }) => ({ path: path.join('.') || 'situations', reason: kind, text: t(`conversations.refused.${kind}`, { what }) })) };
}

/** `conversation import`: a conversation becomes a draft in the name of a trainer. */
export async function importConversation({ conversations, db }: Pick<Services, 'conversations' | 'db'>, situation: Situation, as: string): Promise<{ code: string; kind: string }> {
  const person = (await peopleWithRole(db, 'trainer')).find(({ username }) => username === as);
  if (!person) throw new UsageError(`as: "${as}" is not the username of a trainer`);
  return conversations.bring(person, situation);
}

/** `conversation export`: the version in use, or the draft, as a file. */
export async function exportConversation({ conversations }: Pick<Services, 'conversations'>, code: string, draft: boolean): Promise<object> {
  const document = await conversations.export(code, draft);
  if (!document) throw new UsageError(`code: no conversation ${draft ? '' : 'in use '}is called "${code}"`);
  return { situations: [document] };
}
