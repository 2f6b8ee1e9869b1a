import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type PermitCase } from '../../src/core/cases/dossier.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import { truthOf } from '../../src/core/checks/truth.ts';
import { content } from '../support/content.ts';

export interface Examined {
  service: string;
  cases: number;
  broken: number;
  drawn: number;
  decoys: number;
  /** Checks that were broken at least once. */
  checks: number;
  violations: string[];
}

const rank = { proceed: 0, return: 1, refer: 2, reject: 3 } as const;

/** Words that would tell the truth of a case, as a key or as a value: ids of checks and decoys, kinds of defect, and the words for them. */
function tellingWords(): Set<string> {
  const { checks, decoys } = content();
  const defects = [...checks.values(), ...decoys.values()].map(({ defect }) => defect);
  const words = 'truth defect defects check checks decoy decoys break breaks broken failing recipe seed decision consequence target key answer class levy';
  return new Set([...checks.keys(), ...decoys.keys(), ...defects, ...words.split(' ')]);
}

/** Whether a key or a text value of the case, as JSON, is one of the words. */
const tells = (permitCase: PermitCase, words: ReadonlySet<string>): boolean => JSON.stringify(permitCase).split('"').some((part) => words.has(part));

/**
 * Examines one service over that many seeds, levels 1 to 5 in turn: the same seed gives the same bytes; a clean case fails no check whatever its
 * decoys; breaking a check makes it fail and no other; the decision is the gravest consequence; a case does not tell its truth.
 */
export function examine(service: string, seeds: number): Examined {
  const checks = checksOf(content(), service);
  const words = tellingWords();
  const seen: Examined = { service, cases: 0, broken: 0, drawn: 0, decoys: 0, checks: Math.min(seeds, checks.length), violations: [] };
  for (let seed = 0; seed < seeds; seed++) {
    const level = (seed % 5) + 1;
    const make = (breaks?: string[]) => {
      seen.cases++;
      return generateCase(content(), { service, level, seed: `p${seed}`, ...(breaks && { breaks }) });
    };
    const must = (holds: boolean, what: () => string) => {
      if (!holds) seen.violations.push(`${service} level ${level} seed p${seed}: ${what()}`);
    };
    const names = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(', ') || 'nothing';

    const clean = make([]);
    must(JSON.stringify(clean) === JSON.stringify(make([])), () => 'other bytes from the same seed');
    const truth = truthOf(content(), clean);
    seen.decoys += truth.decoys.length;
    must(truth.failing.length === 0 && truth.decision === 'proceed', () => `${names(truth.failing)} fails unbroken`);

    const check = checks[seed % checks.length]!;
    const broken = make([check.id]);
    seen.broken++;
    const fault = truthOf(content(), broken);
    must(fault.failing.length === 1 && fault.failing[0] === check, () => `breaking ${check.id} fails ${names(fault.failing)}`);
    must(fault.decision === check.consequence && fault.targets[0] === check.target, () => `${fault.decision} after ${check.id}`);
    must(!tells(broken, words), () => 'the case tells its truth');

    if (seed % 4 !== 0) continue;
    const drawn = make();
    seen.drawn++;
    const { failing, decision } = truthOf(content(), drawn);
    const gravest = failing.reduce<keyof typeof rank>((worst, { consequence }) => (rank[consequence] > rank[worst] ? consequence : worst), 'proceed');
    must(decision === gravest, () => `${decision} instead of ${gravest}`);
    must(failing.length <= content().levels[level - 1]!.defects[1], () => `${failing.length} defects`);
    must(!tells(drawn, words), () => 'the case tells its truth');
  }
  return seen;
}

if (!isMainThread) {
  const { services, seeds } = workerData as { services: string[]; seeds: number };
  parentPort!.postMessage(services.map((service) => examine(service, seeds)));
}
