import { expect } from 'chai';
import { caseFile } from '../../../src/core/cases/case-file.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';

const asRead = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('case file', () => {
  it('takes every case as it is written, and changes nothing', () => {
    const generated = [...content().services.keys()].map((service) => generateCase(content(), { service, level: 1, seed: 'file' }));
    for (const permitCase of [...generated, falseAlarmOnly(), bannerOnTree(), twoFaultsOnVehicle()]) expect(caseFile.parse(asRead(permitCase))).to.deep.equal(permitCase);
  });

  it('names what is mistyped or missing', () => {
    const reasons = (change: object) => caseFile.safeParse(asRead({ ...bannerOnTree(), ...change })).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join();
    expect(reasons({})).to.equal(undefined);
    expect(reasons({ truth: { decision: 'return' } })).to.equal(undefined);
    expect(reasons({ levle: 1 })).to.include('Unrecognized key: "levle"');
    expect(reasons({ today: '2015-02-30' })).to.include('today: Invalid');
    expect(reasons({ format: 2 })).to.include('format: Invalid');
    expect(reasons({ registries: { tax: { A: { number: null } } } })).to.include('registries');
    expect(reasons({ dossier: undefined })).to.include('dossier: Invalid input');
  });
});
