import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { start, tangga } from '../support/command-line.ts';
import { content } from '../support/content.ts';

const recipe = ['--service', 'SIUP', '--level', '1', '--seed', '7'];

describe('the command line', function () {
  this.timeout(60_000);
  let folder: string;
  let database: Record<string, string>;

  before(function () {
    this.timeout(300_000);
    built('src/cli.js');
    folder = mkdtempSync(path.join(tmpdir(), 'tangga-cli-'));
    database = { DATABASE_URL: `sqlite://${path.join(folder, 'cli.sqlite')}`, NODE_ENV: 'test' };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a case, plays it and grades it; the same arguments give the same bytes', async () => {
    const [first, again, actions, truth] = await Promise.all([
      start(['case', 'generate', ...recipe, '--break', 'ktp-readable', '--json']),
      tangga(['case', 'generate', ...recipe, '--break', 'ktp-readable', '--json']),
      tangga(['case', 'demo', ...recipe, '--break', 'ktp-readable', '--as', 'expert', '--json']),
      tangga(['case', 'generate', ...recipe, '--break', 'ktp-readable', '--with-truth', '--json']),
    ]);
    expect(first.code).to.equal(0);
    expect(again.out).to.equal(first.out);
    expect(first.out).to.not.include('ktp-readable');
    expect(JSON.parse(first.out)).to.not.have.property('truth');
    expect(JSON.parse(truth.out).truth).to.include({ decision: 'return' });
    expect(JSON.parse(truth.out).truth.failing.map((check: { id: string }) => check.id)).to.deep.equal(['ktp-readable']);

    const file = path.join(folder, 'case.json');
    writeFileSync(file, first.out);
    const graded = await start(['case', 'grade', '--case', file, '--actions', '-', '--json'], actions.out);
    expect(graded.err).to.equal('');
    const grade = JSON.parse(graded.out);
    expect(grade.total).to.equal(100);
    expect(grade.critical).to.deep.equal([]);
    expect(grade.marks.map((mark: { id: string }) => mark.id)).to.include('DF/ktp-readable');
  });

  it('names the two options that cannot both be standard input', async () => {
    const { code, err } = await tangga(['case', 'grade', '--case', '-', '--actions', '-', '--json'], '{}');
    expect(code).to.equal(2);
    expect(err).to.contain('--case and --actions');
  });

  it('fails the corrupt operator with a critical error', async () => {
    const [made, actions] = await Promise.all([
      tangga(['case', 'generate', ...recipe, '--json']),
      tangga(['case', 'demo', ...recipe, '--as', 'corrupt', '--json']),
    ]);
    const file = path.join(folder, 'corrupt.json');
    writeFileSync(file, made.out);
    const graded = await tangga(['case', 'grade', '--case', file, '--actions', '-', '--json'], actions.out);
    expect(JSON.parse(graded.out).critical.map((entry: { code: string }) => entry.code)).to.include('CE1');
  });

  it('answers the measures of the design', async () => {
    const [due, checks, nik, defects, ability] = await Promise.all([
      tangga(['due', '--from', '2015-05-28', '--days', '3', '--json']),
      tangga(['checks', '--service', 'KPS', '--json']),
      tangga(['id', 'nik', '3273293102800002', '--json']),
      tangga(['score', 'defects', '--json'], '{"weights":[3,2,2,1],"found":[0,1,2],"falseFlags":{"unsent":1,"sent":0},"checkpoints":20}'),
      tangga(['ability', '--json'], '{"theta":0.3,"variance":1,"answers":[{"difficulty":-0.2,"score":1,"days":0}]}'),
    ]);
    expect(JSON.parse(defects.out).score).to.equal(0.8125);
    expect(JSON.parse(ability.out)).to.deep.equal({ theta: 0.6057, variance: 0.8097 });
    expect(JSON.parse(due.out)).to.deep.equal({ due: '2015-06-03' });
    expect(Object.keys(JSON.parse(checks.out)[0])).to.have.members(['id', 'consequence', 'competency', 'clause', 'difficulty', 'weight']);
    expect(nik.code).to.equal(1);
    expect(JSON.parse(nik.out)).to.include({ valid: false });
  });

  it('analyses a table of points from a file and from standard input', async () => {
    const table = 'Q1;Q2;Q3\n1;1;0\n1;0;0,5\n0;1;1\n0;0;0\n1;1;1\n';
    const file = path.join(folder, 'points.csv');
    writeFileSync(file, table);
    const [read, piped, people] = await Promise.all([
      tangga(['items', 'analyse', '--responses', file, '--json']),
      tangga(['items', 'analyse', '--responses', '-', '--json'], table),
      tangga(['items', 'analyse', '--responses', file]),
    ]);
    expect([read.code, read.err, people.code]).to.deep.equal([0, '', 0]);
    expect(piped.out).to.equal(read.out);
    expect(JSON.parse(read.out)).to.include({ persons: 5, complete: 5 });
    expect(JSON.parse(read.out).items.map(({ item, p }: { item: string; p: number }) => [item, p])).to.deep.equal([['Q1', 0.6], ['Q2', 0.6], ['Q3', 0.5]]); // prettier-ignore
    expect(people.out).to.include('alpha:');
  });

  it('says in one line what is wrong with a call, and exits with 2', async () => {
    const unread = [
      ['case', 'generate', '--service', 'XX', '--seed', '1'],
      ['case', 'generate', ...recipe, '--break', 'ktp-readable,ktp-present'],
      ['case', 'generate', '--service', 'SIUP'],
      ['levy', '--service', 'RKLI', '--input', 'no-such-file'],
      ['levy', '--service', 'RKLI', 'too', 'much'],
      ['catalogue', 'show', 'XX'],
      ['catalogue', 'list', '--colour'],
      ['content', 'lint', 'no-such-folder'],
      ['content', 'schema', 'too-much'],
      ['case', 'generate', ...recipe, '--explain'],
    ];
    const wrong = await Promise.all([
      ...unread.map((args) => tangga(args)),
      start(['score', 'defects'], 'not json'),
      tangga(['score', 'fee', '--json'], '{"expected":-1,"given":0}'),
      tangga(['frobnicate']),
      tangga(['levy', '--service', 'RKLI', '--input', '-'], '{"width":1}'),
      tangga(['items', 'analyse', '--responses', '-'], 'Q1,Q2\n1,0\n1,maybe\n'),
    ]);
    expect(wrong).to.have.length(15);
    for (const { code, err, out } of wrong) {
      expect(code).to.equal(2);
      expect(err.trim()).to.match(/^[^\n]+$/);
      expect(err).to.not.include('    at ');
      expect(out).to.equal('');
    }
  });

  it('answers about the pack: a levy from its own example, the catalogue, the examination', async () => {
    const example = await tangga(['levy', '--service', 'RKLI', '--example']);
    const [levy, broken, fixed, list, show, lint] = await Promise.all([
      tangga(['levy', '--service', 'RKLI', '--input', '-', '--date', '2015-06-01', '--json'], example.out),
      tangga(['content', 'lint', 'seeds/demo']),
      tangga(['levy', '--service', 'KPS', '--json']),
      tangga(['catalogue', 'list', '--json']),
      tangga(['catalogue', 'show', 'SIUP', '--json']),
      tangga(['content', 'lint', '--json']),
    ]);
    expect(JSON.parse(levy.out).amount).to.equal(280_000);
    expect(JSON.parse(fixed.out).amount).to.equal(125_000);
    expect(JSON.parse(list.out)[0]).to.include({ code: 'SIUP', slaDays: 3 });
    expect(JSON.parse(show.out).checks[0].clause).to.include({ id: 'requirements-complete', confidence: 'high' });
    expect(JSON.parse(lint.out)).to.include({ ok: true });
    expect([levy, fixed, list, show, lint].map((each) => [each.code, each.err])).to.deep.equal(Array(5).fill([0, '']));
    expect(broken).to.deep.equal({ code: 1, out: '', err: 'pack.yaml: the file is missing\n' });
  });

  it('adds a person, replaces the password, and verifies the audit chain', async () => {
    const added = await tangga(['user', 'add', 'neng.sari', '--name', 'Neng Sari', '--role', 'trainee', '--json'], 'a long enough secret\n', database);
    expect(added.err).to.equal('');
    expect(JSON.parse(added.out)).to.deep.equal({ username: 'neng.sari' });
    const changed = await tangga(['user', 'password', 'neng.sari', '--json'], 'another long secret\n', database);
    expect(changed.code).to.equal(0);
    const unknown = await tangga(['user', 'password', 'nobody'], 'another long secret\n', database);
    expect(unknown.code).to.equal(2);
    const audit = await tangga(['audit', 'verify', '--json'], '', database);
    expect(audit.code).to.equal(0);
    expect(JSON.parse(audit.out)).to.include({ ok: true, firstBroken: null });
    expect(JSON.parse(audit.out).rows).to.be.greaterThan(0);
    const head = JSON.parse(audit.out).head as string;
    const record = await tangga(['audit', 'export'], '', database);
    const [file, replay, regrade] = await Promise.all([
      tangga(['audit', 'verify', '--file', '-', '--head', head.toUpperCase(), '--json'], record.out),
      tangga(['sitting', 'replay', '7', '--json'], '', database),
      tangga(['sitting', 'regrade', '--item', 'L1-001', '--key', content().questions.get('L1-001')!.key, '--dry-run'], '', database),
    ]);
    expect(JSON.parse(file.out)).to.deep.equal(JSON.parse(audit.out));
    expect([replay.code, replay.err]).to.deep.equal([2, 'There is no sitting 7\n']);
    expect([regrade.code, regrade.err]).to.deep.equal([2, 'answer: That option is the key already.\n']);
  });
});
