import { expect } from 'chai';
import fc from 'fast-check';
import { inspect } from '../../../src/core/shift/inspect.ts';
import { workOfInspection } from '../../../src/core/shift/grade-work.ts';
import { decidedFile, deskOf, type Fault, judgeInspection, type Note, trueStateOf, wholes, type Whole } from '../../../src/core/shift/inspection.ts';
import { colleagues, planShift } from '../../../src/core/shift/plan.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { levelOf } from '../../../src/core/catalogue/catalogue.ts';
import { placeOf } from '../../../src/core/operators/log.ts';
import { responderOf } from '../../../src/core/operators/responders.ts';
import { content } from '../../support/content.ts';

const services = levelOf(content(), 5).services;
const make = (colleague: (typeof colleagues)[number], seed: number) => decidedFile(content(), 5, { service: services[seed % services.length]!, seed: `inspection-${seed}`, colleague });
type File = ReturnType<typeof make>;
const made = new Map<string, File>();
/** Files are made once. */
function fileOf(colleague: (typeof colleagues)[number], seed: number): File {
  const file = made.get(`${colleague}/${seed}`) ?? make(colleague, seed);
  made.set(`${colleague}/${seed}`, file);
  return file;
}

/** A fault as somebody who knows it would note it. */
function noteOf(file: File, fault: Fault, taken: Set<string>): Note {
  if (fault.kind === 'unfounded') return { kind: 'unfounded', finding: fault.finding.id };
  if (fault.kind !== 'missed') return { kind: fault.kind };
  const [document, field, problem] = placeOf(fault.check, file.permitCase, taken);
  taken.add(`${document}.${field}/${problem}`);
  return { kind: 'missed', document, field, problem };
}

const knowing = (file: File): { notes: Note[]; stands: boolean } => {
  const { faults, stands } = trueStateOf(content(), file);
  const taken = new Set<string>();
  return { notes: faults.map((fault) => noteOf(file, fault, taken)), stands };
};

const files = fc.record({ colleague: fc.constantFrom(...colleagues), seed: fc.integer({ min: 1, max: 60 }) });

describe('a file that a colleague has decided', function () {
  this.timeout(60_000);

  it('is the same for the same arrival, and has what its colleague is like', () => {
    expect(make('hasty', 3)).to.deep.equal(make('hasty', 3));
    let sound = 0;
    for (let seed = 1; seed <= 12; seed++) {
      sound += trueStateOf(content(), fileOf('sound', seed)).stands ? 1 : 0;
      const bribed = trueStateOf(content(), fileOf('corrupt', seed));
      expect([bribed.stands, bribed.faults.some(({ kind }) => kind === 'integrity')]).to.deep.equal([false, true]);
      // A stamp is all that there is: everything that is wrong with the file was missed.
      const stamped = fileOf('rubber-stamp', seed);
      const { faults, stands } = trueStateOf(content(), stamped);
      expect(deskOf(content(), stamped).findings).to.deep.equal([]);
      if (faults.some(({ kind }) => kind === 'missed')) expect(stands).to.equal(false);
    }
    expect(sound).to.be.at.least(10);
  });

  it('is judged fully by whoever names everything that is wrong with it and nothing else', () => {
    fc.assert(
      fc.property(files, ({ colleague, seed }) => {
        const file = fileOf(colleague, seed);
        const { notes, stands } = knowing(file);
        const inspected = judgeInspection(content(), file, notes, stands);
        expect(inspected.faults.filter(({ named }) => !named)).to.deep.equal([]);
        expect([inspected.score, inspected.precision, inspected.recall, inspected.unjust]).to.deep.equal([1, 1, 1, []]);
        expect(workOfInspection(content(), inspected, 5)).to.deep.include({ quality: 1, decision: 1, minutes: 5 });
        expect(workOfInspection(content(), { ...inspected, said: !stands }, 5).decision).to.equal(0);
      }),
      { numRuns: 40 },
    );
  });

  it('is worth less with every fault left out, and never more with a note that is not so', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.constantFrom(...(Object.keys(wholes) as Whole[])), ({ colleague, seed }, which, whole) => {
        const file = fileOf(colleague, seed);
        const { notes, stands } = knowing(file);
        const full = judgeInspection(content(), file, notes, stands);
        const fewer = notes.filter((_, at) => at !== which % Math.max(1, notes.length));
        const less = judgeInspection(content(), file, fewer, stands);
        expect(less.score).to.be.at.most(full.score);
        if (notes.length > 0 && fewer.length === 0) expect(less.score).to.equal(0);
        const more = judgeInspection(content(), file, [...notes, { kind: whole }, { kind: whole }, { kind: 'unfounded', finding: 'nothing' }], stands);
        expect(more.score).to.be.below(1);
        expect(more.unjust.length).to.be.within(1, 2);
        // The same note twice counts once.
        expect(judgeInspection(content(), file, [...notes, ...notes], stands)).to.deep.include({ score: full.score, unjust: [] });
      }),
      { numRuns: 40 },
    );
  });

  it('cannot be judged well by naming every place, nor by saying that it stands', () => {
    const shares = Array.from({ length: 12 }, (_, at) => {
      const file = fileOf(colleagues[at % 4]!, at + 1);
      const everywhere = file.permitCase.dossier.documents.flatMap(({ kind, fields }) => Object.keys(fields).map((field): Note => ({ kind: 'missed', document: kind, field, problem: 'mismatch' })));
      const all: Note[] = [...everywhere, ...deskOf(content(), file).findings.map(({ id }): Note => ({ kind: 'unfounded', finding: id })), ...(Object.keys(wholes) as Whole[]).map((kind): Note => ({ kind }))];
      return { all: judgeInspection(content(), file, all, false).score, none: judgeInspection(content(), file, [], true) };
    });
    expect(Math.max(...shares.map(({ all }) => all))).to.be.at.most(0.2);
    const silent = shares.filter(({ none }) => none.faults.length > 0);
    expect(silent.every(({ none }) => none.score === 0)).to.equal(true);
    expect(silent.length).to.be.at.least(8);
  });

  it('is looked over by synthetic operators as well as their ability goes', () => {
    const mean = (kind: 'expert' | 'borderline-below' | 'guesser') => {
      const responder = { ...responderOf(kind, 1, 0.5), linked: true };
      const works = Array.from({ length: 24 }, (_, at) => {
        const file = fileOf(colleagues[at % 4]!, at + 1);
        const { notes, stands } = inspect(content(), file, { responder, random: randomFrom(`${kind}-${at}`), shift: 0 });
        return workOfInspection(content(), judgeInspection(content(), file, notes, stands), 5).quality;
      });
      return works.reduce((sum, each) => sum + each, 0) / works.length;
    };
    const [expert, below, guesser] = [mean('expert'), mean('borderline-below'), mean('guesser')];
    expect(expert).to.be.above(below);
    expect(below).to.be.above(guesser);
  });

  it('is held against whoever broke his integrity, by one who takes offers himself as by anybody', () => {
    const responder = { ...responderOf('expert', 1, 0), linked: true, takes: 1 };
    const broken = Array.from({ length: 12 }, (_, at) => fileOf('corrupt', at + 1)).filter((file) => trueStateOf(content(), file).faults.some(({ kind }) => kind === 'integrity'));
    const noted = broken.filter((file, at) => inspect(content(), file, { responder, random: randomFrom(`taker-${at}`), shift: 0 }).notes.some(({ kind }) => kind === 'integrity'));
    expect(broken.length).to.be.at.least(6);
    expect(noted.length / broken.length).to.be.at.least(0.6);
  });

  it('comes twice in a shift of level 5, from different colleagues, and never before', () => {
    for (let seed = 0; seed < 20; seed++) {
      const plan = planShift(content(), 5, String(seed));
      const come = plan.arrivals.flatMap((each) => (each.kind === 'inspection' ? [each] : []));
      expect(come.map(({ id }) => id)).to.deep.equal(['U1', 'U2']);
      expect(new Set(come.map(({ colleague }) => colleague)).size).to.equal(2);
      expect(come.every(({ at, dueOn, receivedOn }) => at === 0 && dueOn === plan.date && receivedOn < plan.date)).to.equal(true);
      expect(plan.arrivals).to.have.length(25);
      expect(planShift(content(), 4, String(seed)).arrivals.some(({ kind }) => kind === 'inspection')).to.equal(false);
    }
  });
});
