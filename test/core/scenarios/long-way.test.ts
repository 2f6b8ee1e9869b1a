import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { runRobots } from '../../../src/core/scenarios/play.ts';
import { content } from '../../support/content.ts';
import { recipe } from './samples.ts';
import { caseOf, seedsOf } from '../../../src/core/scenarios/cases.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { robots } from '../../../src/core/scenarios/scenario.ts';

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('robots on a long way', () => {
  const scenario = recipe({ service: 'IMBN', level: 4, code: 'imbn-uji' });

  it('do and get on a case that is frozen, of which much is remembered, what they do and get on one that is not', () => {
    for (const seed of seedsOf(scenario, 4)) {
      const { recipe: made, permitCase } = caseOf(content(), scenario, seed);
      const frozen = Object.freeze(structuredClone(permitCase));
      for (const archetype of ['expert', 'hasty', 'corrupt'] as const)
        // Twice: what was remembered the first time is used the second.
        for (const turn of ['a', 'b']) {
          const play = (of: typeof permitCase) => {
            const actions = operate(content(), of, { archetype, random: randomFrom(seed, turn), startAt: '2015-06-01T01:00:00.000Z', recipe: made });
            return digest([actions, gradeCase(content(), of, actions)]);
          };
          expect(play(frozen), `${seed} ${archetype}`).to.equal(play(permitCase));
        }
    }
  });

  it('come to the same whichever way they are asked', () => {
    expect(robots).to.have.length(12);
    const report = runRobots(content(), scenario, 3);
    runRobots(content(), recipe({ service: 'HO', level: 4, code: 'ho-uji' }), 2);
    expect(runRobots(content(), scenario, 3)).to.deep.equal(report);
  });
});
