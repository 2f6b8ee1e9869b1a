import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { exportCommand, importCommand } from '../../src/cli/scenario-bank.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { testApp, type TestApp } from '../support/app.ts';
import { rejection } from '../support/rejection.ts';
import { lintText, schemaCommand, writeScenario } from '../../src/cli/scenarios.ts';
import { runRobots } from '../../src/core/scenarios/play.ts';
import { paths } from '../../src/platform/paths.ts';
import { tangga } from '../support/command-line.ts';
import { content } from '../support/content.ts';
import { recipe } from '../core/scenarios/samples.ts';

const page = readFileSync(path.join(paths.root, 'docs', 'scenarios.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);

describe('scenarios as files', () => {
  it('have the JSON schema that is published', () => {
    expect(JSON.parse(readFileSync(path.join(paths.root, 'docs', 'scenario-schema.json'), 'utf8'))).to.deep.equal(JSON.parse(JSON.stringify(schemaCommand())));
  });

  it('are the three worked examples of the page, sound and as claimed', () => {
    expect(examples).to.have.length(3);
    for (const example of examples) {
      const linted = lintText(content(), example);
      expect(linted.ok, JSON.stringify(linted)).to.equal(true);
      if (linted.ok) expect(runRobots(content(), linted.scenario, 30).claims.filter(({ holds }) => !holds), linted.scenario.code).to.deep.equal([]);
    }
  });

  it('are the same after they were written and read again, in YAML and in JSON', () => {
    for (const json of [true, false]) expect(lintText(content(), writeScenario(recipe(), json))).to.deep.equal({ ok: true, scenario: recipe() });
  });

  const broken: [string, string, string, string][] = [
    ['a file that is no YAML', 'format: 1\ncode: [', 'line 2', 'file'],
    ['a file that swells when it is read', 'a: &a [1]\nb: [*a, *a]', '', 'file'],
    ['nothing', '', '', 'required'],
    ['a part that is missing', writeScenario({ ...recipe(), minutes: undefined }, true), 'minutes', 'required'],
    ['a part that is not known', writeScenario({ ...recipe(), extra: 1 }, true), '', 'unknown'],
    ['a check that is not known', writeScenario(recipe({}, { defects: { how: 'choose', checks: ['x'] } }), true), 'content.defects.checks.0', 'unknownCheck'],
  ];
  for (const [name, text, place, reason] of broken)
    it(`are refused for ${name}, with the place and the reason`, () => {
      const linted = lintText(content(), text);
      expect(linted.ok).to.equal(false);
      if (!linted.ok) expect(linted.faults[0]).to.deep.include({ reason, path: place });
    });
});

describe('the commands about scenarios', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tangga-scenarios-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lint and play, with an exit code for machines', async () => {
    const file = path.join(folder, 'kps.yaml');
    writeFileSync(file, examples[0]!);
    const lint = await tangga(['scenario', 'lint', file, '--json']);
    expect([lint.code, JSON.parse(lint.out)]).to.deep.equal([0, { ok: true, code: 'kps-identitas', service: 'KPS', level: 1, way: 'recipe', claims: 3 }]);
    const robots = await tangga(['scenario', 'robots', '-', '--plays', '4', '--json'], examples[0]!.replace('points: 60', 'points: 1'));
    expect(robots.code).to.equal(1);
    expect(JSON.parse(robots.out)).to.deep.include({ ok: false, plays: 4 });
    expect(JSON.parse(robots.out).robots).to.have.length(12);
  });
});

describe('scenarios between files and the bank', () => {
  let test: TestApp;
  beforeEach(async () => void (test = await testApp()));
  afterEach(() => test.close());

  it('go in as a draft of a trainer and come out as they went in', async () => {
    await test.addUser('dadan', 'trainer');
    await test.addUser('siti', 'trainee');
    for (const kind of ['created', 'same']) expect(await importCommand(test.services, recipe(), 'dadan')).to.deep.equal({ code: 'kps-uji', kind });
    expect(await importCommand(test.services, recipe({ minutes: 21 }), 'dadan')).to.deep.include({ kind: 'changed' });
    expect(await exportCommand(test.services, 'kps-uji', true)).to.deep.equal(recipe({ minutes: 21 }));
    for (const refused of [importCommand(test.services, recipe(), 'siti'), exportCommand(test.services, 'kps-uji', false), exportCommand(test.services, 'lain', true)])
      expect(await rejection(refused)).to.be.instanceOf(UsageError);
  });
});
