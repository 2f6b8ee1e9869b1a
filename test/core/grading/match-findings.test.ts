import { expect } from 'chai';
import fc from 'fast-check';
import { checksOf } from '../../../src/core/checks/check.ts';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { type Problem } from '../../../src/core/catalogue/content.ts';
import { type Finding } from '../../../src/core/desk/desk.ts';
import { matchFindings } from '../../../src/core/grading/match-findings.ts';
import { content } from '../../support/content.ts';

const failing = (...ids: string[]) => checksOf(content(), 'KPS').filter(({ id }) => ids.includes(id));
const at = (document: string, field: string, problem: Problem): Finding => ({ id: `${document}.${field}/${problem}`, document, field, problem, clause: '', at: '' });
const foundBy = (matched: ReturnType<typeof matchFindings>) => Object.fromEntries(matched.found.map(({ check, finding }) => [check.id, finding?.id ?? null]));

describe('matching findings to defects', () => {
  const plates = failing('plate-stnk-match', 'plate-kir-match');
  const onForm = at('form', 'plate', 'mismatch');
  const onStnk = at('STNK', 'plate', 'mismatch');

  it('needs document, field and kind of problem', () => {
    const kir = failing('kir-current');
    const tries: [Finding, boolean][] = [
      [at('KIR', 'validUntil', 'expired'), true],
      [at('KIR', 'validUntil', 'mismatch'), false],
      [at('KIR', 'testedOn', 'expired'), false],
      [at('KIR', '', 'expired'), false],
      [at('STNK', 'validUntil', 'expired'), false],
    ];
    for (const [finding, hit] of tries) {
      const { found, unfounded } = matchFindings(kir, [], [finding]);
      expect([found[0]!.finding, unfounded.length], finding.id).to.deep.equal(hit ? [finding, 0] : [null, 1]);
    }
  });

  it('counts at either place where a finding points at two', () => {
    const both: Finding = { ...at('KIR', 'number', 'mismatch'), other: 'form.plate' };
    expect(matchFindings(failing('plate-kir-match'), [], [both]).found[0]!.finding).to.equal(both);
    expect(matchFindings(failing('plate-kir-match'), [], [{ ...both, other: 'form.name' }]).unfounded).to.have.length(1);
  });

  it('takes any place on a document that is missing as a whole', () => {
    for (const field of ['', 'nik', 'name']) expect(matchFindings(failing('ktp-present'), [], [at('KTP', field, 'missing-document')]).found[0]!.finding).to.not.equal(null);
  });

  it('ignores a second finding of the same defect', () => {
    const { found, unfounded } = matchFindings(failing('plate-stnk-match'), [], [onForm, onStnk]);
    expect(found[0]!.finding).to.equal(onForm);
    expect(unfounded).to.deep.equal([]);
  });

  it('lets two findings find two defects, in whichever order they were pinned', () => {
    expect(foundBy(matchFindings(plates, [], [onStnk, onForm]))).to.deep.equal({ 'plate-stnk-match': onStnk.id, 'plate-kir-match': onForm.id });
    expect(foundBy(matchFindings(plates, [], [onForm, onStnk]))).to.deep.equal({ 'plate-stnk-match': onStnk.id, 'plate-kir-match': onForm.id });
    expect(foundBy(matchFindings(plates, [], [onForm]))).to.deep.equal({ 'plate-stnk-match': onForm.id, 'plate-kir-match': null });
  });

  it('gives a finding that two defects claim to the graver one', () => {
    const light = { ...plates[0]!, id: 'light', weight: 2 as const };
    const { found } = matchFindings([light, ...plates.slice(0, 1)], [], [onForm]);
    expect(found.map(({ check, finding }) => [check.id, finding?.id ?? null])).to.deep.equal([['light', null], ['plate-stnk-match', onForm.id]]);
  });

  it('names the decoy that an unfounded finding fell for', () => {
    const decoys = decoysOf(content(), 'KPS').filter(({ id }) => id === 'foreign-nik');
    const { unfounded } = matchFindings([], decoys, [at('form', 'nik', 'invalid-number'), at('form', 'name', 'mismatch')]);
    expect(unfounded.map(({ decoy }) => decoy?.id ?? null)).to.deep.equal(['foreign-nik', null]);
  });

  it('finds the same weight in every order of the findings', () => {
    const several = failing('plate-stnk-match', 'plate-kir-match', 'route-permit-plate', 'chassis-match', 'kir-current');
    const places = several.flatMap(({ where }) => where.flatMap((place) => (place.fields ?? ['']).flatMap((field) => place.problems.map((problem) => at(place.document, field, problem)))));
    const weight = (findings: Finding[]) => matchFindings(several, [], findings).found.reduce((sum, { check, finding }) => sum + (finding ? check.weight : 0), 0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...places), { maxLength: 6 }), (findings) => {
        expect(weight(findings)).to.equal(weight(findings.toReversed()));
        const { found, unfounded } = matchFindings(several, [], findings);
        const used = found.flatMap(({ finding }) => finding ?? []);
        expect(new Set(used).size).to.equal(used.length);
        expect(unfounded).to.deep.equal([]);
      }),
    );
  });
});
