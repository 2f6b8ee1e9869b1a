import { expect } from 'chai';
import { noteKey, trueStateOf } from '../../../src/core/shift/inspection.ts';
import { planShift, type ShiftPlan } from '../../../src/core/shift/plan.ts';
import { findInspection } from '../../../src/features/shifts/inspection-store.ts';
import { insertShift } from '../../../src/features/shifts/shift-store.ts';
import { placeOf } from '../../../src/core/operators/log.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';

/** A shift with two decided files that lie there at the opening: one only stamped, one over which something was taken. */
function planOf(app: TestApp): ShiftPlan {
  const plan = planShift(app.services.catalogue, 5, 'inspections');
  const arrivals = plan.arrivals.map((each) => (each.kind === 'inspection' ? { ...each, at: 0, colleague: each.id === 'U1' ? ('rubber-stamp' as const) : ('corrupt' as const) } : each));
  return { ...plan, arrivals, outage: null };
}

describe('a file of a shift that a colleague has decided', function () {
  this.timeout(20_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let path: string;
  let id: number;
  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    const { catalogue } = app.services;
    id = await app.db.transaction((trx) => insertShift(trx, { traineeId: sari, level: 5, begunAt: app.clock.now().toISOString(), plan: planOf(app), shifts: catalogue.shifts, contentVersion: catalogue.version }));
    path = `/shifts/${id}`;
    await browser.open(path);
  });
  afterEach(() => app.close());

  const shift = () => app.services.shifts.get({ id: sari }, id);
  const take = async (job: string) => {
    const { next, board } = await shift();
    return browser.post(`${path}/acts`, { number: String(next), minute: String(board.minute), type: 'take', job });
  };
  const note = async (job: string, fields: Record<string, string>, number?: number) => {
    const { next } = await app.services.inspections.get({ id: sari }, id, job);
    return browser.post(`${path}/inspections/${job}/acts`, { number: String(number ?? next), ...fields });
  };
  const count = async (table: string): Promise<number> => Number((await app.db(table).count({ n: '*' }))[0]!.n);
  const truth = async (job: string) => {
    const { file } = (await findInspection(app.db, id, job))!;
    return { file, ...trueStateOf(app.services.catalogue, file) };
  };

  it('is looked over: what was wrong is noted with its place, and said to stand or not; the debrief tells how well', async () => {
    const taken = await take('U1');
    expect([taken.status, taken.headers.location]).to.deep.equal([303, `${path}/inspections/U1`]);
    const { file, faults, stands } = await truth('U1');
    app.clock.advance(120);
    const spots = new Set<string>();
    for (const fault of faults) {
      if (fault.kind !== 'missed') {
        await note('U1', fault.kind === 'unfounded' ? { type: 'unfounded', finding: fault.finding.id } : { type: 'whole', whole: fault.kind });
        continue;
      }
      const [document, field, problem] = placeOf(fault.check, file.permitCase, spots);
      spots.add(noteKey({ kind: 'missed', document, field, problem }));
      expect((await note('U1', { type: 'missed', place: `${document}.${field}`, problem })).status).to.equal(303);
    }
    const said = await note('U1', { type: 'conclude', stands: stands ? 'yes' : 'no' });
    expect(said.headers.location).to.equal(`${path}/inspections/U1#result`);
    const { text } = await browser.get(`${path}/inspections/U1`);
    expect(text).to.contain('100 dari 100').and.not.contain('tidak dicatat<').and.not.contain('value="conclude"');
    const { board } = await shift();
    const { status, work } = board.jobs.get('U1')!;
    expect(status).to.equal('closed');
    expect(work).to.deep.include({ quality: 1, decision: 1, minutes: 2, critical: false });
    const { next, board: now } = await shift();
    await browser.post(`${path}/acts`, { number: String(next), minute: String(now.minute), type: 'end' });
    expect((await browser.get(`${path}/debrief`)).text).to.contain(`${faults.length} dari ${faults.length} kekeliruan, 0 tanpa dasar`).and.contain(`href="${path}/inspections/U1"`);
  });

  it('tells nothing of what is right, or of whose file it is, before it is concluded', async () => {
    await take('U2');
    const { faults, stands } = await truth('U2');
    expect([stands, faults.some(({ kind }) => kind === 'integrity')]).to.deep.equal([false, true]);
    const { text } = await browser.get(`${path}/inspections/U2`);
    for (const word of ['corrupt', 'colleague"', 'id="result"', 'CE1', 'inspections.']) expect(text).to.not.contain(word);
    for (const { clause } of faults) if (clause) expect(text).to.not.contain(`>${app.services.catalogue.clauses.get(clause)!.title.id}</summary>`);
    await note('U2', { type: 'conclude', stands: 'yes' });
    const after = await browser.get(`${path}/inspections/U2`);
    expect(after.text).to.contain('Integritas dilanggar').and.contain('Kata Anda: Dapat dipertahankan. Yang benar: Tidak dapat dipertahankan');
    expect((await shift()).board.jobs.get('U2')!.work!.decision).to.equal(0);
  });

  it('refuses what cannot be, says why by the field, and loses nothing', async () => {
    await take('U1');
    const refused = async (fields: Record<string, string>, status: number, words: string) => {
      const answer = await note('U1', fields);
      expect([answer.status, answer.text.includes(words)], JSON.stringify(fields)).to.deep.equal([status, true]);
    };
    await refused({ type: 'conclude', stands: 'no' }, 422, 'catat dahulu apa yang keliru');
    await refused({ type: 'conclude' }, 422, 'Nyatakan apakah keputusan dapat dipertahankan.');
    await refused({ type: 'missed', place: 'XYZ.name', problem: 'mismatch' }, 422, 'Pilih letak pada berkas ini');
    await refused({ type: 'missed', place: 'form.', problem: 'mismatch' }, 422, 'Pilih letak pada berkas ini');
    await refused({ type: 'missed', place: 'form.name', problem: 'ugly' }, 422, 'Pilih jenis kekurangannya.');
    await refused({ type: 'unfounded', finding: 'nothing' }, 422, 'Temuan itu tidak ada');
    await refused({ type: 'withdraw', note: 'levy' }, 422, 'tidak ada lagi di antara catatan');
    for (const bad of [{ type: 'fly' }, {}] as Record<string, string>[]) expect((await note('U1', bad)).status).to.equal(422);
    expect((await note('U1', { type: 'whole', whole: 'decision' }, 1)).status).to.equal(303);
    // The same form sent twice is one note; another from an old page is told so.
    expect((await note('U1', { type: 'whole', whole: 'decision' }, 1)).status).to.equal(303);
    expect((await note('U1', { type: 'whole', whole: 'levy' }, 1)).status).to.equal(409);
    await refused({ type: 'whole', whole: 'decision' }, 422, 'Itu sudah dicatat.');
    await refused({ type: 'conclude', stands: 'yes' }, 422, 'tidak dapat dipertahankan. Tarik catatan itu');
    expect((await note('U1', { type: 'withdraw', note: 'decision' })).status).to.equal(303);
    expect((await note('U1', { type: 'conclude', stands: 'yes' })).status).to.equal(303);
    await refused({ type: 'whole', whole: 'levy' }, 410, 'Uji petik ini sudah selesai');
    expect(await count('shift_inspection_acts')).to.equal(3);
    for (const table of ['shift_inspections', 'shift_inspection_acts']) expect(await app.db(table).del().then(() => 'gone', (error: Error) => error.message)).to.contain('append-only');
  });

  it('can be looked at while it is put aside or the shift stands still, and worked on only in hand', async () => {
    expect((await browser.get(`${path}/inspections/U1`)).status).to.equal(404);
    await take('U1');
    const { next, board } = await shift();
    const act = (fields: Record<string, string>, number: number) => browser.post(`${path}/acts`, { number: String(number), minute: String(board.minute), ...fields });
    const passed = await act({ type: 'escalate', job: 'U1', reason: 'other' }, next);
    expect([passed.status, passed.text.includes('tidak dilepas kepada orang lain')]).to.deep.equal([409, true]);
    await act({ type: 'pause' }, next);
    const page = await browser.get(`${path}/inspections/U1`);
    expect([page.status, page.text.includes('Giliran sedang jeda'), page.text.includes('value="conclude"')]).to.deep.equal([200, true, false]);
    expect((await note('U1', { type: 'whole', whole: 'levy' })).status).to.equal(409);
    await act({ type: 'continue' }, next + 1);
    await act({ type: 'park', job: 'U1', reason: 'interrupted' }, next + 2);
    expect((await note('U1', { type: 'whole', whole: 'levy' })).text).to.contain('tidak di tangan Anda');
    expect(await count('shift_inspection_acts')).to.equal(0);
    app.clock.advance(61 * 60);
    const late = await note('U1', { type: 'whole', whole: 'levy' });
    expect([late.status, late.headers.location]).to.deep.equal([303, `${path}/debrief`]);
    expect((await shift()).board.jobs.get('U1')!.status).to.equal('parked');
    await app.addUser('budi', 'trainee');
    const budi = await app.signIn('budi');
    expect((await budi.get(`${path}/inspections/U1`)).status).to.equal(404);
  });
});
