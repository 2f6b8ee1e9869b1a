import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import { type AuditRow, eventsAfter, headOf } from './audit-store.ts';
import { RecordCheck, type RecordReport } from './record-check.ts';
import { logDigest, type ResultRow, type ResultSheet, sheetsAfter } from './sheet-read-model.ts';

const hex = z.string();
const number = z.number();
const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);

const event = z.strictObject({
  id: number, at: z.string(), actorId: orNull(number), action: z.string(), subjectType: z.string(), subjectId: orNull(number), detail: z.string(), previousHash: hex, hash: hex,
}); // prettier-ignore
const row = z.strictObject({ resultId: number, sittingId: number, total: number, cut: number, passed: z.boolean() });
const grade = z.strictObject({ id: number, position: number, grader: z.string(), total: number, gradedAt: z.string(), sha256: hex });
const sheet = row.extend({
  traineeId: number, level: number, policy: z.string(), content: z.string(), cause: z.string(), corrections: z.string(), result: z.string(), scoredAt: z.string(),
  letterCode: z.string(), log: hex, grades: z.array(grade),
}); // prettier-ignore

/** The lines of an exported record: what it is, every entry, every result, and the digest of all lines before. */
const lineShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('record'), format: z.literal(1), exportedAt: z.string(), rows: number, head: hex }),
  z.strictObject({ kind: z.literal('event'), event }),
  z.strictObject({ kind: z.literal('result'), row, sheet: orNull(sheet) }),
  z.strictObject({ kind: z.literal('end'), lines: number, sha256: hex }),
]);
type Line = z.infer<typeof lineShape>;

const page = 500;

/** Compares the whole record in the database: the chain, every result and grade, and the log of each result. `head` as for `RecordCheck`. */
export async function verifyRecord(db: Knex, head: string | null): Promise<RecordReport> {
  const check = new RecordCheck(head);
  for await (const row of allEvents(db, Infinity)) check.event(row);
  const logs = new Map<number, string>();
  for await (const each of allResults(db)) {
    check.result(each);
    if (!each.sheet) continue;
    const { sittingId, log } = each.sheet;
    if (!logs.has(sittingId)) logs.set(sittingId, await logDigest(db, sittingId));
    if (logs.get(sittingId) !== log) check.problem({ kind: 'log', id: sittingId, what: 'changed' });
  }
  return check.report();
}

/** The record as lines of JSON, each with its line end. What is recorded meanwhile is not in it. */
export async function* exportRecord(db: Knex, now: Date): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let lines = 0;
  const say = (line: Line): string => {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    lines += 1;
    return text;
  };
  // In this order: every result up to the newest has its entry up to the head.
  const newest: { id: number } | undefined = await db('results').orderBy('id', 'desc').first('id');
  const head = await headOf(db);
  yield say({ kind: 'record', format: 1, exportedAt: now.toISOString(), rows: head?.id ?? 0, head: head?.hash ?? '' });
  const recorded = new Set<unknown>();
  for await (const row of allEvents(db, head?.id ?? 0)) {
    if (row.action === 'test.scored') recorded.add((JSON.parse(row.detail) as { resultId?: number }).resultId);
    yield say({ kind: 'event', event: row });
  }
  for await (const each of allResults(db)) if (each.row.resultId <= (newest?.id ?? 0) || recorded.has(each.row.resultId)) yield say({ kind: 'result', ...each });
  const sha256 = hash.digest('hex');
  yield `${JSON.stringify({ kind: 'end', lines, sha256 } satisfies Line)}\n`;
}

/** Checks an exported record, in pieces of bytes, without a database. `head` as for `RecordCheck`. */
export async function verifyFile(pieces: AsyncIterable<Uint8Array>, head: string | null): Promise<RecordReport> {
  const check = new RecordCheck(head);
  const hash = createHash('sha256');
  let [number, ended, rows] = [0, false, 0];
  let said: { rows: number; head: string } | null = null;
  const fault = (what: 'changed' | 'unreadable' | 'cut off') => check.problem({ kind: 'file', id: number, what });
  for await (const bytes of linesOf(pieces)) {
    number += 1;
    const line = lineIn(bytes);
    if (!line || ended) {
      fault('unreadable');
      hash.update(bytes);
      continue;
    }
    if (line.kind === 'end') {
      if (line.lines !== number - 1 || line.sha256 !== hash.digest('hex')) fault('changed');
      ended = true;
      continue;
    }
    hash.update(bytes);
    if (line.kind === 'record') said = { rows: line.rows, head: line.head };
    else if (line.kind === 'event') {
      check.event(line.event);
      rows += 1;
    } else check.result(line);
  }
  if (!ended) fault('cut off');
  const report = check.report();
  if (!said || said.rows !== rows || (rows > 0 && said.head !== report.head)) {
    check.problem({ kind: 'file', id: 1, what: 'changed' });
    return { ...report, ok: false, problems: [...report.problems, { kind: 'file', id: 1, what: 'changed' }] };
  }
  return report;
}

async function* allEvents(db: Knex, upTo: number): AsyncGenerator<AuditRow> {
  for (let after = 0; ; ) {
    const rows = await eventsAfter(db, after, page);
    for (const row of rows) if (row.id <= upTo) yield row;
    if (rows.length < page) return;
    after = rows.at(-1)!.id;
  }
}

async function* allResults(db: Knex): AsyncGenerator<{ row: ResultRow; sheet: ResultSheet | null }> {
  for (let after = 0; ; ) {
    const results = await sheetsAfter(db, after, page);
    yield* results;
    if (results.length < page) return;
    after = results.at(-1)!.row.resultId;
  }
}

/** Lines by their bytes, each with its end; what is left without one at the end is a line too. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    rest = Buffer.concat([rest, piece]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      yield rest.subarray(0, at + 1);
      rest = rest.subarray(at + 1);
    }
  }
  if (rest.length > 0) yield rest;
}

/** The line, or null when it is not to the byte what an export writes. */
function lineIn(bytes: Buffer): Line | null {
  const text = bytes.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    return `${JSON.stringify(parsed)}\n` === text ? lineShape.parse(parsed) : null;
  } catch {
    return null;
  }
}
