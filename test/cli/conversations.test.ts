import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { conversationOf, exportConversation, importConversation } from '../../src/cli/conversation-bank.ts';
import { addConversationCommands, lintConversations } from '../../src/cli/conversation-commands.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { Situation } from '../../src/core/conversations/format.ts';
import { testApp, type TestApp } from '../support/app.ts';
import { content } from '../support/content.ts';
import { rejection } from '../support/rejection.ts';

const copy = (id: string): Situation => JSON.parse(JSON.stringify(content().situations.get(id))) as Situation;
const sound = (value: unknown): Situation => {
  const read = conversationOf(content(), value);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.situation;
};

/** Runs a command of conversations without a bank, and gives what it wrote and its exit code. */
async function tangga(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = new Command('tangga').exitOverride();
  addConversationCommands(program, content, () => Promise.reject(new Error('no bank is asked')));
  const written = { out: '', err: '' };
  const [stdout, stderr, code] = [process.stdout.write, process.stderr.write, process.exitCode];
  process.stdout.write = (text) => Boolean((written.out += String(text)));
  process.stderr.write = (text) => Boolean((written.err += String(text)));
  try {
    await program.parseAsync(['conversation', ...args], { from: 'user' });
    return { code: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
    process.exitCode = code;
  }
}

describe('conversations between files and the bank', function () {
  this.timeout(20_000);
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('dadan', 'trainer');
    await test.addUser('siti', 'trainee');
  });
  afterEach(() => test.close());

  it('go in as a draft of a trainer, come out as a sound file, and go back into the draft of their code', async () => {
    for (const [like, code] of [['G1', 'G101'], ['A1', 'A101']] as const) {
      expect(await importConversation(test.services, copy(like), 'dadan')).to.deep.equal({ code, kind: 'created' });
      const file = (await exportConversation(test.services, code, true)) as { situations: Situation[] };
      expect(lintConversations(content(), file)).to.deep.include({ ok: true, situations: 1 });
      expect(await importConversation(test.services, sound(file), 'dadan')).to.deep.equal({ code, kind: 'same' });
      file.situations[0]!.title.en = 'Another title';
      expect(await importConversation(test.services, sound(file), 'dadan')).to.deep.equal({ code, kind: 'changed' });
      expect(((await exportConversation(test.services, code, true)) as typeof file).situations[0]!.title.en).to.equal('Another title');
    }
    expect(await test.db('works').pluck('live')).to.deep.equal([null, null]);
    for (const refused of [() => importConversation(test.services, copy('G1'), 'siti'), () => exportConversation(test.services, 'G101', false), () => exportConversation(test.services, 'G999', true)])
      expect(await rejection(refused())).to.be.instanceOf(UsageError);
  });

  it('are refused with the way to each fault, and nothing is written', async () => {
    const broken = copy('G1');
    broken.clause = 'nothing-like-it';
    (broken.scenes[1] as { go?: unknown }).go = [{ to: 'nowhere' }];
    const faults = (value: unknown) => {
      const read = conversationOf(content(), value);
      return read.ok ? [] : read.faults.map(({ path, reason }) => `${path} ${reason}`);
    };
    expect(faults({ situations: [broken] })).to.include('situations.0.scenes.1.go.0.to unknown');
    expect(faults({ situations: [{ ...copy('G1'), clause: 'nothing-like-it' }] })).to.deep.equal(['situations.0.clause catalogue']);
    expect(faults({ situations: [copy('G1'), copy('G2')] })).to.deep.equal(['situations.1 one']);
    expect(faults({ bank: {}, situations: [] })).to.deep.equal(['bank bank']);
    for (const value of [null, 'x', [], {}, { situations: [] }]) expect(faults(value)).to.have.length.above(0);
  });

  it('are examined on the command line: a dry run, and an exit code with each fault and its path', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'tangga-conversations-')), 'g1.yaml');
    const run = (situation: object) => {
      writeFileSync(file, stringify({ situations: [situation] }, { aliasDuplicateObjects: false }));
      return tangga('import', file, '--as', 'dadan', '--dry-run', '--json');
    };
    const dry = await run(copy('G1'));
    const refused = await run({ ...copy('G1'), clause: 'x' });
    rmSync(path.dirname(file), { recursive: true });
    expect([dry.code, JSON.parse(dry.out)]).to.deep.equal([0, { code: 'G1', kind: 'dry-run' }]);
    expect([refused.code, JSON.parse(refused.out)]).to.deep.equal([1, { ok: false, faults: [{ path: 'situations.0.clause', reason: 'catalogue', text: 'The content does not have this: clause' }] }]);
  });
});
