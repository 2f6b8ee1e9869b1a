import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { graderVersion } from '../../core/grading/grade.ts';
import { scoringPolicy } from '../../core/sittings/score.ts';

/** What a form was made with; one of other versions than now's is never used. */
export interface FormVersions {
  content: string;
  grader: string;
  policy: string;
}

export const versionsNow = (catalogue: Catalogue): FormVersions => ({ content: catalogue.version, grader: graderVersion, policy: scoringPolicy });
