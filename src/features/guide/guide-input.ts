import type { Request } from 'express';
import { z } from 'zod';
import type { Reply } from '../../core/conversations/reply.ts';
import { channels, modes, mostTurns } from '../../core/conversations/vocabulary.ts';
import type { Language } from '../../core/shared/text.ts';
import { listOf, typedText } from '../../platform/request.ts';
import type { Entered } from './talk-presenter.ts';

export const talkForm = z.object({ talk: z.string().max(80), mode: z.enum(modes, 'guide.unknownMode') });

export const guideFilter = z.object({ channel: z.enum(channels).nullable().catch(null).default(null) });

const turn = z.coerce.number().int().min(1).max(mostTurns + 20);

/** A reply in one of its kinds; `turn` is the number that it is to have. */
export const replyForm = z.discriminatedUnion('kind', [
  z.object({ turn, kind: z.literal('card'), card: z.coerce.number('guide.refused.empty').int().min(0).max(20) }),
  z.object({ turn, kind: z.literal('phrases'), phrases: listOf(z.string().max(60)) }),
  z.object({ turn, kind: z.literal('typed'), text: z.string().max(5_000) }),
  z.object({ turn, kind: z.literal('services'), services: listOf(z.string().max(8)) }),
  z.object({ turn, kind: z.literal('papers'), documents: listOf(z.string().max(20)) }),
  z.object({ turn, kind: z.literal('terms'), free: z.enum(['yes', 'no'], 'guide.refused.empty'), days: z.coerce.number('guide.refused.days').int('guide.refused.days').min(1, 'guide.refused.days').max(365, 'guide.refused.days') }),
  z.object({ turn, kind: z.literal('form'), paper: z.string('guide.refused.empty').max(40) }),
  z.object({ turn, kind: z.literal('end') }),
]);
export type ReplyForm = z.infer<typeof replyForm>;

export function toReply(form: ReplyForm, language: Language): Reply {
  if (form.kind === 'card') return { kind: 'card', card: form.card };
  if (form.kind === 'phrases') return { kind: 'phrases', phrases: form.phrases };
  if (form.kind === 'services') return { kind: 'services', services: form.services.filter(Boolean) };
  if (form.kind === 'papers') return { kind: 'papers', documents: form.documents };
  if (form.kind === 'terms') return { kind: 'terms', free: form.free === 'yes', days: form.days };
  if (form.kind === 'form') return { kind: 'form', paper: form.paper };
  return form.kind === 'typed' ? { kind: 'typed', text: form.text, language } : { kind: 'end' };
}

/** The field that a message about a reply stands at. */
export const fieldOf = { card: 'card', phrases: 'phrases', typed: 'text', services: 'services', papers: 'documents', terms: 'days', form: 'paper', end: 'form' } as const;

/** What was typed or ticked stays on the page. */
export function enteredIn(req: Request): Entered {
  const { card, text } = typedText(req, ['card', 'text']) as { card: string; text: string };
  const ticked = (req.body as { phrases?: unknown } | undefined)?.phrases;
  const phrases = (Array.isArray(ticked) ? ticked : [ticked]).filter((each): each is string => typeof each === 'string');
  return { card, text, phrases };
}
