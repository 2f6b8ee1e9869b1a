import { parse, stringify, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { type Fault, shapeFaults } from '../core/authoring/fault.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { lintScenario } from '../core/scenarios/lint.ts';
import { type RobotReport, runRobots } from '../core/scenarios/play.ts';
import { type Scenario, scenario } from '../core/scenarios/scenario.ts';
import { createSpeech, type Speech } from '../platform/i18n.ts';
import { readText } from './answer.ts';
import { progressBar } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** A fault as the command line says it: where, a name for machines, and the reason in English. */
export interface SaidFault {
  path: string;
  reason: string;
  text: string;
}

export type Linted = { ok: true; scenario: Scenario } | { ok: false; faults: SaidFault[] };

let english: Speech | undefined;
const say = ({ path, key, vars }: Fault): SaidFault => {
  english ??= createSpeech({ timeZone: 'Asia/Jakarta' })('en');
  return { path, reason: key.replace(/^(authoring|scenarios)\.fault\./, ''), text: english.t(key, vars) };
};

/** A scenario in YAML or JSON, examined as the bank does. A broken file names its line. */
export function lintText(catalogue: Catalogue, text: string): Linted {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const [place] = error instanceof YAMLParseError && error.linePos ? error.linePos : [];
    const text_ = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { ok: false, faults: [{ path: place ? `line ${place.line}` : '', reason: 'file', text: text_ }] };
  }
  const faults = shapeFaults(scenario, value);
  if (faults.length > 0) return { ok: false, faults: faults.map(say) };
  const document = scenario.parse(value);
  const more = lintScenario(catalogue, document);
  return more.length > 0 ? { ok: false, faults: more.map(say) } : { ok: true, scenario: document };
}

/** `scenario lint`: what the scenario is, or every fault with its path. */
export function lintCommand(catalogue: Catalogue, file: string): { ok: boolean; [key: string]: unknown } {
  const linted = lintText(catalogue, readText(file));
  if (!linted.ok) return linted;
  const { code, service, level, content, claims } = linted.scenario;
  return { ok: true, code, service, level, way: content.way, claims: claims.length };
}

/** The scenario of a file, or UsageError with its first fault. */
export function scenarioOf(catalogue: Catalogue, file: string): Scenario {
  const linted = lintText(catalogue, readText(file));
  if (linted.ok) return linted.scenario;
  const [first] = linted.faults;
  throw new UsageError(`${file}: ${first!.path}: ${first!.text}`);
}

/** `scenario robots`: what twelve robots show in so many plays each, and whether the claims hold. */
export function robotsCommand(catalogue: Catalogue, file: string, plays: string): RobotReport & { milliseconds: number } {
  const count = Number(plays);
  if (!Number.isInteger(count) || count < 2 || count > 10_000) throw new UsageError(`plays: "${plays}" is not a whole number from 2 to 10000`);
  const document = scenarioOf(catalogue, file);
  const begun = performance.now();
  const report = runRobots(catalogue, document, count, progressBar(process.stderr, 'robots'));
  const rounded = JSON.parse(JSON.stringify(report, (_key, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value))) as RobotReport;
  return { ...rounded, milliseconds: Math.round(performance.now() - begun) };
}

/** `scenario schema`: the JSON schema of a scenario. */
export const schemaCommand = (): object => z.toJSONSchema(scenario, { io: 'input' });

/** A scenario as a file. */
export const writeScenario = (document: object, json: boolean): string =>
  json ? `${JSON.stringify(document, null, 2)}\n` : stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
