import { expect } from 'chai';
import { generateCase } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import type { PermitCase } from '../../src/core/cases/dossier.ts';
import { content } from '../support/content.ts';
import { areaUnderCurve, fitLogistic, score, standardise } from '../support/logistic.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
const files = measuring ? 60 : 400;
// Chance gives .5 with a standard error of about .02 at this number of files; the bar is the mean over the services.
const bar = 0.55;

/** Lengths, digits, capitals and presence of every datum, and counts of the whole; a datum in `hidden` is left out, on whichever file. */
function surface(permitCase: PermitCase, paths: readonly string[], hidden: ReadonlySet<string>): number[] {
  const documents = new Map(permitCase.dossier.documents.map((upload) => [upload.kind, upload.fields]));
  const features: number[] = [permitCase.dossier.documents.length, permitCase.conversations.length];
  let length = 0;
  let digits = 0;
  for (const path of paths) {
    const [document, field] = path.split('.') as [string, string];
    const value = (document === 'form' ? permitCase.dossier.form : documents.get(document))?.[field];
    const text = value === undefined || hidden.has(path) || hidden.has(document) ? null : String(value);
    features.push(text === null ? 0 : 1, text?.length ?? 0, text?.replace(/\D/g, '').length ?? 0, text?.replace(/[^A-Z]/g, '').length ?? 0, typeof value === 'number' && text !== null ? Math.log1p(value) : 0);
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
  const byId = new Map(checksOf(catalogue, service).map((check) => [check.id, check]));
  const rows: { features: number[]; injected: boolean }[] = [];
  for (let at = 0; rows.length < 2 * files; at++) {
    const level = definition.level;
    const drawn = generateCase(catalogue, { service, level, seed: `surface-${at}` });
    const clean = generateCase(catalogue, { service, level, seed: `clean-${at}`, breaks: [] });
    // What differs because of the defect itself is hidden on both; what the file looks like beside it is what counts.
    const twin = [...byId.values()].filter((check) => !check.holds(drawn));
    if (twin.length === 0) continue;
    const hidden = new Set(twin.flatMap((check) => [...check.writes, ...check.reads]));
    rows.push({ features: surface(drawn, paths, hidden), injected: true }, { features: surface(clean, paths, hidden), injected: false });
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
