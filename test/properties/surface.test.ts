import { expect } from 'chai';
import { cleanFacts, generateCase, makingOf } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import type { PermitCase } from '../../src/core/cases/dossier.ts';
import { content } from '../support/content.ts';
import { areaUnderCurve, fitLogistic, score, standardise } from '../support/logistic.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
const files = measuring ? 40 : Number(process.env['FILES'] ?? 160);
// Chance gives .5 with a standard error of about .02 at this number of files; the bar is the mean over the services.
const bar = 0.55;

/**
 * Lengths, digits, capitals and presence of every datum, and counts of the whole. A datum in `hidden`, which the defect itself touches, is taken from the
 * file as it was before: what is beside the defect is what counts.
 */
function surface(permitCase: PermitCase, paths: readonly string[], hidden: ReadonlySet<string> = new Set(), before: PermitCase = permitCase): number[] {
  const at = (file: PermitCase, path: string) => {
    const [document, field] = path.split('.') as [string, string];
    return (document === 'form' ? file.dossier.form : file.dossier.documents.find(({ kind }) => kind === document)?.fields)?.[field];
  };
  const features: number[] = [permitCase.dossier.documents.length, permitCase.conversations.length];
  let length = 0;
  let digits = 0;
  for (const path of paths) {
    const value = at(hidden.has(path) || hidden.has(path.split('.')[0]!) ? before : permitCase, path);
    const text = value === undefined ? null : String(value);
    features.push(text === null ? 0 : 1, text?.length ?? 0, text?.replace(/\D/g, '').length ?? 0, text?.replace(/[^A-Z]/g, '').length ?? 0, typeof value === 'number' ? Math.log1p(value) : 0);
    length += text?.length ?? 0;
    digits += text?.replace(/\D/g, '').length ?? 0;
  }
  return [...features, length, digits];
}

/** How well the surface of a service's files tells those with an injected defect from clean ones: the area under the curve on files it was not fitted to. */
function tells(service: string): number {
  const catalogue = content();
  const definition = catalogue.services.get(service)!;
  const paths = [
    ...definition.form.map(({ id }) => `form.${id}`),
    ...definition.requirements.flatMap(({ document }) => catalogue.documents.get(document)!.fields.map(({ id }) => `${document}.${id}`)),
  ];
  const checks = checksOf(catalogue, service);
  const rows: { features: number[]; injected: boolean }[] = [];
  for (let at = 0; rows.length < 2 * files; at++) {
    const level = definition.level;
    const recipe = { service, level, seed: `surface-${at}` };
    const drawn = generateCase(catalogue, recipe);
    const broken = checks.filter((check) => !check.holds(drawn));
    if (broken.length === 0) continue;
    const { dossier } = cleanFacts(catalogue, makingOf(catalogue, recipe));
    const clean = generateCase(catalogue, { service, level, seed: `clean-${at}`, breaks: [] });
    rows.push({ features: surface(drawn, paths, new Set(broken.flatMap(({ writes }) => writes)), { ...drawn, dossier }), injected: true }, { features: surface(clean, paths), injected: false });
  }
  const half = rows.length / 2;
  const { fitted, other } = standardise(rows.slice(0, half).map(({ features }) => features), rows.slice(half).map(({ features }) => features));
  const model = fitLogistic(fitted, rows.slice(0, half).map(({ injected }) => injected));
  return areaUnderCurve(other.map((features) => score(model, features)), rows.slice(half).map(({ injected }) => injected));
}

describe('the surface of a file', function () {
  this.timeout(120_000);

  it('does not tell a file with a defect from one without better than chance', () => {
    const areas = [...content().services.keys()].map((service) => ({ service, area: tells(service) }));
    const mean = areas.reduce((sum, { area }) => sum + area, 0) / areas.length;
    console.log(`    surface: area under the curve ${mean.toFixed(3)} on average, ${areas.map(({ service, area }) => `${service} ${area.toFixed(2)}`).join(', ')}`);
    if (!measuring) expect(mean).to.be.at.most(bar);
  });

  it('is told by a classifier that sees the defect, so that the classifier is able to tell anything', () => {
    const rows = Array.from({ length: 400 }, (_, at) => ({ features: [at % 2 === 0 ? 1 + (at % 7) / 10 : (at % 7) / 10, at % 3], injected: at % 2 === 0 }));
    const { fitted, other } = standardise(rows.slice(0, 200).map(({ features }) => features), rows.slice(200).map(({ features }) => features));
    const model = fitLogistic(fitted, rows.slice(0, 200).map(({ injected }) => injected));
    expect(areaUnderCurve(other.map((features) => score(model, features)), rows.slice(200).map(({ injected }) => injected))).to.be.above(0.95);
  });

  it('is another for every seed of one recipe', () => {
    const seeds = measuring ? 300 : 10_000;
    for (const service of ['SIUP', 'KPS']) {
      const dossiers = new Set(Array.from({ length: seeds }, (_, seed) => JSON.stringify(generateCase(content(), { service, level: 1, seed: `d${seed}`, breaks: [] }).dossier)));
      expect(dossiers.size, service).to.equal(seeds);
    }
  });
});
