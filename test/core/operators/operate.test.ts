import { expect } from 'chai';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { actionList, type Action, type Command } from '../../../src/core/desk/action.ts';
import { refusal } from '../../../src/core/desk/refusal.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { type Archetype, demoArchetypes, profiles } from '../../../src/core/operators/profile.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';
import { bannerOnTree, falseAlarmOnly, twoFaultsOnVehicle } from '../../support/hand-made.ts';

const start = '2015-05-28T01:00:00.000Z';
const archetypes = Object.keys(profiles) as Archetype[];
const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];
const caseOf = (service: string, seed: string, breaks?: string[]) => generateCase(content(), { service, level: 1, seed, ...(breaks && { breaks }) });
const play = (archetype: Archetype, permitCase = bannerOnTree(), seed = 'play') => operate(content(), permitCase, { archetype, random: randomFrom(seed, archetype), startAt: start });
const types = (actions: readonly Action[]) => actions.map(({ type }) => type);

describe('synthetic operator', () => {
  it('does the same for the same random stream, and every step passes the gate of the desk', () => {
    for (const archetype of archetypes)
      for (const service of services)
        for (let seed = 0; seed < 10; seed++) {
          const permitCase = caseOf(service, `operate-${seed}`);
          const actions = play(archetype, permitCase, String(seed));
          expect(play(archetype, permitCase, String(seed))).to.deep.equal(actions);
          expect(actionList.safeParse(actions).success).to.equal(true);
          actions.forEach((command, step) =>
            expect(refusal(content(), permitCase, actions.slice(0, step), command as Command), `${archetype} ${service} ${command.type}`).to.equal(null),
          );
          expect(actions.at(-1)!.type).to.equal('submit');
        }
  });

  it('takes time for every step, by its pace', () => {
    for (const archetype of archetypes) {
      const [least, most] = profiles[archetype].secondsPerStep;
      let before = Date.parse(start);
      for (const { at } of play(archetype)) {
        expect((Date.parse(at) - before) / 1000).to.be.within(least, most);
        before = Date.parse(at);
      }
    }
  });

  it('an expert earns 100 on the hand-made cases', () => {
    for (const permitCase of [falseAlarmOnly(), bannerOnTree(), twoFaultsOnVehicle()])
      expect(gradeCase(content(), permitCase, play('expert', permitCase)).total).to.be.closeTo(100, 1e-9);
  });

  it('an expert asks every registry under the number on the form', () => {
    const lookups = play('expert').flatMap((action) => (action.type === 'look-up' ? `${action.registry}: ${action.key}` : []));
    expect(lookups).to.deep.equal(['population: 3273201203799001', 'tax: 08.245.637.7-424.000', 'roads: Jl. Braga']);
  });

  it('an expert reports an offer and not a harmless message', () => {
    const permitCase = bannerOnTree();
    expect(types(play('expert', permitCase))).to.include('report-gratification');
    permitCase.conversations[1]!.script = 'M02';
    expect(types(play('expert', permitCase))).to.not.include('report-gratification');
  });

  it('a rubber stamp only decides to proceed', () => expect(types(play('rubber-stamp'))).to.deep.equal(['decide', 'submit']));

  it('a corrupt operator takes the offer, and says nothing of it', () => {
    expect(gradeCase(content(), bannerOnTree(), play('corrupt')).critical.map(({ code }) => code)).to.deep.equal(['CE1']);
    expect(types(play('corrupt'))).to.not.include('report-gratification');
  });

  it('one who rejects everything does so with or without a finding', () => {
    const decided = Array.from({ length: 40 }, (_, seed) => play('reject-all', falseAlarmOnly(), String(seed)));
    expect(decided.every((actions) => actions.some((action) => action.type === 'decide' && action.decision === 'reject'))).to.equal(true);
    expect(new Set(decided.map((actions) => types(actions).includes('pin-finding'))).size).to.equal(2);
  });

  it('a hasty one sees some defects, falls for some decoys, and lets a file through whose defects it did not see', () => {
    const permitCase = caseOf('KPS', 'hasty', ['vehicle-registry-agrees']);
    const { failing, decoys } = truthOf(content(), permitCase);
    expect(failing).to.have.length(1);
    expect(decoys).to.not.deep.equal([]);
    const runs = Array.from({ length: 200 }, (_, seed) => play('hasty', permitCase, `hasty-${seed}`));
    const pinned = (actions: Action[]) => actions.flatMap((action) => (action.type === 'pin-finding' ? [action] : []));
    const seen = runs.filter((actions) => pinned(actions).some(({ clause, document }) => document === failing[0]!.where[0]!.document && clause !== '')).length;
    expect(seen).to.be.within(60, 190);
    expect(runs.some((actions) => pinned(actions).some(({ field, document }) => decoys.some(({ where }) => where[0]!.document === document && where[0]!.fields![0] === field)))).to.equal(true);
    const blind = runs.filter((actions) => pinned(actions).length === 0);
    expect(blind).to.not.deep.equal([]);
    for (const actions of blind) expect(actions.some((action) => action.type === 'decide' && action.decision === 'proceed')).to.equal(true);
  });

  it('works without a conversation, and names a script that is not known', () => {
    const permitCase = { ...bannerOnTree(), conversations: [] };
    expect(types(play('expert', permitCase))).to.not.include('reply');
    const unknown = bannerOnTree();
    unknown.conversations[0]!.script = 'G99';
    expect(() => play('expert', unknown)).to.throw(RangeError, 'unknown guide script "G99"');
    expect(() => play('expert', { ...bannerOnTree(), service: 'XXX' })).to.throw(RangeError, 'unknown service "XXX"');
  });

  it('keeps all probabilities between 0 and 1, and offers five archetypes on the command line', () => {
    for (const profile of Object.values(profiles))
      for (const value of Object.values(profile)) if (typeof value === 'number') expect(value).to.be.within(0, 1);
    expect(demoArchetypes).to.deep.equal(['expert', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt']);
  });
});
