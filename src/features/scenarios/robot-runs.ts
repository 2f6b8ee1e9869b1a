import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { playRobots, type RobotReport } from '../../core/scenarios/play.ts';
import type { Scenario } from '../../core/scenarios/scenario.ts';
import { canonical } from '../../core/shared/canonical.ts';

/** How far the robots are with a scenario: a share 0..1, and the report when they are done. */
export interface Run {
  share: number;
  report: RobotReport | null;
  failed: boolean;
}

/** Reports that are remembered. */
const remembered = 100;
/** The server is asked other things at least every so many milliseconds while robots play. */
const slice = 8;

/** Lets robots play scenarios beside the work of the server: in slices, one scenario after another. A report is a function of its scenario, so it is made once. */
export class RobotRuns {
  private readonly catalogue: Catalogue;
  private readonly plays: number;
  private readonly runs = new Map<string, Run>();
  private readonly done = new Map<string, Promise<RobotReport>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(catalogue: Catalogue, plays: number) {
    this.catalogue = catalogue;
    this.plays = plays;
  }

  /** How far the robots are with this scenario; null when nobody has asked for it. */
  look(scenario: Scenario): Run | null {
    return this.runs.get(keyOf(scenario)) ?? null;
  }

  /** Begins, unless it was begun already. */
  begin(scenario: Scenario): void {
    void this.report(scenario).catch(() => undefined);
  }

  /** The report, when the robots are done. */
  report(scenario: Scenario): Promise<RobotReport> {
    const key = keyOf(scenario);
    const known = this.done.get(key);
    if (known) return known;
    const run: Run = { share: 0, report: null, failed: false };
    this.runs.set(key, run);
    const report = this.last.then(() => this.play(scenario, run));
    this.last = report.catch(() => undefined);
    this.done.set(key, report);
    report.catch(() => {
      run.failed = true;
      this.done.delete(key);
    });
    for (const old of [...this.done.keys()].slice(0, Math.max(0, this.done.size - remembered))) {
      this.done.delete(old);
      this.runs.delete(old);
    }
    return report;
  }

  private async play(scenario: Scenario, run: Run): Promise<RobotReport> {
    const play = playRobots(this.catalogue, scenario, this.plays);
    let breath = performance.now();
    for (;;) {
      const step = play.next();
      if (step.done) {
        run.share = 1;
        return (run.report = step.value);
      }
      run.share = step.value;
      if (performance.now() - breath < slice) continue;
      await nextTurn();
      breath = performance.now();
    }
  }
}

/** Robots cannot read what a scenario is called. */
const keyOf = ({ title: _, goal: __, ...rest }: Scenario): string => createHash('sha256').update(canonical(rest)).digest('hex');
