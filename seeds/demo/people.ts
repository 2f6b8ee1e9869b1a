import type { Archetype } from '../../src/core/operators/profile.ts';

/** How far a synthetic trainee of the demonstration has come. */
export type Stage = 'begun' | 'practising' | 'gate-open' | 'in-test' | 'waiting' | 'second-marker' | 'critical' | 'held' | 'promoted';

export interface DemoTrainee {
  username: string;
  name: string;
  as: Archetype;
  stage: Stage;
  /** Practice cases to play; a gate that is to open may take more. */
  cases: number;
  /** Days before today on which the first case was played. */
  since: number;
}

/** Evaluators beside the demonstration account. */
export const demoSupervisors = [
  { username: 'penyelia-b', name: 'Hendra Gunadi' },
  { username: 'penyelia-c', name: 'Maya Sulastri' },
] as const;

/** A second trainer: nobody publishes what he wrote himself. */
export const demoReviewer = { username: 'pelatih-b', name: 'Ratih Purnama' } as const;

/** Supervisors who sit on the panel of appeals and evaluate nobody. */
export const demoPanel = [
  { username: 'panel1', name: 'Nani Rohaeni' },
  { username: 'panel2', name: 'Ujang Suherman' },
] as const;

/** Invented trainees, each at another point of level 1; the first is the demonstration account. */
export const demoTrainees: readonly DemoTrainee[] = [
  { username: 'peserta', name: 'Sari Wulandari', as: 'steady', stage: 'practising', cases: 9, since: 12 },
  { username: 'yuli', name: 'Yuli Astuti', as: 'learning', stage: 'begun', cases: 1, since: 1 },
  { username: 'gilang', name: 'Gilang Prasetya', as: 'sound', stage: 'gate-open', cases: 26, since: 30 },
  { username: 'intan', name: 'Intan Pertiwi', as: 'sound', stage: 'in-test', cases: 26, since: 31 },
  { username: 'bagja', name: 'Bagja Nugraha', as: 'sound', stage: 'waiting', cases: 26, since: 34 },
  { username: 'wulan', name: 'Wulan Safitri', as: 'sound', stage: 'second-marker', cases: 26, since: 35 },
  { username: 'herman', name: 'Herman Suryadi', as: 'sound', stage: 'held', cases: 26, since: 38 },
  { username: 'lastri', name: 'Lastri Ningsih', as: 'sound', stage: 'promoted', cases: 26, since: 40 },
  { username: 'citra', name: 'Citra Maharani', as: 'sound', stage: 'critical', cases: 26, since: 33 },
  { username: 'oki', name: 'Oki Setiadi', as: 'hasty', stage: 'practising', cases: 11, since: 16 },
  { username: 'rosa', name: 'Rosa Amelia', as: 'learning', stage: 'practising', cases: 14, since: 20 },
  { username: 'tono', name: 'Tono Sudarsono', as: 'learning', stage: 'practising', cases: 6, since: 9 },
  { username: 'vina', name: 'Vina Oktaviani', as: 'steady', stage: 'practising', cases: 18, since: 22 },
];
