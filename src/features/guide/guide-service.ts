import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { applicationOf } from '../../core/catalogue/application.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { play, step } from '../../core/conversations/engine.ts';
import type { Situation, Variant } from '../../core/conversations/format.ts';
import { kindOfMode, type RefusedReply, refusedReply, type Reply } from '../../core/conversations/reply.ts';
import { scoreConversation } from '../../core/conversations/score.ts';
import type { State } from '../../core/conversations/state.ts';
import { isTask } from '../../core/conversations/task.ts';
import type { Mode } from '../../core/conversations/vocabulary.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { type ActionWriter, createActionWriter } from '../../platform/action-writer.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import type { AuthoredSituations } from './authored-read-model.ts';
import * as store from './guide-store.ts';
import type { Talk } from './guide-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  authored: AuthoredSituations;
}

/** A conversation that can be begun; `versionId` is that of the bank, null for one of the content pack. */
export interface Offered {
  situation: Situation;
  variant: Variant;
  versionId: number | null;
}

/** A conversation with where it stands. */
export interface OpenTalk {
  talk: Talk;
  state: State;
}

interface ReplyJob {
  talkId: number;
  traineeId: number;
  /** The number that the reply is to have: one that was sent twice is known by it. */
  turn: number;
  reply: Reply;
}

export type ReplyAnswer =
  | { kind: 'saved' | 'duplicate'; over: boolean }
  | { kind: 'refused'; reason: RefusedReply }
  /** The conversation went on meanwhile, in another window. */
  | { kind: 'behind' }
  | { kind: 'missing' };

type Person = Pick<CurrentUser, 'id'>;

/** Guided conversations: beginning one, replying turn by turn, and what became of it. */
export class GuideService {
  private readonly parts: Parts;
  private readonly writer: ActionWriter<ReplyJob, ReplyAnswer>;

  constructor(parts: Parts) {
    this.parts = parts;
    this.writer = createActionWriter({
      db: parts.db,
      commit: async (trx, jobs: ReplyJob[]) => {
        const answers: ReplyAnswer[] = [];
        for (const job of jobs) answers.push(await this.commit(trx, job));
        return answers;
      },
    });
  }

  /** The conversations of the content pack that a level practises. */
  offered(level: number): { situation: Situation; variant: Variant }[] {
    return [...this.parts.catalogue.situations.values()].flatMap((situation) => situation.variants.filter(({ levels }) => levels.includes(level)).map((variant) => ({ situation, variant })));
  }

  /** All conversations that a level practises now: those of the pack, and those that trainers have published. */
  async offeredNow(level: number): Promise<Offered[]> {
    const authored = (await this.parts.authored.all()).flatMap(({ versionId, situation }) =>
      situation.variants.filter(({ levels }) => levels.includes(level)).map((variant) => ({ situation, variant, versionId })),
    );
    return [...this.offered(level).map((each) => ({ ...each, versionId: null })), ...authored];
  }

  /** Begins a conversation and gives its number. One of the same that was begun and in which nothing was said is given again. */
  async begin(person: Person, level: number, wanted: string, mode: Mode): Promise<number> {
    const { db, now, catalogue } = this.parts;
    const chosen = (await this.offeredNow(level)).find(({ situation, variant }) => `${situation.id}/${variant.id}` === wanted);
    if (!chosen) throw new InvalidInputError({ talk: { key: 'guide.unknownTalk' } });
    const { situation, variant, versionId } = chosen;
    return writeTx(db, async (trx) => {
      const untouched = await store.findUntouched(trx, person.id, situation.id, variant.id, mode, versionId);
      if (untouched !== null) return untouched;
      const seed = randomBytes(16).toString('hex');
      const application = applicationOf(catalogue, variant, seed);
      const script = { situation, variant, bank: catalogue.guideWords, seed, ...(application && { application }) };
      const id = await store.insertTalk(trx, {
        traineeId: person.id,
        situation: situation.id,
        variant: variant.id,
        channel: variant.channel,
        mode,
        level,
        begunAt: now().toISOString(),
        script,
        contentVersion: catalogue.version,
        versionId,
      });
      await recordEvent(trx, { at: now(), actorId: person.id, action: 'guide.begun', subjectType: 'talk', subjectId: id, detail: { situation: situation.id, level } });
      return id;
    });
  }

  /** The person's own conversation; NotFoundError for any other. */
  async get(person: Person, id: number): Promise<OpenTalk> {
    const talk = await store.findTalk(this.parts.db, person.id, id);
    if (!talk) throw new NotFoundError();
    return { talk, state: play(talk.script, await store.repliesOf(this.parts.db, id)) };
  }

  /** Records a reply; it resolves when it is durable. What cannot be taken comes back with its reason. */
  async reply(person: Person, talkId: number, turn: number, reply: Reply): Promise<Exclude<ReplyAnswer, { kind: 'missing' }>> {
    const answer = await this.writer.save({ talkId, traineeId: person.id, turn, reply });
    if (answer.kind === 'missing') throw new NotFoundError();
    return answer;
  }

  list(person: Person, over: boolean, paging: Paging) {
    return store.listTalks(this.parts.db, person.id, over, paging);
  }

  finishedTimes(person: Person) {
    return store.finishedTimes(this.parts.db, person.id);
  }

  /** Judges a reply by what is recorded in this very transaction. */
  private async commit(trx: Knex.Transaction, { talkId, traineeId, turn, reply }: ReplyJob): Promise<ReplyAnswer> {
    const talk = await store.lockTalk(trx, traineeId, talkId);
    if (!talk) return { kind: 'missing' };
    const replies = await store.repliesOf(trx, talkId);
    const before = play(talk.script, replies);
    const recorded = replies[turn - 1];
    if (recorded) return canonical(recorded) === canonical(reply) ? { kind: 'duplicate', over: before.over !== null } : { kind: before.over ? 'refused' : 'behind', reason: 'over' };
    const reason = before.over || reply.kind === 'end' || isTask(reply) || kindOfMode[talk.mode] === reply.kind ? refusedReply(talk.script, before, reply) : 'unknown';
    if (reason) return { kind: 'refused', reason };
    if (turn !== replies.length + 1) return { kind: 'behind' };
    const at = this.parts.now();
    await store.insertTurn(trx, talkId, turn, reply, at.toISOString());
    const after = step(talk.script, before, reply);
    if (after.over) await this.finish(trx, talk, after, at);
    return { kind: 'saved', over: after.over !== null };
  }

  private async finish(trx: Knex.Transaction, talk: Talk, state: State, at: Date): Promise<void> {
    const score = scoreConversation(talk.script, state);
    await store.insertResult(trx, talk, score, at.toISOString());
    const detail = { situation: talk.situation, total: Math.round(score.score * 1000) / 10, outcome: score.outcome, codes: score.flags.map(({ flag }) => flag) };
    await recordEvent(trx, { at, actorId: talk.traineeId, action: 'guide.ended', subjectType: 'talk', subjectId: talk.id, detail });
  }
}
