import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { applicationOf } from '../../core/catalogue/application.ts';
import { begin, step } from '../../core/conversations/engine.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { kindOfMode, type RefusedReply, refusedReply, type Reply } from '../../core/conversations/reply.ts';
import { isTask } from '../../core/conversations/task.ts';
import { mostCharacters, type Mode, mostPhrases, mostTurns } from '../../core/conversations/vocabulary.ts';
import { type Language, languages } from '../../core/shared/text.ts';
import type { Routes } from '../../platform/access.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { headOf, type WorkPages } from '../authoring/work-routes.ts';
import { enteredIn, fieldOf, replyForm, toReply } from '../guide/guide-input.ts';
import type { OpenTalk } from '../guide/guide-service.ts';
import { presentModes } from '../guide/list-presenter.ts';
import { presentResult } from '../guide/result-presenter.ts';
import { nothingEntered, presentTalk } from '../guide/talk-presenter.ts';
import { playQuery, startQuery } from './conversation-input.ts';

const trainer = ['trainer'] as const;

/** What was said before, as the page of a trial carries it: nothing of a trial is recorded. */
const saidBefore = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('card'), card: z.number().int().min(0) }),
    z.strictObject({ kind: z.literal('phrases'), phrases: z.array(z.string().max(60)).max(20) }),
    z.strictObject({ kind: z.literal('typed'), text: z.string().max(mostCharacters), language: z.enum(languages) }),
    z.strictObject({ kind: z.literal('services'), services: z.array(z.string().max(8)).max(10) }),
    z.strictObject({ kind: z.literal('papers'), documents: z.array(z.string().max(20)).max(100) }),
    z.strictObject({ kind: z.literal('terms'), free: z.boolean(), days: z.number().int() }),
    z.strictObject({ kind: z.literal('form'), paper: z.string().max(40) }),
    z.strictObject({ kind: z.literal('end') }),
  ]),
).max(mostTurns + 20); // prettier-ignore

/** A trial with what was said in it. */
interface Trial extends OpenTalk {
  said: Reply[];
}

/** Playing a draft as a trainee would, turn by turn, to the result. */
export function addPlayRoutes({ get, post }: Pick<Routes, 'get' | 'post'>, { works, conversations, catalogue }: Pick<Services, 'works' | 'conversations' | 'catalogue'>, pages: WorkPages): void {
  const { base } = pages;
  const speech = (res: Response) => res.locals as Speech;

  const show = async (req: Request, res: Response, given: unknown, said: readonly Reply[], next: { reply: Reply } | { problems: Problems } | null) => {
    const work = await works.get('conversation', idParam(req));
    const situation = conversations.playable(work.draft.document);
    const head = headOf(works, pages, work, 'play', speech(res));
    if (!situation) return page(res, 'conversations/unplayable', { head });
    const { variant, mode, seed } = playQuery.parse(given);
    const open = trial(situation, variant, mode, seed, said);
    const refused = next && 'reply' in next ? goOn(open, next.reply) : null;
    const problems = next && 'problems' in next ? next.problems : refused ? { [refused.field]: { key: `guide.refused.${refused.reason}`, vars: { phrases: mostPhrases, characters: mostCharacters } } } : {};
    const failed = Object.keys(problems).length > 0;
    const { talk, state } = open;
    const path = `${base}/${work.id}/play`;
    page(failed ? res.status(422) : res, 'conversations/play', {
      head,
      path,
      variants: situation.variants.map(({ id, title }) => ({ value: id, label: title[speech(res).language] })),
      modes: presentModes(talk.level, speech(res)),
      chosen: { variant: talk.variant, mode },
      talk: state.over ? null : { ...presentTalk(open, failed ? enteredIn(req) : nothingEntered, speech(res)), path, hidden: [['variant', talk.variant], ['mode', mode], ['seed', seed], ['said', JSON.stringify(open.said)]] },
      result: state.over ? presentResult(catalogue, open, speech(res)) : null,
      problems,
    });
  };

  /** A conversation that nobody is recorded to have held. */
  const trial = (situation: Situation, wanted: string, mode: Mode, seed: string, said: readonly Reply[]): Trial => {
    const variant = situation.variants.find(({ id }) => id === wanted) ?? situation.variants[0]!;
    const application = applicationOf(catalogue, variant, seed);
    const script = { situation, variant, bank: catalogue.guideWords, seed, ...(application && { application }) };
    const talk = { id: 0, traineeId: 0, situation: situation.id, variant: variant.id, channel: variant.channel, mode, level: variant.levels[0]!, begunAt: '', script };
    const open = { talk, state: begin(script), said: [] as Reply[] };
    for (const reply of said) if (goOn(open, reply)) break;
    return open;
  };

  get(`${base}/:id/play`, trainer, (req, res) => show(req, res, { seed: randomBytes(4).toString('hex'), ...queryOf(req, startQuery) }, [], null));

  post(`${base}/:id/play`, trainer, async (req, res) => {
    const { said, variant, mode, seed, ...reply } = (req.body ?? {}) as Record<string, unknown>;
    const before = saidBefore.safeParse(jsonOf(said)).data ?? [];
    const next = readReply(reply, speech(res).language);
    await show(req, res, { variant, mode, seed }, before, next);
  });
}

function readReply(body: Record<string, unknown>, language: Language): { reply: Reply } | { problems: Problems } {
  try {
    return { reply: toReply(formBody({ body } as Request, replyForm), language) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { problems: error.problems };
  }
}

/** Goes on by a reply, or says why it cannot be taken. */
function goOn(open: Trial, reply: Reply): { field: string; reason: RefusedReply } | null {
  const { talk, state } = open;
  const held = reply.kind === 'end' || isTask(reply) || reply.kind === kindOfMode[talk.mode];
  const reason = state.over ? 'over' : held ? refusedReply(talk.script, state, reply) : 'unknown';
  if (reason) return { field: fieldOf[reply.kind], reason };
  open.state = step(talk.script, state, reply);
  open.said.push(reply);
  return null;
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : '[]');
  } catch {
    return [];
  }
}
