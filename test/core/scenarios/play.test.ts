import { expect } from 'chai';
import { judgeClaims } from '../../../src/core/scenarios/claims.ts';
import { playRobots, runRobots } from '../../../src/core/scenarios/play.ts';
import type { RobotResult } from '../../../src/core/scenarios/robot-result.ts';
import { robots } from '../../../src/core/scenarios/scenario.ts';
import { likeness, nearDuplicates } from '../../../src/core/scenarios/similar.ts';
import { content } from '../../support/content.ts';
import { recipe } from './samples.ts';

describe('robots', () => {
  it('play the same for the same scenario, tell how far they are, and come to what the author claims', () => {
    const shares = [...playRobots(content(), recipe(), 20)];
    expect(shares).to.have.length(20);
    expect(shares.at(-1)).to.equal(1);
    const report = runRobots(content(), recipe(), 20);
    expect(report).to.deep.equal(runRobots(content(), recipe(), 20));
    expect(report.robots.map(({ robot }) => robot)).to.deep.equal([...robots]);
    const of = (robot: string) => report.robots.find((each) => each.robot === robot)!;
    expect(of('expert')).to.include({ mean: 100, passed: 1, critical: 0 });
    expect(of('corrupt')).to.include({ passed: 0, critical: 1 });
    expect(of('solid').mean).to.be.above(of('borderline').mean);
    expect(of('borderline').mean).to.be.above(of('guesser').mean);
    for (const { histogram, quantiles } of report.robots) {
      expect(histogram.reduce((sum, each) => sum + each, 0)).to.equal(20);
      expect(quantiles).to.deep.equal(quantiles.toSorted((a, b) => a - b));
    }
    expect(report.checks.map(({ check, cases, never }) => ({ check, cases, never }))).to.deep.equal([{ check: 'nik-match', cases: 20, never: false }]);
    expect(report.ok).to.equal(true);
  });

  it('come back to frozen variants in turn, and play them anew each time', () => {
    const report = (seeds: string[], plays: number) => runRobots(content(), recipe({}, { seeds }), plays);
    const [once, twice] = [report(['a', 'b'], 2), report(['a', 'b'], 4)];
    expect(twice.checks.map(({ cases }) => cases)).to.deep.equal([4]);
    expect(twice.robots.find(({ robot }) => robot === 'guesser')).to.not.deep.equal({ ...once.robots.find(({ robot }) => robot === 'guesser')!, plays: 4 });
    expect(report(['a', 'b', 'c', 'd'], 2)).to.deep.equal(once);
  });

  it('show when a claim does not hold: nobody passes by guessing', () => {
    const report = runRobots(content(), recipe({ claims: [{ robot: 'expert', is: 'passes' }, { robot: 'guesser', is: 'passes' }] }), 20);
    expect(report.claims.filter(({ holds }) => !holds).map(({ claim }) => claim)).to.deep.equal([{ robot: 'guesser', is: 'passes' }]);
    expect(report.ok).to.equal(false);
  });

  it('meet what comes in beside the file: the bribed one loses by it, and the expert does not', () => {
    const play = (event?: string) => {
      const report = runRobots(content(), recipe({}, { message: 'neutral', ...(event && { event }) }), 8);
      return Object.fromEntries(report.robots.filter(({ robot }) => robot === 'expert' || robot === 'corrupt').map(({ robot, mean, critical }) => [robot, [mean, critical]]));
    };
    const tried = play('courier-envelope');
    expect(tried.expert).to.deep.equal([100, 0]);
    expect(tried.corrupt![0]).to.be.below(play().corrupt![0]! - 1);
    expect(play('reply-envelope').expert).to.deep.equal([100, 0]);
  });

  it('are held against each kind of claim', () => {
    const result = { robot: 'hasty', mean: 50, passed: 0.04 } as RobotResult;
    const holds = (claim: object) => judgeClaims([claim as never], [result])[0]!.holds;
    expect(holds({ robot: 'hasty', is: 'at-least', points: 50 })).to.equal(true);
    expect(holds({ robot: 'hasty', is: 'at-least', points: 50.1 })).to.equal(false);
    expect(holds({ robot: 'hasty', is: 'at-most', points: 49.9 })).to.equal(false);
    expect(holds({ robot: 'hasty', is: 'fails' })).to.equal(true);
    expect(holds({ robot: 'hasty', is: 'passes' })).to.equal(false);
    expect(holds({ robot: 'expert', is: 'passes' })).to.equal(false);
  });
});

describe('scenarios of the bank', () => {
  it('are nearly the same when they break the same, whatever they are called', () => {
    const same = recipe({ code: 'lain', title: { id: 'x', en: 'x' }, goal: { id: 'y', en: 'y' } });
    const other = recipe({ code: 'beda' }, { defects: { how: 'choose', checks: ['kir-current'] } });
    expect(likeness(recipe(), same)).to.equal(1);
    expect(nearDuplicates(recipe(), [recipe(), same, other]).map(({ code }) => code)).to.deep.equal(['lain']);
  });
});
