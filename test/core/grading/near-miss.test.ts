import { expect } from 'chai';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { truthOf } from '../../../src/core/checks/truth.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { nearMisses } from '../../../src/core/grading/near-miss.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const at = '2015-05-28T02:00:00.000Z';
const proceed: Action = { id: 'slip', type: 'decide', decision: 'proceed', reasons: [], at } as unknown as Action;

/** A file that must be rejected, as a sound operator works on it. */
function rejected(): { permitCase: PermitCase; actions: Action[] } {
  for (let seed = 0; ; seed++) {
    const permitCase = generateCase(catalogue, { service: 'SIUP', level: 1, seed: `near-${seed}` });
    if (truthOf(catalogue, permitCase).decision !== 'reject') continue;
    return { permitCase, actions: operate(catalogue, permitCase, { archetype: 'expert', random: randomFrom(seed, 'op'), startAt: at, prefix: 'a' }) };
  }
}

describe('a critical error that was undone before the file was sent', () => {
  const { permitCase, actions } = rejected();
  const decided = actions.findIndex(({ type }) => type === 'decide');
  const slipped = actions.toSpliced(decided, 0, proceed);

  it('is none, and costs no points', () => {
    expect(gradeCase(catalogue, permitCase, slipped).critical).to.deep.equal([]);
    expect(gradeCase(catalogue, permitCase, slipped).total).to.equal(gradeCase(catalogue, permitCase, actions).total);
  });

  it('is a near miss with its step', () => {
    expect(nearMisses(catalogue, permitCase, slipped)).to.deep.equal([{ code: 'CE2', step: decided + 1 }]);
    expect(nearMisses(catalogue, permitCase, actions)).to.deep.equal([]);
  });

  it('is no near miss when it stayed', () => {
    const stayed = actions.with(decided, { ...proceed, id: actions[decided]!.id });
    expect(gradeCase(catalogue, permitCase, stayed).critical.map(({ code }) => code)).to.deep.equal(['CE2']);
    expect(nearMisses(catalogue, permitCase, stayed)).to.deep.equal([]);
  });
});
