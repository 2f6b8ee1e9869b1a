import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { paths } from '../../src/platform/paths.ts';

interface Violation {
  rule: { name: string };
  from: string;
}

/** The violations of the dependency rule in a tree that has src, the rule and node_modules. */
function violations(root: string): Violation[] {
  const command = path.join(paths.root, 'node_modules', '.bin', 'depcruise');
  const run = () => execFileSync(command, ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], { cwd: root, maxBuffer: 64e6, encoding: 'utf8' });
  let out: string;
  try {
    out = run();
  } catch (error) {
    out = (error as { stdout: string }).stdout;
  }
  return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the dependency rule', function () {
  this.timeout(60_000);

  it('holds', () => {
    expect(violations(paths.root).map(({ rule, from }) => `${rule.name}: ${from}`)).to.deep.equal([]);
  });

  it('catches what it is there for', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'tangga-rule-'));
    try {
      for (const entry of ['src/core', 'src/features/audit', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) cpSync(path.join(paths.root, entry), path.join(root, entry), { recursive: true });
      symlinkSync(path.join(paths.root, 'node_modules'), path.join(root, 'node_modules'));
      mkdirSync(path.join(root, 'src/platform'));
      const add = (file: string, text: string) => writeFileSync(path.join(root, 'src', file), text);
      add('core/desk/peek.ts', "import { truthOf } from '../checks/truth.ts';\nexport const peek = truthOf;\n");
      add('core/shared/clock.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n");
      add('core/checks/ahead.ts', "import { gradeCase } from '../grading/grade.ts';\nexport const ahead = gradeCase;\n");
      add('platform/reach.ts', "import { AuditService } from '../features/audit/audit-service.ts';\nexport const reach = AuditService;\n");
      const caught = new Set(violations(root).map(({ rule, from }) => `${rule.name}: ${from}`));
      expect(caught).to.include('desk-never-sees-truth: src/core/desk/peek.ts');
      expect(caught).to.include('core-is-pure: src/core/shared/clock.ts');
      expect(caught).to.include('core-checks-never-looks-ahead: src/core/checks/ahead.ts');
      expect(caught).to.include('platform-knows-no-feature: src/platform/reach.ts');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
