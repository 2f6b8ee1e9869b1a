import type { DeskRequest } from './desk-frame.ts';
import { presentCheck } from './decision-presenter.ts';
import { presentDesk } from './desk-presenter.ts';
import type { CheckPage, DeskPage } from './desk-view.ts';

/** The desk of somebody else: the same drawing, in which nothing can be done. */
export interface ReadOnlyDesk extends DeskPage {
  /** What was decided so far, row by row, and the letter. */
  decided: Pick<CheckPage, 'rows' | 'letter'>;
}

interface Address {
  path: string;
  /** What stands in the address beside the document: which case, which step. */
  query: [string, string][];
  document: string | null;
}

/**
 * Draws a desk after some of its actions for an evaluator or a trainer. It is presented as a desk that was handed in, since
 * that one offers nothing to do; its stages are those of the work itself.
 */
export function presentReadOnlyDesk(
  request: Omit<DeskRequest, 'basePath' | 'newId'>,
  { path, query, document }: Address,
): ReadOnlyDesk {
  const open = { ...request, basePath: path, newId: () => 'read-only', document };
  const closed = {
    ...open,
    desk: { ...request.desk, submittedAt: request.desk.submittedAt ?? request.permitCase.today },
  };
  const page = presentDesk(closed);
  const { rows, letter } = presentCheck(closed);
  const to = (kind: string) => `${path}?${new URLSearchParams([...query, ['document', kind]])}#sheet`;
  const link = <Link extends { kind: string } | null>(each: Link): Link =>
    each ? { ...each, href: to(each.kind) } : each;
  return {
    ...page,
    stages: presentDesk(open).stages,
    documents: page.documents.map(link),
    current: link(page.current),
    cover: link(page.cover),
    previous: link(page.previous),
    next: link(page.next),
    findings: page.findings.map((finding) => ({ ...finding, href: addressOf(finding.href, to) })),
    decided: { rows: rows.filter((row) => row.id !== 'findings'), letter },
  };
}

function addressOf(href: string, to: (kind: string) => string): string {
  const kind = /document=([A-Z]+)/.exec(href)?.[1];
  return kind ? to(kind) : '#form';
}
