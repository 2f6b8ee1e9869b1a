import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { randomFrom, type Random } from '../../../src/core/shared/random.ts';
import { verifyFile } from '../../../src/features/audit/audit-export.ts';
import { isPostgres } from '../../../src/platform/database.ts';
import { testApp, type TestApp } from '../../support/app.ts';
import { beginTest, passTest } from '../sittings/work.ts';

const people = ['sari', 'oki'];
const tables = ['audit_events', 'results', 'case_grades', 'actions'];

/** Where somebody with a shell may change something that a result or the chain rests on. */
const columns: [string, string[]][] = [
  ['audit_events', ['at', 'actor_id', 'action', 'subject_type', 'subject_id', 'detail', 'previous_hash', 'hash']],
  ['results', ['policy_version', 'total', 'cut', 'passed', 'result', 'scored_at', 'content_version', 'cause', 'grade_ids', 'corrections', 'log_digest', 'letter_code']],
  ['case_grades', ['position', 'grader_version', 'total', 'grade', 'graded_at']],
  ['actions', ['position', 'action_id', 'type', 'payload', 'at']],
];

describe('the record of results', function () {
  this.timeout(60_000);
  let app: TestApp;
  const sittings: number[] = [];
  before(async () => {
    app = await testApp();
    for (const name of people) {
      const id = await app.addUser(name, 'trainee');
      const sittingId = await beginTest(app, await app.signIn(name), id);
      await passTest(app, sittingId, name === 'sari' ? 'sound' : 'rubber-stamp');
      await app.services.sittings.submitTest(await app.services.sittings.get({ id }, sittingId));
      sittings.push(sittingId);
    }
    for (const table of tables)
      if (isPostgres(app.db)) await app.db.raw(`alter table ${table} disable trigger all`);
      else for (const verb of ['update', 'delete']) await app.db.raw(`drop trigger ${table}_no_${verb}`);
  });
  after(() => app.close());

  const verify = (head: string | null = null) => app.services.audit.verifyRecord(head);
  const exported = async () => {
    const lines: string[] = [];
    for await (const line of app.services.audit.export(app.clock.now())) lines.push(line);
    return lines;
  };
  async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 5_000) yield bytes.subarray(at, at + 5_000);
  }
  const verifyText = (text: string | Buffer, head: string | null = null) => verifyFile(pieces(Buffer.from(text)), head);

  /** Another value of which one character, or the number, is different. */
  function changed(value: unknown, random: Random): unknown {
    if (value === null) return 7;
    if (typeof value === 'boolean') return !value;
    if (typeof value === 'number') return value + 1;
    const text = value as string;
    const at = random.int(0, text.length - 1);
    return text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
  }

  it('is whole, in the database and in a file on another machine', async () => {
    const report = await verify();
    expect(report).to.deep.include({ ok: true, firstBroken: null, results: 2, unsealed: 0, problems: [] });
    const text = (await exported()).join('');
    expect(await verifyText(text, report.head)).to.deep.equal(report);
    expect(text).to.not.contain('"seed"');
  });

  it('names what was changed, 50 of 50 random bytes of the database', async () => {
    const random = randomFrom('tamper', 'record');
    for (let run = 0; run < 50; run++) {
      const [table, names] = columns[run % columns.length]!;
      const ofSittings = table === 'audit_events' ? app.db(table) : app.db(table).whereIn('sitting_id', sittings);
      const row = random.pick(await ofSittings.orderBy('id')) as Record<string, unknown> & { id: number };
      const column = random.pick(names);
      const [before, after] = [row[column], table === 'results' && column === 'passed' ? !row[column] : changed(row[column], random)];
      await app.db(table).where({ id: row.id }).update({ [column]: after });
      const report = await verify();
      const what = `${table}.${column} of ${row.id}: ${String(before).slice(0, 80)} -> ${String(after).slice(0, 80)}`;
      expect(report.ok, what).to.equal(false);
      const [kind, id] =
        table === 'audit_events' ? ['event', row.id]
        : table === 'actions' ? ['log', row.sitting_id]
        : ['result', table === 'results' ? row.id : (await app.db('results').where({ sitting_id: row.sitting_id }).first('id')).id]; // prettier-ignore
      expect(report.problems.some((problem) => problem.kind === kind && problem.id === id), what).to.equal(true);
      await app.db(table).where({ id: row.id }).update({ [column]: before });
    }
    expect((await verify()).ok).to.equal(true);
  });

  it('names what was changed, 50 of 50 random bytes of a file', async () => {
    const random = randomFrom('tamper', 'file');
    const text = Buffer.from((await exported()).join(''));
    for (let run = 0; run < 50; run++) {
      const at = random.int(0, text.length - 1);
      const other = Buffer.from(text);
      other[at] = (other[at]! + random.int(1, 255)) % 256;
      const report = await verifyText(other);
      expect(report.ok, `byte ${at}`).to.equal(false);
      expect(report.problems.length, `byte ${at}`).to.be.above(0);
      const line = text.subarray(0, at).filter((byte) => byte === 10).length + 1;
      expect(report.problems.some(({ kind, id }) => kind !== 'file' || (id !== null && (id >= line || id === 1))), `byte ${at}`).to.equal(true);
    }
  });

  it('names a result, a grade or an entry that is gone, and one that was put in', async () => {
    const result = await app.db('results').orderBy('id').first();
    await app.db('results').insert({ ...result, id: 9_999, letter_code: null, total: 100, passed: true });
    expect((await verify()).problems).to.deep.equal([{ kind: 'result', id: 9_999, what: 'unrecorded' }]);
    await app.db('results').where({ id: 9_999 }).update({ grade_ids: null });
    expect((await verify()).problems).to.deep.equal([{ kind: 'result', id: 9_999, what: 'unrecorded' }]);
    await app.db('results').where({ id: 9_999 }).delete();
    await app.db('results').where({ id: result.id }).delete();
    expect((await verify()).problems).to.deep.equal([{ kind: 'result', id: result.id, what: 'missing' }]);
    await app.db('results').insert(result);
    const grade = await app.db('case_grades').where({ sitting_id: sittings[0] }).orderBy('id').first();
    await app.db('case_grades').where({ id: grade.id }).delete();
    expect((await verify()).problems).to.deep.equal([{ kind: 'result', id: result.id, what: 'changed' }]);
    await app.db('case_grades').insert(grade);
    const entry = await app.db('audit_events').where({ id: 3 }).first();
    await app.db('audit_events').where({ id: 3 }).delete();
    expect((await verify()).problems).to.deep.equal([{ kind: 'event', id: 4, what: 'gap' }]);
    await app.db('audit_events').insert(entry);
    expect((await verify()).ok).to.equal(true);
  });

  it('shows by a printed head that the end was cut off, however well the rest was put in order', async () => {
    const { head } = await verify();
    const lines = await exported();
    const events = lines.filter((line) => line.startsWith('{"kind":"event"'));
    const kept = events.slice(0, -1);
    const last = (JSON.parse(kept.at(-1)!) as { event: { hash: string } }).event;
    const body = [JSON.stringify({ ...(JSON.parse(lines[0]!) as object), rows: kept.length, head: last.hash }) + '\n', ...kept, ...lines.filter((line) => line.startsWith('{"kind":"result"'))];
    const sha256 = createHash('sha256').update(body.join('')).digest('hex');
    const forged = [...body, `${JSON.stringify({ kind: 'end', lines: body.length, sha256 })}\n`].join('');
    expect((await verifyText(forged)).problems.filter(({ kind }) => kind === 'file' || kind === 'event')).to.deep.equal([]);
    expect((await verifyText(forged, head)).problems).to.deep.include({ kind: 'head', id: null, what: 'cut off' });
    expect((await verifyText(lines.slice(0, -4).join(''), head)).ok).to.equal(false);
    const gone = await app.db('audit_events').orderBy('id', 'desc').first();
    await app.db('audit_events').where({ id: gone.id }).delete();
    expect((await verify(head)).problems).to.deep.include({ kind: 'head', id: null, what: 'cut off' });
    await app.db('audit_events').insert(gone);
  });

  it('still knows a head that was printed long ago', async () => {
    const { hash } = await app.db('audit_events').where({ id: 2 }).first('hash');
    expect((await verify(hash)).ok).to.equal(true);
    expect((await verify('0'.repeat(63) + '1')).problems).to.deep.equal([{ kind: 'head', id: null, what: 'cut off' }]);
  });

  for (const [name, text] of [['nothing', ''], ['no lines', 'x'], ['a line of another kind', '{"kind":"other"}\n'], ['a number', '5\n'], ['null', 'null\n'], ['an entry that is none', '{"kind":"event","event":{}}\n']] as const)
    it(`takes ${name} for no record`, async () => expect((await verifyText(text)).ok).to.equal(false));
});
