import { expect } from 'chai';
import type { Recipe } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import type { Action, Arrival, Command } from '../../../src/core/desk/action.ts';
import { caseNow } from '../../../src/core/desk/way.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { presentReplay } from '../../../src/features/evaluations/replay-presenter.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { createServices } from '../../../src/services.ts';
import { content } from '../../support/content.ts';
import { type TestApp, testApp, type TestBrowser } from '../../support/app.ts';
import { actionId, givePractice, record } from './work.ts';

type Draft = Command extends infer C ? (C extends Command ? Omit<C, 'id'> & { id?: string } : never) : never;

/** A clean file whose draft permit has a mistake, and one that is missing a paper. */
const clean: Recipe = { service: 'KPS', level: 2, seed: 'way-clean', breaks: [], later: { permit: ['draft-kps-plate'] } };
const faulty: Recipe = { service: 'KPS', level: 2, seed: 'way-faulty', breaks: ['stnk-present', 'kir-current'] };

describe('a file that goes on', () => {
  let app: TestApp;
  let wulan: number;
  let browser: TestBrowser;
  beforeEach(async () => {
    app = await testApp();
    wulan = await app.addUser('wulan', 'trainee');
    browser = await app.signIn('wulan');
  });
  afterEach(() => app.close());

  const logOf = async (sittingId: number): Promise<Action[]> => (await app.services.sittings.getCase({ id: wulan }, sittingId, 1)).actions;
  const save = (sittingId: number, ...drafts: Draft[]) =>
    app.services.sittings.save({ id: wulan }, sittingId, 1, drafts.map((draft) => ({ id: actionId(), ...draft }) as Command));
  const decide = async (path: string, fields: Record<string, string | string[]>) => {
    const form = await browser.open(`${path}/decision`);
    return browser.post(`${path}/decision`, { id: /name="id" value="([^"]+)"/.exec(form.text)![1]!, ...fields });
  };
  /** Sends the stage as the check page does, and gives the fields of its form. */
  const send = async (path: string): Promise<Record<string, string>> => {
    const check = await browser.open(`${path}/check`);
    const form = /<form class="send"[\s\S]*?<\/form>/.exec(check.text)![0];
    const fields = Object.fromEntries([...form.matchAll(/name="(type|id)" value="([^"]+)"/g)].map((match) => [match[1]!, match[2]!]));
    const answer = await browser.post(`${path}/actions`, fields);
    expect(answer.status).to.equal(303);
    return fields;
  };

  it('is sent, and the next papers come: marked as new, with what was decided before, under a day of their own', async () => {
    const { sittingId, path, permitCase } = await givePractice(app, wulan, clean);
    const before = await browser.open(path);
    expect(before.text).to.include('Verifikasi pendaftaran').and.not.include('Konsep: Kartu pengawasan kendaraan');
    await decide(path, { decision: 'proceed' });
    const check = await browser.open(`${path}/check`);
    expect(check.text).to.include('Konsep izin').and.include('value="send"').and.not.include('value="submit"');
    await send(path);
    const after = await browser.open(path);
    expect(after.text).to.include('Konsep: Kartu pengawasan kendaraan').and.include('class="fresh"');
    expect(after.text).to.match(/Verifikasi pendaftaran: Teruskan, 0 temuan/);
    const log = await logOf(sittingId);
    expect(log.slice(-2).map(({ type }) => type)).to.deep.equal(['send', 'arrive']);
    expect(log.at(-1)!.at).to.equal(log.at(-2)!.at);
    expect(caseNow(permitCase, log).today > permitCase.today).to.equal(true);
  });

  it('shows in the browser nothing of what the papers were made from', async () => {
    const { path } = await givePractice(app, wulan, clean);
    await decide(path, { decision: 'proceed' });
    await send(path);
    await browser.post(`${path}/actions`, { type: 'open-document', id: actionId(), document: 'DRAFKPS' });
    for (const page of ['', '?document=DRAFKPS', '/decision', '/check']) {
      const { text } = await browser.open(`${path}${page}`);
      expect(text, page).to.not.match(/draft-kps|way-clean|D42|later/);
    }
  });

  it('takes nothing of the stage before: its findings, its letter, its decision are closed', async () => {
    const { sittingId, path } = await givePractice(app, wulan, faulty);
    const pinned = actionId();
    await save(
      sittingId,
      { id: pinned, type: 'pin-finding', document: 'STNK', field: '', problem: 'missing-document', clause: '' },
      { type: 'decide', decision: 'return', reasons: [] },
      { type: 'write-letter', findings: [pinned], slots: {}, basis: true, note: '' },
    );
    await send(path);
    expect((await logOf(sittingId)).at(-1)).to.include({ type: 'arrive', stage: 'resubmission' });
    for (const [draft, key] of [
      [{ type: 'withdraw-finding', finding: pinned }, 'desk.refused.finding'],
      [{ type: 'write-letter', findings: [pinned], slots: {}, basis: true, note: '' }, 'desk.refused.letterBeforeDecision'],
      [{ type: 'send' }, 'desk.refused.submitWithoutDecision'],
      [{ type: 'submit' }, 'desk.refused.submitWithoutDecision'],
    ] as [Draft, string][]) {
      const answer = await save(sittingId, draft);
      expect(answer.kind === 'refused' && answer.refusal.key, draft.type).to.equal(key);
    }
  });

  it('sent twice, and sent again from an old page, changes nothing', async () => {
    const { sittingId, path } = await givePractice(app, wulan, clean);
    await decide(path, { decision: 'proceed' });
    const fields = await send(path);
    const log = await logOf(sittingId);
    const again = await browser.post(`${path}/actions`, fields);
    expect(again.status).to.equal(303);
    expect(await logOf(sittingId)).to.deep.equal(log);
    const both = await Promise.all([browser.post(`${path}/actions`, fields), browser.post(`${path}/actions`, fields)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await logOf(sittingId)).to.deep.equal(log);
    const other = await browser.post(`${path}/actions`, { type: 'send', id: actionId() });
    expect(other.status).to.equal(422);
    expect(await logOf(sittingId)).to.deep.equal(log);
  });

  it('is sent once when two pages send it at the same moment', async () => {
    const { sittingId, path } = await givePractice(app, wulan, clean);
    await decide(path, { decision: 'proceed' });
    const answers = await Promise.all([save(sittingId, { type: 'send' }), save(sittingId, { type: 'send' })]);
    expect(answers.map(({ kind }) => kind).sort()).to.deep.equal(['refused', 'saved']);
    expect((await logOf(sittingId)).filter(({ type }) => type === 'arrive')).to.have.length(1);
  });

  it('records a stage and what it brings together, and both are there after a restart', async () => {
    const { sittingId, path } = await givePractice(app, wulan, clean);
    await decide(path, { decision: 'proceed' });
    await send(path);
    const log = await logOf(sittingId);
    const rows = await app.db('actions').where({ sitting_id: sittingId }).whereIn('type', ['send', 'arrive']).orderBy('id');
    expect(rows.map(({ type }) => type)).to.deep.equal(['send', 'arrive']);
    expect(rows[0].at).to.equal(rows[1].at);
    const restarted = createServices({ db: app.db, now: app.clock.now, config: app.config, content: content() });
    const { actions } = await restarted.sittings.getCase({ id: wulan }, sittingId, 1);
    expect(actions).to.deep.equal(log);
    const answer = await restarted.sittings.save({ id: wulan }, sittingId, 1, [{ id: actionId(), type: 'open-document', document: 'DRAFKPS' }]);
    expect(answer.kind).to.equal('saved');
  });

  it('cannot end while a next stage is there, and needs a decision to go on', async () => {
    const { sittingId } = await givePractice(app, wulan, clean);
    const undecided = await save(sittingId, { type: 'send' });
    expect(undecided.kind === 'refused' && undecided.refusal.key).to.equal('desk.refused.submitWithoutDecision');
    await save(sittingId, { type: 'decide', decision: 'proceed', reasons: [] });
    const ended = await save(sittingId, { type: 'submit' });
    expect(ended.kind === 'refused' && ended.refusal.key).to.equal('desk.refused.stageOpen');
    await save(sittingId, { type: 'decide', decision: 'reject', reasons: [] });
    const sent = await save(sittingId, { type: 'send' });
    expect(sent.kind === 'refused' && sent.refusal.key).to.equal('desk.refused.noNextStage');
  });

  it('has no class, levy or letter where the stage has none, whatever a page sends', async () => {
    const { sittingId, path } = await givePractice(app, wulan, clean);
    await decide(path, { decision: 'proceed' });
    await send(path);
    const page = await browser.open(`${path}/decision`);
    expect(page.text).to.not.match(/name="amount"|name="note"|id="preview-title"/);
    for (const [draft, key] of [
      [{ type: 'assess-levy', amount: 125_000 }, 'desk.refused.notNow'],
      [{ type: 'classify', class: 'A' }, 'desk.refused.notNow'],
    ] as [Draft, string][]) {
      const answer = await save(sittingId, draft);
      expect(answer.kind === 'refused' && answer.refusal.key).to.equal(key);
    }
    expect((await decide(path, { decision: 'return', reasons: ['permit-proof'] })).status).to.equal(303);
    expect((await logOf(sittingId)).filter(({ type }) => type === 'write-letter')).to.have.length(1);
    const letter = await save(sittingId, { type: 'write-letter', findings: [], slots: {}, basis: true, note: '' });
    expect(letter.kind === 'refused' && letter.refusal.key).to.equal('desk.refused.noLetter');
  });

  it('ends with its last stage: the result names the stage of every mark, in both languages', async () => {
    const { sittingId, path, permitCase } = await givePractice(app, wulan, clean);
    for (let stage = 0; stage < 2; stage++) {
      const log = await logOf(sittingId);
      const now = caseNow(permitCase, log);
      const { decision, failing, reasons } = truthOf(content(), now);
      const places = failing.map(({ where, clause }): Draft => ({ type: 'pin-finding', document: where[0]!.document, field: where[0]!.fields![0]!, problem: where[0]!.problems[0]!, clause }));
      await save(sittingId, ...places, { type: 'decide', decision, reasons: [...reasons] }, { type: stage === 0 ? 'send' : 'submit' });
    }
    const result = await browser.open(`/sittings/${sittingId}/result`);
    expect(result.status, path).to.equal(200);
    expect(result.text).to.include('Nilai per tahap').and.match(/class="mark-stage"><th[^>]*>Konsep izin/).and.match(/class="mark-stage"><th[^>]*>Verifikasi pendaftaran/);
    await browser.post('/language', { language: 'en' });
    const english = await browser.open(`/sittings/${sittingId}/result`);
    expect(english.text).to.include('Points by stage').and.match(/class="mark-stage"><th[^>]*>Draft permit/);
    const grade = (await app.services.sittings.gradeOf((await app.services.sittings.get({ id: wulan }, sittingId)), 1))!;
    expect(new Set(grade.marks.map(({ stage }) => stage))).to.deep.equal(new Set(['verification', 'permit']));
    expect(grade.defects).to.deep.equal([{ check: 'draft-kps-plate', defect: 'D42', found: true }]);
  });

  it('is played by an expert to its end and graded the same again', async () => {
    const { sittingId, permitCase } = await givePractice(app, wulan, faulty);
    const played = operate(content(), permitCase, { archetype: 'expert', random: randomFrom('http'), startAt: app.clock.now().toISOString(), recipe: faulty, prefix: actionId() });
    await record(app, wulan, sittingId, 1, played.filter(({ type }) => type !== 'arrive'));
    const log = await logOf(sittingId);
    expect(log.map(({ type }) => type)).to.deep.equal(played.map(({ type }) => type));
    const grade = (await app.services.sittings.gradeOf((await app.services.sittings.get({ id: wulan }, sittingId)), 1))!;
    expect(grade.total).to.be.above(95);
    expect(grade.marks.map(({ stage }) => stage)).to.include('resubmission');
  });

  it('is replayed with what arrived and the desk of that moment', async () => {
    const { sittingId, permitCase } = await givePractice(app, wulan, clean);
    await save(sittingId, { type: 'decide', decision: 'proceed', reasons: [] }, { type: 'send' }, { type: 'open-document', document: 'DRAFKPS' });
    const actions = await logOf(sittingId);
    const speech = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
    for (const language of ['id', 'en'] as const) {
      const replay = (step: number) =>
        presentReplay({ position: 1, permitCase, actions, grade: null } as never, content(), { path: '/evaluations/1/replay', step, document: null, cases: [1] }, speech(language) as never);
      expect(replay(2).page!.documents.map(({ kind }) => kind)).to.not.include('DRAFKPS');
      expect(replay(3).page!.documents[0]).to.include({ kind: 'DRAFKPS', fresh: true });
      expect(replay(3).done!.text).to.match(language === 'id' ? /berkas masuk ke tahap Konsep izin/ : /the file comes to the stage Draft permit/);
      expect(replay(3).page!.past).to.have.length(1);
    }
  });

  it('of somebody else is not there', async () => {
    const { sittingId, path } = await givePractice(app, wulan, clean);
    await app.addUser('rosa', 'trainee');
    const rosa = await app.signIn('rosa');
    expect((await rosa.post(`${path}/actions`, { type: 'send', id: actionId() })).status).to.equal(404);
    expect(await logOf(sittingId)).to.deep.equal([]);
  });

  it('is shown to a trainer with what its later stages will bring', async () => {
    const { caseId } = await givePractice(app, wulan, clean);
    await app.addUser('pelatih', 'trainer');
    const trainer = await app.signIn('pelatih');
    const page = await trainer.open(`/trainer/cases/${caseId}`);
    expect(page.text).to.include('Tahap berikutnya').and.include('Konsep izin: Nomor polisi sama dengan berkas');
  });

  it('brings in an arrival what the log can read again', async () => {
    const { sittingId, permitCase } = await givePractice(app, wulan, clean);
    await save(sittingId, { type: 'decide', decision: 'proceed', reasons: [] }, { type: 'send' });
    const arrival = (await logOf(sittingId)).at(-1) as Arrival & { at: string };
    expect(arrival.form).to.deep.equal(permitCase.dossier.form);
    expect(generateCase(content(), clean)).to.deep.equal(permitCase);
  });
});
