import { type Catalogue, known } from '../../core/catalogue/catalogue.ts';
import type { Text } from '../../core/shared/text.ts';
import type { Conversation } from '../../core/cases/dossier.ts';
import { type DeskRequest, typed } from './desk-frame.ts';
import type { ConversationView } from './desk-view.ts';

/** The conversations of a case. An offer and an ordinary message look the same: only their words differ. */
export function presentConversations(request: DeskRequest): ConversationView[] {
  const { catalogue, permitCase, desk, language, t, format, entered } = request;
  return permitCase.conversations.map((conversation) => {
    const script = scriptOf(catalogue, conversation);
    const sent = desk.replies[conversation.id];
    const chosen = typed(entered, 'conversation', '') === conversation.id ? typed(entered, 'reply', '') : sent?.reply;
    const textOf = (id: string) => known(script.replies, id, 'reply')[language];
    return {
      id: conversation.id,
      title: t(`desk.conversation.${conversation.id}.title`),
      from: t(`desk.conversation.${conversation.id}.from`),
      lines: (script.texts[conversation.variant] ?? script.texts[0]!)[language].split('\n').filter(Boolean),
      replies: conversation.replies.map((id) => ({ id, name: textOf(id), checked: id === chosen })),
      sent: sent ? { text: textOf(sent.reply), at: format.time(sent.at) } : null,
    };
  });
}

/** Wordings and replies of a script, without its points and lessons: those never reach the desk. */
function scriptOf(catalogue: Catalogue, { id, script }: Conversation): { texts: Text[]; replies: Map<string, Text> } {
  const found =
    id === 'guide'
      ? known(catalogue.guides, script, 'guide script')
      : known(catalogue.messages, script, 'message script');
  return { texts: found.text, replies: new Map(found.replies.map((reply) => [reply.id, reply.text])) };
}
