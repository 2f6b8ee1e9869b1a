import { expect } from 'chai';
import fc from 'fast-check';
import { problems, decisions, targets } from '../../src/core/catalogue/content.ts';
import { type PermitCase } from '../../src/core/cases/dossier.ts';
import { cleanFacts, generateCase, makingOf } from '../../src/core/cases/generate.ts';
import { checksOf } from '../../src/core/checks/check.ts';
import { type Action, type Command } from '../../src/core/desk/action.ts';
import { refusal } from '../../src/core/desk/refusal.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { type Archetype } from '../../src/core/operators/profile.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { content } from '../support/content.ts';

const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];
const start = Date.parse('2015-05-28T01:00:00.000Z');

/** A command that may or may not fit the case: most values are taken from the case and the pack, some are made up. */
function anyCommand(permitCase: PermitCase, random: Random, pinned: readonly string[], id: string): Command {
  const service = content().services.get(permitCase.service)!;
  const some = <T>(list: readonly T[], strange: T): T => (list.length === 0 || random.chance(0.1) ? strange : random.pick(list));
  const clause = () => some([...new Set(checksOf(content(), service.code).map((check) => check.clause))], random.chance(0.5) ? '' : 'no-such');
  const document = some(['form', ...permitCase.dossier.documents.map(({ kind }) => kind)], 'XXX');
  const fields = document === 'form' ? Object.keys(permitCase.dossier.form) : Object.keys(permitCase.dossier.documents.find(({ kind }) => kind === document)?.fields ?? {});
  const findings = random.sample(pinned, random.int(0, pinned.length));
  const conversation = random.pick(['guide', 'message'] as const);
  const decision = random.pick(decisions);
  const commands: (() => Command)[] = [
    () => ({ id, type: 'open-document', document }),
    () => ({ id, type: 'look-up', registry: random.pick([...content().registries.keys()]), key: some(Object.values(permitCase.dossier.form).map(String), '?') }),
    () => ({ id, type: 'pin-finding', document, field: some(['', ...fields], 'nose'), problem: random.pick(problems), clause: clause() }),
    () => ({ id, type: 'pin-finding', document, field: some(fields, ''), problem: random.pick(problems), clause: clause() }),
    () => ({ id, type: 'withdraw-finding', finding: some(pinned, 'nothing') }),
    () => ({ id, type: 'classify', class: some(service.classification?.options.map((option) => option.id) ?? [], 'Z') }),
    () => ({ id, type: 'assess-levy', amount: random.pick([0, 125_000, 280_000, random.int(0, 1e12)]) }),
    () => ({ id, type: 'decide', decision, ...((decision === 'refer') !== random.chance(0.1) && { target: random.pick(targets) }), reasons: Array.from({ length: random.int(0, 3) }, clause) }),
    () => ({
      id, type: 'write-letter', findings: random.chance(0.1) ? ['nothing'] : findings, basis: random.chance(0.5), note: random.pick(['', 'Titip uang tunai.', 'kata '.repeat(40)]),
      slots: Object.fromEntries(content().letters.slots.filter(() => random.chance(0.8)).map((slot) => [slot.id, some(slot.options.map((option) => option.id), 'nothing')])),
    }),
    () => ({ id, type: 'reply', conversation, reply: some(['a', 'b', 'c', 'd'], 'z') }),
    () => ({ id, type: 'report-gratification', note: '' }),
    () => ({ id, type: 'answer', item: 'L1-001', choice: 'a' }),
    () => ({ id, type: 'flag', on: random.chance(0.5) }),
    () => ({ id, type: 'submit' }),
  ];
  return random.pick(commands)();
}

/** A random list of actions; through the gate of the desk only those that it allows, else all, at wild times. */
function anyActions(permitCase: PermitCase, random: Random, wild: boolean): Action[] {
  const actions: Action[] = [];
  let now = start;
  for (let step = 0; step < 40; step++) {
    const pinned = actions.flatMap((action) => (action.type === 'pin-finding' ? action.id : []));
    const command = anyCommand(permitCase, random, pinned, `step-${String(step).padStart(4, '0')}`);
    now += wild ? random.int(-200_000, 200_000) : random.int(0, 200_000);
    if (wild || refusal(content(), permitCase, actions, command) === null) actions.push({ ...command, at: new Date(now).toISOString() });
  }
  return actions;
}

describe('grading any actions', function () {
  this.timeout(60_000);
  for (const wild of [false, true])
    it(wild ? 'never throws on a list that no gate has seen, and the total is within 0 and 100' : 'gives 0 to 100 for every list that the desk allows', () => {
      let most = 0;
      fc.assert(
        fc.property(fc.constantFrom(...services), fc.integer({ min: 1, max: 5 }), fc.nat(), (service, level, seed) => {
          const permitCase = generateCase(content(), { service, level, seed: `any-${seed}` });
          const actions = anyActions(permitCase, randomFrom(seed, 'actions'), wild);
          const { total, marks, observations } = gradeCase(content(), permitCase, actions);
          expect(total).to.be.within(-1e-9, 100 + 1e-9);
          expect(marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(total, 1e-9);
          expect(marks.reduce((sum, { outOf }) => sum + outOf, 0)).to.be.closeTo(100, 1e-9);
          const ids = new Set(actions.map(({ id }) => id));
          for (const { evidence } of marks) for (const id of evidence) expect(ids.has(id)).to.equal(true);
          for (const { score } of observations) expect(score).to.be.within(0, 1);
          most = Math.max(most, total);
        }),
        { numRuns: 1000 },
      );
      expect(most, 'some lists earn something').to.be.above(20);
    });

  it('the whole of one part cannot fall below nought by flagging everything', () => {
    for (const service of services) {
      const permitCase = generateCase(content(), { service, level: 1, seed: 'everything' });
      const places = [['form', permitCase.dossier.form], ...permitCase.dossier.documents.map(({ kind, fields }) => [kind, fields])] as [string, object][];
      const actions = places
        .flatMap(([document, fields]) => ['', ...Object.keys(fields)].flatMap((field) => problems.map((problem) => ({ document, field, problem }))))
        .map((place, at): Action => ({ type: 'pin-finding', id: `flag-${String(at).padStart(4, '0')}`, ...place, clause: '', at: new Date(start).toISOString() }));
      const { marks } = gradeCase(content(), permitCase, actions);
      expect(marks.filter(({ part }) => part === 'DF').reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(0, 1e-9);
    }
  });
});

describe('grading synthetic operators', function () {
  this.timeout(60_000);
  const cases = Array.from({ length: 500 }, (_, seed) => generateCase(content(), { service: services[seed % 4]!, level: 1, seed: `operator-${seed}` }));
  const play = (archetype: Archetype) =>
    cases.map((permitCase, at) => {
      const actions = operate(content(), permitCase, { archetype, random: randomFrom(at, archetype), startAt: new Date(start).toISOString() });
      return gradeCase(content(), permitCase, actions);
    });

  it('orders them as they work: expert above hasty above those who do not look', () => {
    const archetypes = ['expert', 'steady', 'learning', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt'] as const;
    const grades = Object.fromEntries(archetypes.map((archetype) => [archetype, play(archetype)])) as Record<Archetype, ReturnType<typeof play>>;
    const mean = (archetype: Archetype) => grades[archetype].reduce((sum, { total }) => sum + total, 0) / cases.length;
    console.log(`    operators, mean of ${cases.length} cases: ${archetypes.map((archetype) => `${archetype} ${mean(archetype).toFixed(1)}`).join(', ')}`);
    expect(mean('expert')).to.be.at.least(95);
    expect(mean('steady')).to.be.below(mean('expert'));
    expect(mean('learning')).to.be.below(mean('steady'));
    expect(mean('hasty')).to.be.below(mean('learning'));
    for (const lazy of ['rubber-stamp', 'reject-all'] as const) {
      expect(mean(lazy)).to.be.at.most(30);
      expect(mean('hasty')).to.be.above(mean(lazy));
    }
    grades.corrupt.forEach(({ critical }, at) => expect(critical.map(({ code }) => code), `case ${at}`).to.include('CE1'));
    expect(grades.expert.every(({ critical }) => critical.length === 0)).to.equal(true);
    expect(grades.expert.every(({ decisionRight }) => decisionRight)).to.equal(true);
  });
});

describe('twins: a case with and without a defect', () => {
  /** Paths of the case that differ, as a check names them: `KTP.nik`, `KTP` for the upload itself, `@tax.name` for a record of a registry, `@tax` for a new one. */
  function differences(a: PermitCase, b: PermitCase): string[] {
    const apart = (x: unknown, y: unknown) => JSON.stringify(x) !== JSON.stringify(y);
    const fields = (document: string, x: object, y: object) =>
      [...new Set([...Object.keys(x), ...Object.keys(y)])].filter((name) => apart((x as Record<string, unknown>)[name], (y as Record<string, unknown>)[name])).map((name) => `${document}.${name}`);
    const found = fields('form', a.dossier.form, b.dossier.form);
    a.dossier.documents.forEach((upload, at) => {
      const twin = b.dossier.documents[at]!;
      found.push(...fields(upload.kind, upload.fields, twin.fields));
      if (apart([upload.kind, upload.file, upload.scan], [twin.kind, twin.file, twin.scan])) found.push(upload.kind);
    });
    if (a.dossier.documents.length !== b.dossier.documents.length) found.push('documents');
    for (const name of new Set([...Object.keys(a.registries), ...Object.keys(b.registries)])) {
      const [x, y] = [a.registries[name] ?? {}, b.registries[name] ?? {}];
      if (apart(Object.keys(x), Object.keys(y))) found.push(`@${name}`);
      else for (const key of Object.keys(x)) found.push(...fields(`@${name}`, x[key]!, y[key]!));
    }
    const frame = (permitCase: PermitCase) => ({ ...permitCase, dossier: null, registries: null });
    if (apart(frame(a), frame(b))) found.push('case');
    return found;
  }

  /** A check that writes in a registry names the registry, or the field in it. */
  const declares = (writes: readonly string[], path: string) => writes.some((write) => write === path || (path.startsWith('@') && write.startsWith(`${path}.`)));

  for (const service of content().services.keys())
    it(`${service}: differ at the paths that the check writes, and nowhere else`, () => {
      for (const check of checksOf(content(), service))
        for (let seed = 0; seed < 4; seed++) {
          const recipe = { service, level: 1, seed: `twin-${seed}`, breaks: [check.id] };
          const broken = generateCase(content(), recipe);
          const { dossier, registries } = cleanFacts(content(), makingOf(content(), recipe));
          const paths = differences({ ...broken, dossier, registries }, broken);
          expect(paths, `${check.id} twin-${seed}`).to.not.deep.equal([]);
          expect(paths.filter((path) => !declares(check.writes, path)), `${check.id} twin-${seed}`).to.deep.equal([]);
        }
    });
});
