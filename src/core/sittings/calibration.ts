import type { Calibration } from './floors.ts';

/**
 * The calibration of each level's floors from synthetic operators, until there are a hundred real ones (measurement design 1.5). Made, level by level, by
 * `tangga simulate calibrate --level N --operators 1000 --seed calibration --forms 40 --json`.
 */
const calibrations: Readonly<Record<number, Calibration>> = {
  1: {
    mean: [0.8025, 0.7193, 0.8004, 0.7833, 0.8301, 0.813, 0.6862],
    cut: [0.7496, 0.6502, 0.7487, 0.7238, 0.7931, 0.772, 0.6047],
    covariance: [
      [0.0182, 0.0161, 0.0123, 0.0118, 0.0102, 0.0123, 0.0175],
      [0.0161, 0.0229, 0.0156, 0.0144, 0.0127, 0.0151, 0.0232],
      [0.0123, 0.0156, 0.0184, 0.0111, 0.0114, 0.0118, 0.0181],
      [0.0118, 0.0144, 0.0111, 0.0125, 0.0094, 0.0104, 0.0193],
      [0.0102, 0.0127, 0.0114, 0.0094, 0.0131, 0.0096, 0.0154],
      [0.0123, 0.0151, 0.0118, 0.0104, 0.0096, 0.0165, 0.0173],
      [0.0175, 0.0232, 0.0181, 0.0193, 0.0154, 0.0173, 0.0318],
    ],
  },
};

/** The calibration of a level; null where none was made, and then no floor is applied. */
export const calibrationOf = (level: number): Calibration | null => calibrations[level] ?? null;
