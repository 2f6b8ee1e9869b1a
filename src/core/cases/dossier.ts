import type { StageId } from '../catalogue/content.ts';
import type { Facts, Upload } from '../checks/kind.ts';

export { type Fields, type Registries, type Scan, scans, type Upload, type Value } from '../checks/kind.ts';
export type Dossier = Facts['dossier'];

/** A conversation that belongs to a case: its script, which wording, and the order in which the replies are offered. */
export interface Conversation {
  id: 'guide' | 'message';
  script: string;
  variant: number;
  replies: string[];
}

/** Something beside the file that tries its operator, or only looks so. */
export interface CaseEvent {
  script: string;
  variant: number;
}

/** A permit case is data. Truth is not in it: it is computed from the dossier and the registries. */
export interface PermitCase extends Facts {
  format: 1;
  contentVersion: string;
  service: string;
  level: number;
  registration: string;
  /** The simulated day on which the operator works, and the day on which the application arrived. */
  today: string;
  receivedOn: string;
  dueOn: string;
  conversations: Conversation[];
  /** What comes in beside the file, where anything does: its script and which wording. */
  event?: CaseEvent;
  /** The stage in which the file is; a case as it arrives is verified. */
  stage?: StageId;
  /** The uploads that came with this stage; all of them when the case arrives. */
  papers?: string[];
  /** Minutes in which the verification is to be done, where they are not those of the service and level. */
  minutes?: number;
  /** The stages that the file may come to, where they are not those of its level. */
  way?: readonly StageId[];
  /** Where an expert overrules what the rules come to; never shown to whoever works on the case. */
  rulings?: readonly Ruling[];
}

/** An expert's word on one check of a case, with his reason. */
export interface Ruling {
  check: string;
  holds: boolean;
  reason: string;
}

/** What a recipe asks the generator for; the same recipe, seed and content version give the same bytes for ever. */
export interface Recipe {
  service: string;
  level: number;
  seed: string;
  /** Checks to break; undefined lets the level draw them, an empty list makes a case without defects. */
  breaks?: string[];
  /** Decoys to plant; undefined lets the level draw them. */
  decoys?: string[];
  /** Whether the message of the applicant holds an offer; undefined lets the seed draw it. */
  message?: 'offer' | 'neutral';
  /** The citizen's question and the applicant's message, by their scripts; undefined lets the seed draw them of those of the level. */
  talk?: { guide: string; message: string };
  /** What comes in beside the file: `level` lets the seed draw whether and what, an id asks for one; nothing where it is left out. */
  event?: string;
  /** Facts of the world to insist on, such as the legal form. */
  facts?: Record<string, string>;
  /** The simulated day, and when the file came and is due, of a file that belongs to a day; the seed draws them where it is left out. */
  day?: { today: string; receivedOn: string; dueOn: string };
  /** A link of a chain of permits: files with the same chain and seed are of one applicant and one business. Recipes of before name no chain. */
  chain?: { id?: string; seed: string; link: number };
  /** Checks to break in later stages, by the stage; undefined lets the seed draw them. */
  later?: Partial<Record<StageId, string[]>>;
}

/** The upload in the slot of this kind, if the service asks for it. */
export const uploadOf = (dossier: Dossier, kind: string): Upload | undefined =>
  dossier.documents.find((upload) => upload.kind === kind);

/** Whether the data of an upload can be seen at all. */
export const isLegible = (upload: Upload): boolean => upload.file === upload.kind && upload.scan === 'clear';
