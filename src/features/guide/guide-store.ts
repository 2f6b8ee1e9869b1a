import type { Knex } from 'knex';
import type { Application, Bank, Script, Situation, Variant } from '../../core/conversations/format.ts';
import type { Reply } from '../../core/conversations/reply.ts';
import type { GuideObservation, GuideScore } from '../../core/conversations/score.ts';
import type { State } from '../../core/conversations/state.ts';
import type { Channel, Mode, Outcome } from '../../core/conversations/vocabulary.ts';
import { isPostgres } from '../../platform/database.ts';

/** A conversation as it was begun; what it is held by is its own copy, so that it stays as it was when the pack changes. */
export interface Talk {
  id: number;
  traineeId: number;
  situation: string;
  variant: string;
  channel: Channel;
  mode: Mode;
  level: number;
  begunAt: string;
  script: Script;
}

/** A conversation as it is drawn, whoever holds it. */
export interface DrawnTalk {
  talk: Pick<Talk, 'id' | 'channel' | 'mode' | 'script'>;
  state: State;
}

export interface NewTalk extends Omit<Talk, 'id'> {
  contentVersion: string;
  /** The version of the bank that it is held by; null for one of the content pack. */
  versionId: number | null;
}

interface TalkRow {
  id: number;
  trainee_id: number;
  situation: string;
  variant: string;
  channel: Channel;
  mode: Mode;
  level: number;
  seed: string;
  body: string;
  begun_at: string;
}

/** A copy with this variant alone: no other belongs to the conversation. */
const bodyOf = ({ situation, variant, bank, application }: Script): string => JSON.stringify({ situation: { ...situation, variants: [variant] }, bank, application });

function toTalk(row: TalkRow): Talk {
  const { situation, bank, application } = JSON.parse(row.body) as { situation: Situation; bank: Bank; application?: Application };
  return {
    id: row.id,
    traineeId: row.trainee_id,
    situation: row.situation,
    variant: row.variant,
    channel: row.channel,
    mode: row.mode,
    level: row.level,
    begunAt: row.begun_at,
    script: { situation, variant: situation.variants[0]!, bank, seed: row.seed, ...(application && { application }) },
  };
}

export async function insertTalk(trx: Knex.Transaction, talk: NewTalk): Promise<number> {
  const [row] = await trx('guide_talks')
    .insert({
      trainee_id: talk.traineeId,
      situation: talk.situation,
      variant: talk.variant,
      channel: talk.channel,
      mode: talk.mode,
      level: talk.level,
      seed: talk.script.seed,
      content_version: talk.contentVersion,
      body: bodyOf(talk.script),
      begun_at: talk.begunAt,
    })
    .returning('id');
  const { id } = row as { id: number };
  if (talk.versionId !== null) await trx('guide_talk_versions').insert({ talk_id: id, version_id: talk.versionId });
  return id;
}

/** The person's own conversation, or null. */
export async function findTalk(db: Knex, traineeId: number, id: number): Promise<Talk | null> {
  const row: TalkRow | undefined = await db('guide_talks').where({ id, trainee_id: traineeId }).first();
  return row ? toTalk(row) : null;
}

/** The same, and nobody else replies in it until the transaction ends. */
export async function lockTalk(trx: Knex.Transaction, traineeId: number, id: number): Promise<Talk | null> {
  const query = trx('guide_talks').where({ id, trainee_id: traineeId }).first();
  const row: TalkRow | undefined = await (isPostgres(trx) ? query.forUpdate() : query);
  return row ? toTalk(row) : null;
}

/** A conversation of this variant, version and way of answering that was begun and in which nothing was said. */
export async function findUntouched(db: Knex, traineeId: number, situation: string, variant: string, mode: Mode, versionId: number | null): Promise<number | null> {
  const row: { id: number } | undefined = await db('guide_talks')
    .leftJoin('guide_talk_versions', 'guide_talk_versions.talk_id', 'guide_talks.id')
    .where({ trainee_id: traineeId, situation, variant, mode, version_id: versionId })
    .whereNotExists(db('guide_turns').whereRaw('guide_turns.talk_id = guide_talks.id').select(db.raw('1')))
    .first('guide_talks.id');
  return row?.id ?? null;
}

export async function repliesOf(db: Knex, talkId: number): Promise<Reply[]> {
  const rows: { reply: string }[] = await db('guide_turns').where({ talk_id: talkId }).orderBy('turn').select('reply');
  return rows.map(({ reply }) => JSON.parse(reply) as Reply);
}

export async function insertTurn(trx: Knex.Transaction, talkId: number, turn: number, reply: Reply, at: string): Promise<void> {
  await trx('guide_turns').insert({ talk_id: talkId, turn, reply: JSON.stringify(reply), at });
}

export async function insertResult(trx: Knex.Transaction, talk: Talk, score: GuideScore, at: string): Promise<void> {
  await trx('guide_results').insert({ talk_id: talk.id, score: score.score, outcome: score.outcome, flags: score.flags.length, ended_at: at });
  const rows = score.observations.map((observation: GuideObservation) => ({ talk_id: talk.id, trainee_id: talk.traineeId, ...observation, observed_at: at }));
  if (rows.length > 0) await trx('guide_observations').insert(rows);
}

export interface TalkEntry {
  id: number;
  situation: string;
  variant: string;
  channel: Channel;
  mode: Mode;
  begunAt: string;
  endedAt: string | null;
  score: number | null;
  outcome: Outcome | null;
  flags: number;
  turns: number;
  /** The variant as it was held, of a conversation that the content pack does not have. */
  held: Variant | null;
}

/** The person's conversations: those that go on, or those that are over, newest first. */
export async function listTalks(db: Knex, traineeId: number, over: boolean, { page, perPage }: { page: number; perPage: number }): Promise<{ rows: TalkEntry[]; total: number }> {
  const of = () => {
    const query = db('guide_talks').leftJoin('guide_results', 'guide_results.talk_id', 'guide_talks.id').where({ trainee_id: traineeId });
    return over ? query.whereNotNull('ended_at') : query.whereNull('ended_at');
  };
  const counted = (await of().count({ count: '*' }).first()) as { count: number | string };
  const rows: { id: number; situation: string; variant: string; channel: Channel; mode: Mode; begun_at: string; ended_at: string | null; score: number | null; outcome: Outcome | null; flags: number | null; turns: number | string; body: string | null }[] = await of()
    .leftJoin('guide_talk_versions', 'guide_talk_versions.talk_id', 'guide_talks.id')
    .orderBy('guide_talks.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select('guide_talks.id', 'situation', 'variant', 'channel', 'mode', 'begun_at', 'ended_at', 'score', 'outcome', 'flags')
    .select({ body: db.raw('case when version_id is null then null else body end') })
    .select({ turns: db('guide_turns').whereRaw('guide_turns.talk_id = guide_talks.id').count('*') });
  return {
    rows: rows.map(({ begun_at, ended_at, body, ...row }) => ({ ...row, held: body === null ? null : (JSON.parse(body) as { situation: Situation }).situation.variants[0]!, begunAt: begun_at, endedAt: ended_at, flags: row.flags ?? 0, turns: Number(row.turns) })),
    total: Number(counted.count),
  };
}

/** How often each variant was finished, by `situation/variant`. */
export async function finishedTimes(db: Knex, traineeId: number): Promise<Map<string, number>> {
  const rows: { situation: string; variant: string; times: number | string }[] = await db('guide_talks')
    .join('guide_results', 'guide_results.talk_id', 'guide_talks.id')
    .where({ trainee_id: traineeId })
    .groupBy('situation', 'variant')
    .select('situation', 'variant')
    .count({ times: '*' });
  return new Map(rows.map((row) => [`${row.situation}/${row.variant}`, Number(row.times)]));
}
