import { expect } from 'chai';
import { z } from 'zod';
import type { WorkKind } from '../../../src/features/authoring/work-kind.ts';
import { FaultyDraftError, WorkService } from '../../../src/features/authoring/work-service.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../src/platform/errors.ts';
import { testApp, type TestApp } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { rejection } from '../../support/rejection.ts';

/** A kind of work that is as small as one can be: its trial fails when it says so. */
const kind: WorkKind<{ title: string; fails?: boolean | undefined }> = {
  id: 'scenario',
  schema: z.strictObject({ title: z.string().min(3), fails: z.boolean().optional() }),
  lint: ({ title }) => (title === 'salah' ? [{ path: 'title', key: 'authoring.fault.invalid' }] : []),
  title: (draft) => String(draft.title ?? ''),
  words: (draft) => String(draft.title ?? ''),
  facets: (draft) => ({ first: String(draft.title ?? '').slice(0, 1) }),
  label: (path) => path,
  field: (path) => path,
  say: (_path, value) => String(value),
  prove: async ({ fails }) => ({ evidence: { ok: !fails, contentVersion: '1', findings: [] }, faults: fails ? [{ path: '', key: 'authoring.fault.invalid' }] : [] }),
};

const all = { state: null, q: '', facets: {} };
const firstPage = { page: 1, perPage: 25 };

describe('works of the bank', () => {
  let test: TestApp;
  let works: WorkService;
  let ani: { id: number };
  let budi: { id: number };
  let id: number;
  const work = () => works.get('scenario', id);
  const events = () => test.db('audit_events').where('action', 'like', 'work.%').orderBy('id').pluck('action');
  const submit = async () => {
    const now = await work();
    await works.submit(ani, now, now.draft.revision, 'Versi pertama.');
  };
  beforeEach(async () => {
    test = await testApp();
    ani = { id: await test.addUser('ani', 'trainer') };
    budi = { id: await test.addUser('budi', 'trainer') };
    works = new WorkService({ db: test.db, now: test.clock.now, kinds: [kind] });
    id = await works.create(ani, 'scenario', 'kps-1', { title: 'Kartu izin' });
  });
  afterEach(() => test.close());

  it('are written, submitted, published by a second person and retired; everything is on record', async () => {
    await works.save(ani, await work(), 1, { title: 'Kartu pengawasan' });
    await works.submit(ani, await work(), 2, 'Versi pertama.');
    expect((await work()).state).to.equal('in-review');
    await works.decide(budi, await work(), 'publish', 1, 'Sudah diperiksa.');
    expect(await work()).to.deep.include({ state: 'published', standing: { live: 1, pending: null, last: 1, retired: false } });
    await works.decide(ani, await work(), 'retire', 1, 'Aturannya berubah.');
    expect((await work()).state).to.equal('retired');
    const [version] = await works.versions(await work());
    expect(version).to.deep.include({ number: 1, revision: 2, document: { title: 'Kartu pengawasan' }, authors: [ani.id], reason: 'Versi pertama.', submittedBy: ani.id });
    expect(version!.decisions.map(({ kind: what, decidedBy }) => [what, decidedBy])).to.deep.equal([['published', budi.id], ['retired', ani.id]]);
    expect(await events()).to.deep.equal(['work.created', 'work.submitted', 'work.published', 'work.retired']);
  });

  it('are never overwritten silently: a save on an old revision is answered with what the other wrote', async () => {
    expect(await works.save(ani, await work(), 1, { title: 'Ketikan Ani' })).to.deep.include({ kind: 'saved', revision: 2 });
    const answer = await works.save(budi, await work(), 1, { title: 'Ketikan Budi' });
    expect(answer.kind).to.equal('conflict');
    expect((answer as { work: { draft: unknown } }).work.draft).to.deep.include({ revision: 2, document: { title: 'Ketikan Ani' }, savedBy: ani.id });
    expect((await work()).draft.document).to.deep.equal({ title: 'Ketikan Ani' });
    expect(await works.save(budi, await work(), 2, { title: 'Ketikan Budi' })).to.deep.include({ kind: 'saved', revision: 3 });
  });

  it('keep the first of two saves at the same moment', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((letter) => works.save(ani, { id, kind: 'scenario' }, 1, { title: `Ketikan ${letter}` })));
    expect(answers.filter((answer) => answer.kind === 'saved')).to.have.length(1);
    expect((await work()).draft.revision).to.equal(2);
  });

  it('stay at their revision when nothing changed', async () => {
    expect(await works.save(budi, await work(), 1, { title: 'Kartu izin' })).to.deep.include({ kind: 'saved', revision: 1 });
    expect((await work()).draft.authors).to.deep.equal([ani.id]);
  });

  it('are not published by anybody who wrote a part of them, also after they were sent back', async () => {
    await works.save(budi, await work(), 1, { title: 'Kartu kita' });
    const cici = { id: await test.addUser('cici', 'trainer') };
    await works.submit(ani, await work(), 2, 'Versi pertama.');
    for (const writer of [ani, budi]) expect(await rejection(works.decide(writer, await work(), 'publish', 1, 'Saya sendiri.'))).to.be.instanceOf(InvalidInputError);
    await works.decide(cici, await work(), 'return', 1, 'Judulnya kurang jelas.');
    await works.save(budi, await work(), 2, { title: 'Kartu kita semua' });
    await works.submit(budi, await work(), 3, 'Judul diperjelas.');
    expect(await rejection(works.decide(ani, await work(), 'publish', 2, 'Saya sendiri.'))).to.be.instanceOf(InvalidInputError);
    await works.decide(cici, await work(), 'publish', 2, 'Sudah jelas.');
    await works.save(cici, await work(), 3, { title: 'Kartu baru' });
    await works.submit(cici, await work(), 4, 'Versi baru.');
    await works.decide(ani, await work(), 'publish', 3, 'Bukan tulisan saya.');
  });

  it('cannot be published by their writer even past the code', async () => {
    await submit();
    const insert = (kindOfDecision: string, decidedBy: number) => test.db('work_decisions').insert({ version_id: 1, kind: kindOfDecision, reason: 'x', decided_by: decidedBy, decided_at: 'x' });
    expect(await rejection(insert('published', ani.id))).to.match(/nobody publishes his own work/);
    expect(await rejection(insert('retired', budi.id))).to.match(/only what was published/);
    for (const table of ['work_versions']) expect(await rejection(test.db(table).update({ reason: 'y' }))).to.match(/append-only/);
  });

  it('are frozen while they are reviewed, until they are withdrawn', async () => {
    await submit();
    expect(await rejection(works.save(ani, await work(), 1, { title: 'Diam-diam' }))).to.be.instanceOf(InvalidInputError);
    expect(await rejection(works.decide(budi, await work(), 'withdraw', 1, 'Bukan milik saya.'))).to.be.instanceOf(InvalidInputError);
    await works.decide(ani, await work(), 'withdraw', 1, 'Masih ada yang kurang.');
    expect((await work()).state).to.equal('draft');
    await works.save(ani, await work(), 1, { title: 'Terbuka lagi' });
  });

  it('are not submitted when they are not sound, fail their trial, changed meanwhile or did not change', async () => {
    for (const [document, path] of [[{ title: 'a' }, 'title'], [{ title: 'salah' }, 'title'], [{ title: 'Gagal', fails: true }, '']] as const) {
      const { revision } = (await work()).draft;
      await works.save(ani, await work(), revision, document);
      const error = await rejection(works.submit(ani, await work(), revision + 1, 'Coba dahulu.'));
      expect(error).to.be.instanceOf(FaultyDraftError);
      expect((error as FaultyDraftError).faults[0]!.path).to.equal(path);
    }
    const { revision } = (await work()).draft;
    await works.save(ani, await work(), revision, { title: 'Baik' });
    expect(await rejection(works.submit(ani, await work(), revision, 'Revisi lama.'))).to.be.instanceOf(ConflictError);
    await works.submit(ani, await work(), revision + 1, 'Revisi baru.');
    await works.decide(budi, await work(), 'publish', 1, 'Sudah diperiksa.');
    expect(await rejection(works.submit(ani, await work(), revision + 1, 'Sama saja.'))).to.be.instanceOf(InvalidInputError);
    expect(await rejection(works.decide(budi, await work(), 'retire', 7, 'Bukan versi ini.'))).to.be.instanceOf(ConflictError);
  });

  it('change nothing when the audit entry cannot be written', async () => {
    const mend = await breakAudit(test.db, 'work.submitted');
    await rejection(submit());
    await mend();
    expect((await work()).state).to.equal('draft');
    expect(await works.versions(await work())).to.deep.equal([]);
  });

  it('are found by state, words and properties, the last changed first', async () => {
    test.clock.advance(60);
    const second = await works.create(budi, 'scenario', 'siup-1', { title: 'Usaha 100%' });
    const ids = async (query: object) => (await works.list('scenario', { ...all, ...query }, firstPage)).rows.map((row) => row.id);
    expect(await ids({})).to.deep.equal([second, id]);
    expect(await ids({ q: 'KARTU' })).to.deep.equal([id]);
    expect(await ids({ q: '0%' })).to.deep.equal([second]);
    expect(await ids({ q: '_' })).to.deep.equal([]);
    expect(await ids({ facets: { first: 'U' } })).to.deep.equal([second]);
    expect(await ids({ state: 'published' })).to.deep.equal([]);
    expect(await works.list('scenario', all, { page: 2, perPage: 1 })).to.deep.include({ total: 2 });
    expect(await rejection(works.create(ani, 'scenario', 'siup-1', { title: 'Lagi' }))).to.be.instanceOf(InvalidInputError);
    expect(await rejection(works.get('question', id))).to.be.instanceOf(NotFoundError);
  });

  it('bear comments on a place, which are dealt with once', async () => {
    await works.comment(budi, await work(), 'title', 'Terlalu umum.');
    const [comment] = await works.comments(await work());
    expect(comment).to.include({ path: 'title', body: 'Terlalu umum.', revision: 1, closedAt: null });
    for (const person of [ani, budi]) await works.closeComment(person, await work(), comment!.id);
    expect((await works.comments(await work()))[0]).to.include({ closedByName: 'Orang ani' });
    expect(await rejection(works.closeComment(ani, await work(), 999))).to.be.instanceOf(NotFoundError);
  });

  it('tell their writers who else has them open, for a minute', async () => {
    expect(await works.look(ani, { id })).to.deep.equal([]);
    expect(await works.look(budi, { id })).to.deep.equal(['Orang ani']);
    test.clock.advance(61);
    expect(await works.look(budi, { id })).to.deep.equal([]);
  });
});
