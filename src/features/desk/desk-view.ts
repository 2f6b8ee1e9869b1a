import type { Problem as InputProblem } from '../../platform/errors.ts';

/** What the desk's templates get: plain data, texts already in the reader's language. Nothing here knows what is right. */

/** A datum that can be pinned: where it stands, what it is called, and its text as printed. */
export interface DatumView {
  /** `KTP.nik`, `form.name`; the name of the pin and of the masked element. */
  path: string;
  field: string;
  label: string;
  /** Its name as Indonesian papers print it. */
  printed: string;
  /** Text as shown; empty when the sheet cannot be read. */
  text: string;
  /** The number behind the text, for drawings to scale; null when it is none or cannot be read. */
  number: number | null;
  /** A mark (signature, stamp) is drawn, not written. */
  mark: boolean | null;
  legible: boolean;
  /** The address that pins this datum; null where nothing can be pinned. */
  href: string | null;
  /** It is being pinned now. */
  current: boolean;
  /** The drawing that goes with the text, where the sheet draws it. */
  picture: string;
}

export type SheetState = 'document' | 'empty' | 'wrong' | 'unreadable';

/** One upload as it lies on the desk. */
export interface SheetView {
  kind: string;
  name: string;
  /** What stands over the paper itself, in Indonesian. */
  title: string;
  purpose: string;
  state: SheetState;
  /** Which partial draws it. */
  partial: string;
  /** Its own stylesheet; empty when it has none. */
  styles: string;
  /** How the scan failed; `clear` otherwise. */
  scan: string;
  /** One sentence for screen readers and for the text alternative. */
  note: string;
  wrong: { drawing: 'selfie' | 'receipt' | 'screenshot' | 'paper'; title: string } | null;
  data: Record<string, DatumView>;
  list: DatumView[];
}

export interface Choice {
  id: string;
  name: string;
  checked: boolean;
  hint?: string;
  /** A clause that is a training rule. */
  training?: boolean;
}

export interface StageView {
  id: string;
  name: string;
  state: 'done' | 'current' | 'todo';
  words: string;
}

export interface DocumentLink {
  kind: string;
  number: number;
  name: string;
  opened: boolean;
  words: string;
  /** It came with this stage. */
  fresh: boolean;
  current: boolean;
  href: string;
}

export interface FindingView {
  id: string;
  number: number;
  where: string;
  problem: string;
  clause: string;
  training: boolean;
  href: string;
}

export interface PinView {
  path: string;
  document: string;
  field: string;
  where: string;
  value: string;
  /** The datum that it is said to disagree with. */
  other: { path: string; where: string; value: string } | null;
  problems: Choice[];
  clauses: Choice[];
  cancel: string;
}

export interface LookupForm {
  registry: string;
  name: string;
  keyLabel: string;
  key: string;
  /** The datum of the form that fills the key in. */
  from: string | null;
  entries: LookupView[];
}

export interface LookupView {
  id: string;
  key: string;
  at: string;
  rows: { label: string; text: string }[] | null;
}

export interface ConversationView {
  id: 'guide' | 'message';
  title: string;
  from: string;
  lines: string[];
  replies: Choice[];
  /** The reply already sent, in words, and when. */
  sent: { text: string; at: string } | null;
}

/** What came in beside the file, and what was recorded about it. */
export interface IncomingView {
  trays: { id: string; name: string; text: string | null }[];
  groups: { name: string; acts: Choice[] }[];
  recorded: { id: string; number: number; name: string; at: string; isFinal: boolean }[];
  relations: Choice[];
  declared: { name: string; at: string } | null;
}

export interface CompareRow {
  /** The address that pins both as disagreeing; null when nothing can be pinned. */
  href: string | null;
  form: DatumView;
  document: DatumView;
}

export interface DeskFrame {
  basePath: string;
  position: number;
  mode: 'practice' | 'test';
  /** Stem of the client-made ids of this rendering. */
  id: string;
  service: string;
  registration: string;
  applicant: DatumView;
  today: string;
  receivedOn: string;
  dueOn: string;
  /** The stage in which the file is; null where it has one only. */
  stage: { id: string; name: string; about: string } | null;
  /** What was decided before. */
  past: { stage: string; decision: string; findings: number; at: string }[];
  savedAt: string;
  clock: { deadline: string; now: string; until: string } | null;
  flagged: boolean;
  submitted: string;
  problems: Record<string, InputProblem>;
  /** What each field is called. */
  labels: Record<string, string>;
  entered: Record<string, string | string[]>;
  /** When the draft that fills the page was kept, empty when none does, and the text of a report that is not sent. */
  draft: { savedAt: string; report: string };
  /** How many actions the page has seen. */
  seen: number;
}

export interface DeskPage extends DeskFrame {
  stages: StageView[];
  documents: DocumentLink[];
  sheet: SheetView | null;
  /** The document chosen but not opened yet. */
  cover: DocumentLink | null;
  current: DocumentLink | null;
  previous: DocumentLink | null;
  next: DocumentLink | null;
  form: DatumView[];
  compare: CompareRow[];
  wholeDocument: string;
  findings: FindingView[];
  pin: PinView | null;
  lookups: LookupForm[];
  conversations: ConversationView[];
  incoming: IncomingView;
  report: { note: string; at: string } | null;
}

export interface LetterView {
  lines: { text: string; kind: 'place' | 'subject' | 'text' | 'item' | 'closing' }[];
  /** The datum that names the applicant: the letter carries it. */
  datum: string;
}

export interface DecisionPage extends DeskFrame {
  decisions: Choice[];
  targets: Choice[];
  reasons: Choice[];
  classification: { name: string; options: Choice[] } | null;
  levy: { amount: string; formula: string } | null;
  /** Whether this stage writes to the applicant, and about which decisions. */
  writes: boolean;
  letterFor: readonly string[];
  letterFindings: Choice[];
  basis: boolean;
  slots: { id: string; name: string; options: Choice[] }[];
  note: string;
  letter: LetterView | null;
}

export interface CheckPage extends DeskFrame {
  rows: { id: string; name: string; values: string[]; none: string; href: string }[];
  open: string[];
  letter: LetterView | null;
  decided: boolean;
  decisionPath: string;
  writes: boolean;
  /** What follows, in words; null where sending ends the work. */
  next: string | null;
}
