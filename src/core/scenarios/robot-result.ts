import type { Robot } from './scenario.ts';

/** What a robot showed: points of 100, shares 0..1. */
export interface RobotResult {
  robot: Robot;
  plays: number;
  mean: number;
  /** The points that 5, 25, 50, 75 and 95 of 100 plays do not exceed. */
  quantiles: [number, number, number, number, number];
  passed: number;
  critical: number;
  /** Plays by points, in `bars` bars. */
  histogram: number[];
}
