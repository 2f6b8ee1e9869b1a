import type { Situation } from '../../core/conversations/format.ts';

/** A conversation that trainers wrote and that is in use, with the version that it is. */
export interface AuthoredSituation {
  versionId: number;
  situation: Situation;
}

/** Where guide duty finds what trainers wrote. */
export interface AuthoredSituations {
  all(): Promise<AuthoredSituation[]>;
}
