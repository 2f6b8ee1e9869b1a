import { expect } from 'chai';
import { drawBreaks } from '../../../src/core/cases/generate.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { decoysOf } from '../../../src/core/checks/decoy.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { caseOf, seedsOf } from '../../../src/core/scenarios/cases.ts';
import { makerOf, nearEnough, pointsAtCut } from '../../../src/core/scenarios/difficulty.ts';
import { lintScenario } from '../../../src/core/scenarios/lint.ts';
import { restsOn } from '../../../src/core/scenarios/rests-on.ts';
import { type Scenario, scenario } from '../../../src/core/scenarios/scenario.ts';
import { likeness } from '../../../src/core/scenarios/similar.ts';
import { emptyFixed } from '../../../src/features/scenarios/fixed-input.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';
import { recipe } from './samples.ts';

const catalogue = content();
const paths = (document: Scenario) => lintScenario(catalogue, document).map(({ path, key }) => `${path} ${key.replace('scenarios.fault.', '')}`);
const decoy = decoysOf(catalogue, 'KPS')[0]!.id;
type Fixed = Extract<Scenario['content'], { way: 'fixed' }>;
const fixedOf = (service = 'KPS', level = 1): Scenario & { content: Fixed } =>
  scenario.parse({ ...emptyFixed(catalogue, 'tetap', level, service, 'benih'), title: { id: 'a', en: 'a' }, goal: { id: 'a', en: 'a' } }) as Scenario & { content: Fixed };

/** Every draft of a case of some difficulty made whole, in the order in which they are drawn. */
function everyDraft({ service, level, content: way }: Scenario, seed: string) {
  if (way.way !== 'recipe') throw new TypeError('a fixed case has no drafts');
  const random = randomFrom(`${service}/${level}/${seed}`, 'difficulty');
  const { make } = makerOf(catalogue, { service, level }, way, seed);
  return Array.from({ length: 24 }, () => make(drawBreaks(catalogue, service, level, random)));
}

describe('the cases of a recipe', () => {
  it('are the same for the same seed, and break exactly what was chosen for every seed', () => {
    const document = recipe({}, { defects: { how: 'choose', checks: ['nik-match', 'kir-current'] } });
    expect(caseOf(catalogue, document, 'a')).to.deep.equal(caseOf(catalogue, document, 'a'));
    for (const seed of seedsOf(document, 30)) {
      const failing = truthOf(catalogue, caseOf(catalogue, document, seed).permitCase).failing.map(({ id }) => id);
      expect(failing).to.have.members(['nik-match', 'kir-current']);
    }
  });

  it('hit the difficulty that is asked for, with the right decision that is asked for', () => {
    const document = recipe({}, { defects: { how: 'difficulty', points: 65, decision: 'return' } });
    for (const seed of seedsOf(document, 12)) {
      const { permitCase } = caseOf(catalogue, document, seed);
      expect(Math.abs(pointsAtCut(catalogue, permitCase) - 65)).to.be.at.most(nearEnough);
      expect(truthOf(catalogue, permitCase).decision).to.equal('return');
    }
  });

  it('of a difficulty that not every case comes to are refused with the nearest that every case comes to, which then is not', () => {
    const wanted = (points: number) => recipe({}, { defects: { how: 'difficulty', points } });
    const [fault, ...more] = lintScenario(catalogue, wanted(20));
    expect([fault!.key, more]).to.deep.equal(['scenarios.fault.difficulty', []]);
    const near = Number(fault!.vars!.near);
    expect(lintScenario(catalogue, wanted(near))).to.deep.equal([]);
    expect(paths(wanted(near - 1))).to.deep.equal(['content.defects.points difficulty']);
  });

  it('that are looked for by what is known before they are made are those that are found when every draft is made', () => {
    for (const [service, level, points] of [['POHON', 2, 35], ['HO', 4, 80], ['ILING', 4, 84], ['SIUP', 1, 60], ['IMBR', 4, 76]] as const) {
      const document = recipe({ service, level }, { defects: { how: 'difficulty', points } });
      for (const seed of seedsOf(document, 3)) {
        const away = everyDraft(document, seed).map((draft) => Math.abs(pointsAtCut(catalogue, draft.permitCase) - points));
        const hit = away.findIndex((each) => each <= nearEnough / 2);
        const expected = everyDraft(document, seed)[hit >= 0 ? hit : away.indexOf(Math.min(...away))]!;
        expect(caseOf(catalogue, document, seed).recipe.breaks, `${service} ${seed}`).to.deep.equal(expected.recipe.breaks);
      }
    }
  });

  it('have the chosen decoys and no others, and the message that was asked for', () => {
    for (const message of ['offer', 'neutral'] as const) {
      const document = recipe({}, { decoys: [], message });
      for (const seed of seedsOf(document, 10)) {
        const { permitCase } = caseOf(catalogue, document, seed);
        const { script } = permitCase.conversations.find(({ id }) => id === 'message')!;
        expect(catalogue.messages.get(script)!.kind).to.equal(message);
      }
    }
    const { permitCase } = caseOf(catalogue, recipe({}, { decoys: [decoy] }), 'x');
    expect(truthOf(catalogue, permitCase).decoys.map(({ id }) => id)).to.include(decoy);
  });

  it('bring in what was asked for beside the file, and are the same files without it', () => {
    const plain = caseOf(catalogue, recipe(), 'x').permitCase;
    expect(plain).to.not.have.property('event');
    const { event, ...rest } = caseOf(catalogue, recipe({}, { event: 'courier-envelope' }), 'x').permitCase;
    expect([event!.script, rest]).to.deep.equal(['courier-envelope', plain]);
    const drawn = seedsOf(recipe(), 40).map((seed) => caseOf(catalogue, recipe({}, { event: 'level' }), seed).permitCase.event?.script);
    expect(drawn).to.include(undefined);
    expect(new Set(drawn).size).to.be.above(3);
    for (const script of drawn) if (script) expect(catalogue.events.get(script)!.levels).to.include(1);
  });

  it('come from the frozen variants alone when there are any, and never from dropped ones', () => {
    expect(seedsOf(recipe({}, { seeds: ['b', 'a'] }), 5)).to.deep.equal(['b', 'a']);
    expect(seedsOf(recipe({}, { dropped: ['kps-uji-1', 'kps-uji-3'] }), 3)).to.deep.equal(['kps-uji-2', 'kps-uji-4', 'kps-uji-5']);
  });

  it('give the minutes of the scenario to the verification', () => {
    expect(caseOf(catalogue, recipe({ minutes: 7 }), 'x').permitCase.minutes).to.equal(7);
  });
});

describe('a scenario', () => {
  it('is sound when it can be played', () => {
    expect(paths(recipe())).to.deep.equal([]);
    expect(paths(recipe({}, { defects: { how: 'choose', checks: [] }, decision: 'proceed' }))).to.deep.equal([]);
  });

  const broken: [string, Scenario, string][] = [
    ['an unknown service', recipe({ service: 'XX' }), 'service unknownService'],
    ['a service of a higher level', recipe({ service: 'IMBN' }), 'service serviceOfLevel'],
    ['an unknown check', recipe({}, { defects: { how: 'choose', checks: ['nothing'] } }), 'content.defects.checks.0 unknownCheck'],
    ['a check of another service', recipe({}, { defects: { how: 'choose', checks: ['montase-readable'] } }), 'content.defects.checks.0 unknownCheck'],
    ['a check twice', recipe({}, { defects: { how: 'choose', checks: ['nik-match', 'nik-match'] } }), 'content.defects.checks.1 twice'],
    ['checks of which one hides the other', recipe({}, { defects: { how: 'choose', checks: ['ktp-present', 'ktp-readable'] } }), 'content.defects.checks.1 collide'],
    ['an unknown decoy', recipe({}, { decoys: ['nothing'] }), 'content.decoys.0 unknownDecoy'],
    ['an unknown event', recipe({}, { event: 'nothing' }), 'content.event unknownEvent'],
    ['an event of another level', recipe({}, { event: 'parcel-after-issue' }), 'content.event eventOfLevel'],
    ['the key: another decision than the rules come to', recipe({}, { decision: 'reject' }), 'content.decision decision.return'],
    ['a clean dossier that is to be returned', recipe({}, { defects: { how: 'choose', checks: [] }, decision: 'return' }), 'content.decision decision.proceed'],
    ['two decisions', recipe({}, { defects: { how: 'difficulty', points: 60, decision: 'return' }, decision: 'reject' }), 'content.decision twoDecisions'],
    ['a difficulty that is out of reach', recipe({}, { defects: { how: 'difficulty', points: 20 } }), 'content.defects.points difficulty'],
    ['a variant that is frozen and dropped', recipe({}, { seeds: ['a'], dropped: ['a'] }), 'content.seeds.0 droppedSeed'],
    ['claims that contradict each other', recipe({ claims: [{ robot: 'hasty', is: 'at-least', points: 70 }, { robot: 'hasty', is: 'at-most', points: 60 }] }), 'claims.1 claimsContradict'],
    ['a robot that is to pass and fail', recipe({ claims: [{ robot: 'hasty', is: 'passes' }, { robot: 'hasty', is: 'fails' }] }), 'claims.1 claimsContradict'],
    ['a claim twice', recipe({ claims: [{ robot: 'hasty', is: 'fails' }, { robot: 'hasty', is: 'fails' }] }), 'claims.1 claimTwice'],
  ];
  for (const [name, document, fault] of broken) it(`is refused for ${name}`, () => expect(paths(document)).to.include(fault));

  it('is refused when a chosen defect hides a chosen decoy', () => {
    const hidden = decoysOf(catalogue, 'KPS').flatMap((each) =>
      checksOf(catalogue, 'KPS')
        .filter(({ kind, writes }) => (kind === 'present' || kind === 'readable') && each.where.some(({ document }) => writes.includes(document)))
        .map((check) => recipe({}, { defects: { how: 'choose', checks: [check.id] }, decoys: [each.id] })),
    );
    expect(hidden.length).to.be.above(0);
    expect(hidden.filter((document) => paths(document).some((fault) => fault.endsWith('decoyHidden')))).to.not.be.empty;
  });
});

describe('a fixed case', () => {
  for (const { code } of content().services.values())
    it(`begins sound for ${code}`, () => {
      const { level } = catalogue.levels.find(({ services }) => services.includes(code))!;
      expect(paths(fixedOf(code, level))).to.deep.equal([]);
    });

  it('gets its truth from what its author wrote, and ends with the verification', () => {
    const document = fixedOf();
    document.content.dossier.documents.find(({ kind }) => kind === 'KTP')!.fields['nik'] = '3273010101010001';
    const { permitCase } = caseOf(catalogue, document, 'x');
    expect(truthOf(catalogue, permitCase).failing.map(({ id }) => id)).to.include('nik-match');
    expect(permitCase.way).to.deep.equal(['verification']);
  });

  it('may bring something in beside the file, which changes nothing else of it', () => {
    const document = fixedOf();
    const plain = caseOf(catalogue, document, 'x').permitCase;
    document.content.event = 'courier-envelope';
    expect(paths(document)).to.deep.equal([]);
    const { event, ...rest } = caseOf(catalogue, document, 'x').permitCase;
    expect([event!.script, rest]).to.deep.equal(['courier-envelope', plain]);
    const entry = { kind: 'event', id: 'courier-envelope' } as const;
    expect([restsOn(catalogue, document, [entry], ''), restsOn(catalogue, fixedOf(), [entry], '')]).to.deep.equal([true, false]);
    expect(likeness(document, fixedOf())).to.be.below(1);
  });

  it('is overruled by an expert who says why, in the first upload only where he objects', () => {
    const document = fixedOf();
    document.content.rulings = [{ check: 'kir-current', holds: false, reason: 'Buku uji tampak dipalsukan.' }];
    expect(paths(document)).to.deep.equal([]);
    const { permitCase } = caseOf(catalogue, document, 'x');
    expect(truthOf(catalogue, permitCase).failing.map(({ id }) => id)).to.deep.equal(['kir-current']);
    expect(truthOf(catalogue, { ...permitCase, stage: 'resubmission' }).failing).to.deep.equal([]);
    document.content.dossier.documents.find(({ kind }) => kind === 'KTP')!.fields['nik'] = '3273010101010001';
    document.content.rulings = [{ check: 'nik-match', holds: true, reason: 'Salah ketik yang sudah dibetulkan.' }];
    const kept = caseOf(catalogue, document, 'x').permitCase;
    for (const stage of ['verification', 'resubmission'] as const) expect(truthOf(catalogue, { ...kept, stage }).failing.map(({ id }) => id)).to.not.include('nik-match');
  });

  const faults: [string, (document: Scenario & { content: Fixed }) => void, string][] = [
    ['a ruling that rules nothing', ({ content: c }) => void (c.rulings = [{ check: 'nik-match', holds: true, reason: 'Sama saja dengan aturan.' }]), 'content.rulings.0 rulesNothing'],
    ['a ruling on an unknown check', ({ content: c }) => void (c.rulings = [{ check: 'nothing', holds: true, reason: 'Sama saja dengan aturan.' }]), 'content.rulings.0 unknownCheck'],
    ['a field that the form has not', ({ content: c }) => void (c.dossier.form['x'] = 1), 'content.dossier.form.x unknownField'],
    ['a field that is missing', ({ content: c }) => void delete c.dossier.form['name'], 'content.dossier.form.name authoring.fault.required'],
    ['a date that is none', ({ content: c }) => void (c.dossier.documents.find(({ kind }) => kind === 'KIR')!.fields['validUntil'] = '2015-02-31'), 'content.dossier.documents.KIR.fields.validUntil type.date'],
    ['a paper that is not asked for', ({ content: c }) => void (c.dossier.documents[0]!.kind = 'MONTASE'), 'content.dossier.documents.MONTASE unknownDocument'],
    ['a paper twice', ({ content: c }) => void c.dossier.documents.push(c.dossier.documents[0]!), 'content.dossier.documents.KTP twice'],
    ['no paper', ({ content: c }) => void (c.dossier.documents = []), 'content.dossier.documents authoring.fault.few'],
    ['a conversation that is not there', ({ content: c }) => void (c.conversations[0]!.script = 'x'), 'content.conversations.0.script unknownScript'],
    ['a reply that is missing', ({ content: c }) => void c.conversations[0]!.replies.pop(), 'content.conversations.0.replies replies'],
    ['an unknown event', ({ content: c }) => void (c.event = 'nothing'), 'content.event unknownEvent'],
    ['the draw of the level', ({ content: c }) => void (c.event = 'level'), 'content.event unknownEvent'],
    ['an event of another level', ({ content: c }) => void (c.event = 'backdate'), 'content.event eventOfLevel'],
    ['an event of a later stage', ({ content: c }) => void (c.event = 'parcel-after-issue'), 'content.event eventNever'],
    ['a day of another time', ({ content: c }) => void (c.receivedOn = '2020-01-01'), 'content.receivedOn day'],
    ['another decision than the rules come to', ({ content: c }) => void (c.decision = 'reject'), 'content.decision decision.proceed'],
  ];
  for (const [name, change, fault] of faults)
    it(`is refused for ${name}`, () => {
      const document = fixedOf();
      change(document);
      expect(paths(document)).to.include(fault);
    });
});
