import type { Request, Response } from 'express';
import type { Fault } from '../../core/authoring/fault.ts';
import type { Routes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { formBody, idParam, queryOf, typedText, wantsJson } from '../../platform/request.ts';
import type { Role } from '../../platform/roles.ts';
import { page } from '../../platform/views.ts';
import type { Draft, WorkKindId } from './work-kind.ts';
import { actForm, commentForm, decisionForm, historyQuery, leastReason, longestText, revisionOf, submissionForm } from './work-input.ts';
import { chooseVersions, presentComments, presentDifferences, presentFaults, presentHead, presentHistory } from './work-presenter.ts';
import { FaultyDraftError, type WorkService } from './work-service.ts';
import type { Work } from './work-store.ts';

/** Pages of the bank of one kind: where they are, and what is its own on them. */
export interface WorkPages {
  kind: WorkKindId;
  /** `/trainer/scenarios`. */
  base: string;
  /** Who writes and reviews: every holder of these roles. */
  roles: readonly Role[];
  /** The namespace of its texts: `scenarios.title`, `scenarios.tab.preview`. */
  texts: string;
  /** Tabs between summary and history; the kind has a route for each. */
  tabs: readonly string[];
  /** What the summary shows of the work itself: a view of the kind, and its model. */
  body(work: Work, req: Request, res: Response): Promise<{ view: string; model: Record<string, unknown> }>;
  /** The draft of the editor's form; it takes whatever was typed. */
  draftOf(body: Readonly<Record<string, unknown>>, work: Work): Draft;
  /** Where the editor goes on after a save: a query and an anchor. */
  stay?(body: Readonly<Record<string, unknown>>, saved: Draft): string;
  /** The editor with this draft. A conflict is what somebody else saved meanwhile: it stands beside what was typed. */
  editor(req: Request, res: Response, work: Work, shown: Shown): Promise<void>;
}

/** What the editor shows: a draft that is kept, or one that was typed and not kept. */
export interface Shown {
  draft: Draft;
  faults: ReturnType<typeof presentFaults>;
  conflict: { by: string; at: string; rows: ReturnType<typeof presentDifferences> } | null;
}

/** The head of a page of a work, for the kind's own tabs. */
export const headOf = (works: WorkService, pages: WorkPages, work: Work, tab: string, speech: Speech) =>
  presentHead(work, works.kind(pages.kind), { base: pages.base, texts: pages.texts, tabs: pages.tabs, tab }, speech);

/** A fixed case of many papers with a ruling on each of its checks is a tenth of this, as a form sends it. */
const longestDraft = 512 * 1024;

/** Adds an act of a kind's own: a form on the summary. It gives the address to go to, or nothing for the work itself. */
export type AddAct = (path: string, said: string, work: (req: Request, res: Response, work: Work) => Promise<string | void>) => void;

/** The routes that every kind of work has: the work itself, its draft, comments, review, publishing, retiring, and its history. Gives what adds more acts. */
export function addWorkRoutes({ get, post, large }: Pick<Routes, 'get' | 'post' | 'large'>, works: WorkService, pages: WorkPages): AddAct {
  const { base, roles } = pages;
  const kind = works.kind(pages.kind);
  const speech = (res: Response) => res.locals as Speech;
  const load = (req: Request) => works.get(pages.kind, idParam(req));

  const summary = async (req: Request, res: Response, work: Work, problems: Problems = {}, faults: readonly Fault[] = works.faultsOf(pages.kind, work.draft.document)) => {
    const me = currentUser(res);
    const { view, model } = await pages.body(work, req, res);
    const [submit, publish, withdraw, retire] = await Promise.all((['submit', 'publish', 'withdraw', 'retire'] as const).map((act) => works.refusal(act, me, work)));
    const versions = await works.versions(work);
    const pending = versions.find(({ number }) => number === work.standing.pending);
    const earlier = versions.find(({ number }) => number === work.standing.live);
    page(res, 'authoring/show', {
      ...model,
      body: view,
      head: headOf(works, pages, work, 'summary', speech(res)),
      faults: presentFaults(faults, kind, work.draft.document, speech(res)),
      acts: { submit: submit === null, decide: publish === null, withdraw: withdraw === null, retire: retire === null, own: publish === 'own-work' && pending !== undefined },
      pending: pending ? { number: pending.number, line: speech(res).t('authoring.pendingLine', { number: pending.number, name: pending.submittedByName, at: speech(res).format.dateTime(pending.submittedAt) }), reason: pending.reason } : null,
      changes: pending && earlier ? presentDifferences(kind, earlier.document, pending.document, speech(res)) : [],
      revision: work.draft.revision,
      version: work.standing.live ?? 0,
      comments: presentComments(await works.comments(work), work, kind, speech(res)),
      // Each act has a reason of its own: what was typed goes back into the form that was sent.
      sent: req.path.split('/').at(-1) ?? '',
      typed: typedText(req, ['reason', 'body', 'path', 'decision']),
      problems,
      leastReason,
      longestText,
    });
  };

  /** Does what a form asks for; what is wrong with it comes back with what was typed. */
  const act: AddAct = (path, said, work) =>
    post(`${base}/:id/${path}`, roles, async (req, res) => {
      const loaded = await load(req);
      try {
        const to = await work(req, res, loaded);
        flash(req, said);
        res.redirect(303, to ?? `${base}/${loaded.id}`);
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        await summary(req, res.status(422), loaded, error.problems, error instanceof FaultyDraftError ? error.faults : undefined);
      }
    });

  get(`${base}/:id`, roles, async (req, res) => summary(req, res, await load(req)));

  get(`${base}/:id/edit`, roles, async (req, res) => {
    const work = await load(req);
    if (work.standing.pending !== null) return res.redirect(303, `${base}/${work.id}`);
    const { document } = work.draft;
    await pages.editor(req, res, work, { draft: document, faults: presentFaults(works.faultsOf(pages.kind, document), kind, document, speech(res)), conflict: null });
  });

  large(`${base}/:id/draft`, roles, longestDraft, async (req, res) => {
    const work = await load(req);
    const { t, format } = speech(res);
    const { revision, then } = formBody(req, revisionOf);
    const typed = pages.draftOf((req.body ?? {}) as Record<string, unknown>, work);
    const saved = await works.save(currentUser(res), work, revision, typed);
    if (saved.kind === 'saved') {
      if (wantsJson(req)) return void res.json({ revision: saved.revision, text: t('authoring.editor.savedAt', { time: format.time(saved.at) }) });
      flash(req, 'authoring.editor.saved');
      return res.redirect(303, `${base}/${work.id}${then === 'go' ? '' : `/edit${pages.stay?.((req.body ?? {}) as Record<string, unknown>, typed) ?? ''}`}`);
    }
    const { draft } = saved.work;
    const by = { by: draft.savedByName, at: format.dateTime(draft.savedAt) };
    if (wantsJson(req)) return void res.status(409).json({ text: t('authoring.conflict.title', by) });
    const faults = presentFaults(works.faultsOf(pages.kind, typed), kind, typed, speech(res));
    await pages.editor(req, res.status(409), saved.work, { draft: typed, faults, conflict: { ...by, rows: presentDifferences(kind, draft.document, typed, speech(res)) } });
  });

  post(`${base}/:id/presence`, roles, async (req, res) => {
    const others = await works.look(currentUser(res), await load(req));
    res.json({ text: others.length === 0 ? '' : speech(res).t('authoring.editor.others', { names: others.join(', ') }) });
  });

  act('submission', 'authoring.done.submitted', async (req, res, work) => {
    const { revision, reason } = formBody(req, submissionForm);
    await works.submit(currentUser(res), work, revision, reason);
  });
  act('decision', 'authoring.done.decided', async (req, res, work) => {
    const { version, decision, reason } = formBody(req, decisionForm);
    await works.decide(currentUser(res), work, decision, version, reason);
  });
  act('withdrawal', 'authoring.done.withdrawn', async (req, res, work) => {
    const { version, reason } = formBody(req, actForm);
    await works.decide(currentUser(res), work, 'withdraw', version, reason);
  });
  act('retirement', 'authoring.done.retired', async (req, res, work) => {
    const { version, reason } = formBody(req, actForm);
    await works.decide(currentUser(res), work, 'retire', version, reason);
  });
  act('comments', 'authoring.done.commented', async (req, res, work) => {
    const { path, body } = formBody(req, commentForm);
    await works.comment(currentUser(res), work, path, body);
  });
  act('comments/:comment/closing', 'authoring.done.commentClosed', async (req, res, work) => works.closeComment(currentUser(res), work, idParam(req, 'comment')));

  get(`${base}/:id/history`, roles, async (req, res) => {
    const work = await load(req);
    const versions = await works.versions(work);
    const { from, to, order, documents } = chooseVersions(work, versions, queryOf(req, historyQuery));
    const name = (number: number) => (number === 0 ? speech(res).t('authoring.history.working') : speech(res).t('authoring.history.version', { number }));
    page(res, 'authoring/history', {
      head: headOf(works, pages, work, 'history', speech(res)),
      history: presentHistory(work, versions, speech(res)),
      choices: order.map((number) => ({ value: String(number), label: name(number) })),
      from: from === null ? '' : String(from),
      to: String(to),
      names: { from: from === null ? '' : name(from), to: name(to) },
      rows: from === null ? [] : presentDifferences(kind, documents.get(from)!, documents.get(to)!, speech(res)),
    });
  });
  return act;
}
