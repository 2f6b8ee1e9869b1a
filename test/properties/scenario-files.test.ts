import { expect } from 'chai';
import { generateCase } from '../../src/core/cases/generate.ts';
import { checksOf, collide } from '../../src/core/checks/check.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { caseOf, seedsOf } from '../../src/core/scenarios/cases.ts';
import { playerOf, runRobots } from '../../src/core/scenarios/play.ts';
import { robots, type Scenario, scenario } from '../../src/core/scenarios/scenario.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { lintText } from '../../src/cli/scenarios.ts';
import { emptyFixed } from '../../src/features/scenarios/fixed-input.ts';
import { content } from '../support/content.ts';
import { recipe } from '../core/scenarios/samples.ts';

// The whole examinations are 10,000 mutated files and 200 broken scenarios: SCENARIO_FILES=10000 BROKEN_SCENARIOS=200.
const files = Number(process.env['SCENARIO_FILES'] ?? 60);
const planted = Number(process.env['BROKEN_SCENARIOS'] ?? 13);
const catalogue = content();

const texts = { title: { id: 'Judul', en: 'Title' }, goal: { id: 'Tujuan', en: 'Goal' } };
const fixed = (service: string, level: number): Scenario => scenario.parse({ ...emptyFixed(catalogue, 'tetap', level, service, 'benih'), ...texts });
const sound: Scenario[] = [
  recipe(),
  recipe({ code: 'rkli-uji', service: 'RKLI' }, { defects: { how: 'difficulty', points: 60 }, message: 'any', event: 'level' }),
  recipe({ code: 'siup-uji', service: 'SIUP' }, { defects: { how: 'choose', checks: [] }, decoys: ['ktp-past-date'], seeds: ['a', 'b'], dropped: ['c'], decision: 'proceed' }),
  fixed('KPS', 1),
  fixed('TDP', 1),
  fixed('HO', 2),
];

type Holder = Record<string | number, unknown>;

/** Every place of a document: what holds it, and under which name. */
function places(value: unknown, found: { holder: Holder; key: string | number }[] = []): typeof found {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Holder;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    found.push({ holder, key });
    places(holder[key], found);
  }
  return found;
}

const odd: unknown[] = [null, '', ' ', 'x', 0, -1, 1.5, 1e308, true, [], {}, '2015-02-31', '0000-00-00', '__proto__', 'constructor', 'nik-match', 'KTP', 'x'.repeat(3_000), '\u0000', '\ud800', ['nik-match', 'nik-match'], { id: 'x' }, 'guide', 'offer', -0, Number.MAX_SAFE_INTEGER];

/** An edit as an author might make it: another check, other minutes, another word in a paper. */
function gently(copy: Scenario, random: Random): Scenario {
  const { content: made } = copy;
  if (made.way === 'recipe') {
    const checks = checksOf(catalogue, copy.service);
    if (random.chance(0.5)) made.defects = { how: 'choose', checks: random.sample(checks, random.int(0, 2)).map(({ id }) => id) };
    if (random.chance(0.3)) made.message = random.pick(['offer', 'neutral', 'any']);
    if (random.chance(0.3)) made.event = random.pick(['level', ...catalogue.events.keys()]);
    if (random.chance(0.3)) copy.minutes = random.int(1, 200);
    if (random.chance(0.3)) delete made.decision;
    return copy;
  }
  const papers = made.dossier.documents;
  for (let edits = random.int(1, 4); edits > 0; edits--) {
    const { fields } = random.chance(0.3) ? { fields: made.dossier.form } : random.pick(papers);
    const key = random.pick(Object.keys(fields));
    const value = fields[key]!;
    fields[key] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value * random.pick([0, 2, 10]) : random.pick(['Lain', '2014-01-31', '', '12', value.toUpperCase(), value.slice(1)]);
    if (random.chance(0.2)) random.pick(papers).scan = random.pick(['blurred', 'dark', 'cropped']);
    if (random.chance(0.1)) random.pick(papers).file = random.pick(['none', 'KTP', 'NPWP']);
    if (random.chance(0.1)) made.registries = {};
  }
  return copy;
}

/** One to three random edits of a sound file: a value is replaced, taken away, doubled, or takes that of another place. */
function mutate(document: Scenario, random: Random): string {
  const copy = structuredClone(document);
  if (random.chance(0.5)) return JSON.stringify(gently(copy, random));
  for (let edits = random.int(1, 3); edits > 0; edits--) {
    const all = places(copy);
    const { holder, key } = random.pick(all);
    const other = random.pick(all);
    const how = random.int(0, 4);
    if (how === 0) holder[key] = random.pick(odd);
    else if (how === 1 && Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (how === 1) delete holder[key];
    else if (how === 2) holder[key] = structuredClone(other.holder[other.key]);
    else if (how === 3 && Array.isArray(holder)) holder.push(structuredClone(holder[key]));
    else if (how === 3) holder[`${key}x`] = structuredClone(holder[key]);
    else if (typeof holder[key] === 'string') holder[key] = String(holder[key]).slice(random.int(0, 3)) + random.pick(['', 'x', '1', '-', ' ']);
    else if (typeof holder[key] === 'number') holder[key] = Number(holder[key]) * random.pick([-1, 0.5, 10, 1e9]);
    else holder[key] = random.pick(odd);
  }
  const text = JSON.stringify(copy) ?? 'null';
  // Now and then the text itself is cut or hurt.
  if (random.chance(0.1)) return text.slice(0, random.int(0, text.length));
  if (random.chance(0.1)) return text.replace(random.pick(['{', '"', ',', ':']), random.pick(['', '}', '&a', '*a', '\t']));
  return text;
}

describe('scenario files', function () {
  this.timeout(3_600_000);

  it(`are playable or refused with path and reason, ${files} mutated ones`, () => {
    let [taken, refused] = [0, 0];
    for (let number = 0; number < files; number++) {
      const random = randomFrom(number, 'mutated scenario');
      const text = mutate(random.pick(sound), random);
      let at = 'lint';
      try {
        const linted = lintText(catalogue, text);
        if (!linted.ok) {
          refused += 1;
          expect(linted.faults).to.not.be.empty;
          for (const fault of linted.faults) expect(fault.text, JSON.stringify(fault)).to.match(/\w/).and.not.match(/^(scenarios|authoring)\./);
          continue;
        }
        taken += 1;
        at = 'play';
        const made = caseOf(catalogue, linted.scenario, seedsOf(linted.scenario, 3).at(-1)!);
        const robot = random.pick(robots);
        const grade = gradeCase(catalogue, made.permitCase, playerOf(catalogue, robot, linted.scenario.level)(made, random));
        expect(grade.total).to.be.within(-1e-6, 100 + 1e-6);
      } catch (error) {
        throw new Error(`file ${number}, ${at}: ${text.slice(0, 2_000)}`, { cause: error });
      }
    }
    console.log(`      ${taken} playable, ${refused} refused`);
    expect(Math.min(taken, refused)).to.be.above(files / 50);
  });

  it(`that are broken on purpose are all stopped before they are published, ${planted} of them`, () => {
    const missed: string[] = [];
    for (let number = 0; number < planted; number++) {
      const random = randomFrom(number, 'broken scenario');
      const [name, document] = plant(number, random);
      const linted = lintText(catalogue, JSON.stringify(document));
      if (linted.ok && runRobots(catalogue, linted.scenario, 20).ok) missed.push(`${number} ${name}: ${JSON.stringify(document)}`);
    }
    expect(missed).to.deep.equal([]);
  });
});

/** A scenario with one planted mistake: a wrong key, an impossible claim, or a contradiction, of a random service and defect. */
function plant(number: number, random: Random): [string, Scenario] {
  const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];
  const service = random.pick(services);
  const checks = checksOf(catalogue, service);
  const check = random.pick(checks);
  const base = recipe({ service, code: `rusak-${number}` }, { defects: { how: 'choose', checks: [check.id] } });
  const broken = (change: Partial<Scenario>, parts: Partial<Extract<Scenario['content'], { way: 'recipe' }>> = {}): Scenario => ({ ...base, ...change, content: { ...base.content, ...parts } as Scenario['content'] });
  const foreign = () => random.pick(checksOf(catalogue, 'IMBN').filter(({ id }) => !checks.some((own) => own.id === id))).id;
  const clash = () => {
    const pairs = checks.flatMap((a) => checks.filter((b) => a.id < b.id && collide(a, b)).map((b) => [a.id, b.id]));
    return random.pick(pairs);
  };
  const fixedCase = fixed(service, 1);
  const kinds: (() => [string, Scenario])[] = [
    () => ['wrong key', broken({}, { decision: random.pick((['proceed', 'return', 'reject', 'refer'] as const).filter((each) => each !== check.consequence)) })],
    () => ['wrong key of a clean dossier', broken({}, { defects: { how: 'choose', checks: [] }, decision: random.pick(['return', 'reject', 'refer'] as const) })],
    () => ['wrong key of a fixed case', { ...fixedCase, content: { ...fixedCase.content, decision: random.pick(['return', 'reject', 'refer'] as const) } as Scenario['content'] }],
    () => ['impossible claim on the expert', broken({ claims: [{ robot: 'expert', is: 'at-most', points: random.int(0, 80) }] })],
    () => ['impossible claim on the guesser', broken({ claims: [{ robot: 'guesser', is: 'at-least', points: random.int(85, 100) }] })],
    () => ['impossible claim that the corrupt one passes', broken({ claims: [{ robot: 'corrupt', is: 'passes' }] })],
    () => ['impossible claim that the expert fails', broken({ claims: [{ robot: 'expert', is: 'fails' }] })],
    () => ['claims that contradict', broken({ claims: [{ robot: random.pick(robots), is: 'at-least', points: 80 }].flatMap((claim) => [claim, { ...claim, is: 'at-most', points: 70 }]) as Scenario['claims'] })],
    () => ['a check of another service', broken({}, { defects: { how: 'choose', checks: [foreign()] } })],
    () => ['checks that hide each other', broken({}, { defects: { how: 'choose', checks: clash() } })],
    () => ['a difficulty out of reach', broken({}, { defects: { how: 'difficulty', points: random.int(20, 25) } })],
    () => ['a ruling that rules nothing', { ...fixedCase, content: { ...fixedCase.content, rulings: [{ check: check.id, holds: true, reason: 'Sama saja dengan aturannya.' }] } as Scenario['content'] }],
    () => ['a service of another level', broken({ service: 'IMBN', level: 1 })],
  ];
  return kinds[number % kinds.length]!();
}

describe('a recipe of the generator', () => {
  it('gives the same bytes as before when it says nothing of decoys and message', () => {
    const plain = generateCase(catalogue, { service: 'KPS', level: 1, seed: 'same', breaks: ['nik-match'] });
    expect(plain).to.not.have.any.keys('minutes', 'way', 'rulings');
  });
});
