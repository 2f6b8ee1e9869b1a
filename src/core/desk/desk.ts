import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Decision, IntegrityAct, Problem, Relation, StageId, Target } from '../catalogue/content.ts';
import type { Fields, PermitCase } from '../cases/dossier.ts';
import type { Action, Arrival } from './action.ts';
import { lookUp } from './lookups.ts';
import { caseAfter, registriesAt } from './way.ts';

export interface Finding {
  id: string;
  document: string;
  field: string;
  problem: Problem;
  clause: string;
  /** The datum that it disagrees with, as a path; absent where the operator pointed at one place only. */
  other?: string;
  at: string;
}

export interface LookupEntry {
  id: string;
  registry: string;
  key: string;
  /** The record, or null when the registry knows nothing under this key. */
  record: Fields | null;
  at: string;
}

export interface Letter {
  findings: string[];
  slots: Record<string, string>;
  basis: boolean;
  note: string;
  at: string;
}

/** What the screen shows after these actions: the state of the work, never whether it is right. */
export interface Desk {
  opened: string[];
  lookups: LookupEntry[];
  findings: Finding[];
  class: string | null;
  levy: number | null;
  decision: { decision: Decision; target: Target | null; reasons: string[]; at: string } | null;
  letter: Letter | null;
  replies: Partial<Record<'guide' | 'message', { reply: string; at: string }>>;
  report: { note: string; at: string } | null;
  /** What was recorded about things that came in, as far as it was not taken back. */
  integrity: { id: string; act: IntegrityAct; at: string }[];
  conflict: { relation: Relation; at: string } | null;
  flagged: boolean;
  /** The stage in which the file is, and what was decided in those before it. */
  stage: StageId;
  past: { stage: StageId; decision: Decision; findings: Finding[]; at: string }[];
  submittedAt: string | null;
  savedAt: string | null;
}

/**
 * Folds the actions of one case into what its desk shows. Later actions replace earlier ones of the same kind, but for
 * findings and lookups, which are lists; a withdrawn finding is gone. Class and levy stay for the stages that follow.
 */
export function desk(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Desk {
  let now = permitCase;
  const state: Desk = {
    opened: [],
    lookups: [],
    findings: [],
    class: null,
    levy: null,
    decision: null,
    letter: null,
    replies: {},
    report: null,
    integrity: [],
    conflict: null,
    flagged: false,
    stage: permitCase.stage ?? 'verification',
    past: [],
    submittedAt: null,
    savedAt: null,
  };
  for (const action of actions) {
    state.savedAt = action.at;
    switch (action.type) {
      case 'open-document':
        if (!state.opened.includes(action.document)) state.opened.push(action.document);
        break;
      case 'look-up':
        if (registriesAt(catalogue, now).includes(action.registry)) {
          const record = lookUp(now, action.registry, action.key);
          state.lookups.push({ id: action.id, registry: action.registry, key: action.key, record, at: action.at });
        }
        break;
      case 'pin-finding': {
        const { id, document, field, problem, clause, other, at } = action;
        state.findings.push({ id, document, field, problem, clause, ...(other && { other }), at });
        break;
      }
      case 'withdraw-finding':
        state.findings = state.findings.filter((finding) => finding.id !== action.finding);
        break;
      case 'classify':
        state.class = action.class;
        break;
      case 'assess-levy':
        state.levy = action.amount;
        break;
      case 'decide':
        state.decision = { decision: action.decision, target: action.target ?? null, reasons: action.reasons, at: action.at };
        break;
      case 'write-letter':
        state.letter = { findings: action.findings, slots: action.slots, basis: action.basis, note: action.note, at: action.at };
        break;
      case 'reply':
        state.replies[action.conversation] = { reply: action.reply, at: action.at };
        break;
      case 'report-gratification':
        state.report = { note: action.note, at: action.at };
        break;
      case 'integrity':
        state.integrity.push({ id: action.id, act: action.act, at: action.at });
        break;
      case 'withdraw-integrity':
        state.integrity = state.integrity.filter(({ id }) => id !== action.act);
        break;
      case 'declare-conflict':
        state.conflict = { relation: action.relation, at: action.at };
        break;
      case 'flag':
        state.flagged = action.on;
        break;
      case 'submit':
        state.submittedAt ??= action.at;
        break;
      case 'arrive':
        now = caseAfter(now, action);
        begin(state, action);
        break;
      case 'send':
      case 'answer':
      case 'respond':
      case 'say':
        break;
    }
  }
  return state;
}

/** A stage begins: what was decided before becomes the past, the desk is clear, and papers that changed are unread. */
function begin(state: Desk, { stage, documents }: Arrival): void {
  if (state.decision) state.past.push({ stage: state.stage, decision: state.decision.decision, findings: state.findings, at: state.decision.at });
  const arrived = new Set(documents.map(({ kind }) => kind));
  state.stage = stage;
  state.opened = state.opened.filter((kind) => !arrived.has(kind));
  state.findings = [];
  state.lookups = [];
  state.decision = null;
  state.letter = null;
}
