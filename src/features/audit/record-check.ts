import { type AuditRow, beforeTheFirst, hashOf } from './audit-store.ts';
import { type ResultRow, type ResultSheet, sheetDigest } from './sheet-read-model.ts';

/** What is wrong with a record, and where: an entry of the chain, a result, the log of a sitting, the printed head, or a line of a file. */
export interface RecordProblem {
  kind: 'event' | 'result' | 'log' | 'head' | 'file';
  /** Number of the entry, the result, the sitting or the line; null for the head. */
  id: number | null;
  what: 'changed' | 'gap' | 'missing' | 'unrecorded' | 'unreadable' | 'cut off';
}

export interface RecordReport {
  rows: number;
  ok: boolean;
  firstBroken: number | null;
  head: string;
  results: number;
  /** Results from before sheets were sealed: only total, cut and verdict stand in the chain. */
  unsealed: number;
  /** The first of them; `more` says how many are left out. */
  problems: RecordProblem[];
  more: number;
}

const mostProblems = 50;

interface Verdict {
  total: unknown;
  cut: unknown;
  passed: unknown;
}

/** Holds results against the audit chain: first every entry in its order, then every result, then `report`. Where they come from is the caller's. */
export class RecordCheck {
  private readonly wantedHead: string | null;
  private readonly sheets = new Map<number, unknown>();
  private readonly verdicts = new Map<number, Verdict[]>();
  private readonly problems: RecordProblem[] = [];
  private previous = { id: 0, hash: beforeTheFirst };
  private headSeen: boolean;
  private firstBroken: number | null = null;
  private rows = 0;
  private results = 0;
  private unsealed = 0;

  /** `head` is the hash that was printed or kept elsewhere: when no entry has it, the end was cut off or the chain written anew. */
  constructor(head: string | null = null) {
    this.wantedHead = head;
    this.headSeen = head === null || head === beforeTheFirst;
  }

  event(row: AuditRow): void {
    const whole = hashOf(row) === row.hash;
    if (!whole) this.broken(row.id, 'changed');
    else if (row.id !== this.previous.id + 1 || row.previousHash !== this.previous.hash) this.broken(row.id, 'gap');
    if (whole && row.hash === this.wantedHead) this.headSeen = true;
    this.previous = row;
    this.rows += 1;
    if (row.action === 'test.scored') this.expect(row);
  }

  result({ row, sheet }: { row: ResultRow; sheet: ResultSheet | null }): void {
    this.results += 1;
    const digest = this.sheets.get(row.resultId);
    if (digest !== undefined) {
      this.sheets.delete(row.resultId);
      if (sheet === null || sheetDigest(sheet) !== digest) this.problem({ kind: 'result', id: row.resultId, what: 'changed' });
      return;
    }
    const said = sheet ? undefined : this.verdicts.get(row.sittingId)?.shift();
    if (!said) return this.problem({ kind: 'result', id: row.resultId, what: 'unrecorded' });
    this.unsealed += 1;
    if (said.total !== row.total || said.cut !== row.cut || said.passed !== row.passed) this.problem({ kind: 'result', id: row.resultId, what: 'changed' });
  }

  problem(problem: RecordProblem): void {
    this.problems.push(problem);
  }

  report(): RecordReport {
    for (const id of this.sheets.keys()) this.problem({ kind: 'result', id, what: 'missing' });
    for (const [sitting, left] of this.verdicts) if (left.length > 0) this.problem({ kind: 'log', id: sitting, what: 'missing' });
    if (!this.headSeen) this.problem({ kind: 'head', id: null, what: 'cut off' });
    return {
      rows: this.rows,
      ok: this.problems.length === 0,
      firstBroken: this.firstBroken,
      head: this.previous.hash,
      results: this.results,
      unsealed: this.unsealed,
      problems: this.problems.slice(0, mostProblems),
      more: Math.max(0, this.problems.length - mostProblems),
    };
  }

  private broken(id: number, what: 'changed' | 'gap'): void {
    this.firstBroken ??= id;
    this.problem({ kind: 'event', id, what });
  }

  private expect({ detail, subjectId }: AuditRow): void {
    const said = parsed(detail);
    if (typeof said.resultId === 'number') this.sheets.set(said.resultId, said.sheet);
    else if (subjectId !== null) this.verdicts.set(subjectId, [...(this.verdicts.get(subjectId) ?? []), said as unknown as Verdict]);
  }
}

/** An entry whose detail was changed is named already. */
function parsed(detail: string): Record<string, unknown> {
  try {
    return (JSON.parse(detail) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
