import type { Scenario } from './scenario.ts';

/** Scenarios at least this alike ask nearly the same of a trainee. */
export const nearDuplicate = 0.8;

/** What a scenario asks of a trainee, as features with weights: what is wrong weighs most, then what looks wrong. */
function featuresOf({ service, level, content }: Scenario): Map<string, number> {
  const features = new Map<string, number>([[`service ${service}`, 2], [`level ${level}`, 1]]);
  if (content.way === 'fixed') {
    for (const [field, value] of Object.entries(content.dossier.form)) features.set(`form ${field} ${String(value)}`, 0.5);
    for (const { kind, file, scan, fields } of content.dossier.documents) {
      features.set(`${kind} ${file} ${scan}`, 0.5);
      for (const [field, value] of Object.entries(fields)) features.set(`${kind} ${field} ${String(value)}`, 0.5);
    }
    for (const { check, holds } of content.rulings) features.set(`ruling ${check} ${holds}`, 2);
    if (content.event) features.set(`event ${content.event}`, 2);
    return features;
  }
  const { defects, decoys, message, event } = content;
  if (defects.how === 'choose') for (const check of defects.checks) features.set(`check ${check}`, 3);
  else features.set(`difficulty ${Math.round(defects.points / 5)} ${defects.decision ?? 'any'}`, 4);
  if (defects.how === 'choose' && defects.checks.length === 0) features.set('clean', 3);
  for (const decoy of decoys ?? ['any']) features.set(`decoy ${decoy}`, 1);
  features.set(`message ${message}`, 0.5);
  if (event) features.set(`event ${event}`, 2);
  return features;
}

/** How much two scenarios ask the same, 0 to 1: the weight of what they have in common over the weight of all (Jaccard). */
export function likeness(a: Scenario, b: Scenario): number {
  const [one, other] = [featuresOf(a), featuresOf(b)];
  let [common, all] = [0, 0];
  for (const feature of new Set([...one.keys(), ...other.keys()])) {
    const [x, y] = [one.get(feature) ?? 0, other.get(feature) ?? 0];
    common += Math.min(x, y);
    all += Math.max(x, y);
  }
  return common / all;
}

/** The scenarios of the bank that are nearly the same as this one, the most alike first; itself, by its code, is not among them. */
export const nearDuplicates = (scenario: Scenario, bank: readonly Scenario[]): { code: string; likeness: number }[] =>
  bank
    .filter(({ code }) => code !== scenario.code)
    .map((other) => ({ code: other.code, likeness: likeness(scenario, other) }))
    .filter((each) => each.likeness >= nearDuplicate)
    .sort((a, b) => b.likeness - a.likeness);
