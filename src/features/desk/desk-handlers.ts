import type { Request, Response, Router } from 'express';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Action, Command } from '../../core/desk/action.ts';
import { desk } from '../../core/desk/desk.ts';
import { caseNow, nextStage, writesLetter } from '../../core/desk/way.ts';
import type { Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { type Drafts, openDraft } from './desk-draft.ts';
import { presentCheck, presentDecision } from './decision-presenter.ts';
import type { DeskRequest, Entered } from './desk-frame.ts';
import { actionInput, decisionInput, enteredFrom } from './desk-input.ts';
import { presentDesk } from './desk-presenter.ts';
import { presentLevy } from './levy-presenter.ts';

export interface LoadedCase {
  catalogue: Catalogue;
  permitCase: PermitCase;
  actions: readonly Action[];
  sitting: {
    id: number;
    kind: string;
    /** ISO-8601 UTC, or null for a practice without a limit. */
    deadlineAt: string | null;
    /** Path of this case, such as /sittings/4/cases/2. */
    basePath: string;
  };
  /** What is typed and not saved yet. */
  drafts?: Drafts;
  /** Help with a practice file, as `desk/help` shows it. */
  help?: object | null;
}

export interface DeskDependencies {
  /** This case for this person, or a NotFoundError. */
  load(req: Request, res: Response): Promise<LoadedCase>;
  /** Records the commands, all or none; a refusal names its text and perhaps a field. */
  save(
    req: Request,
    res: Response,
    commands: Command[],
  ): Promise<{ refused: { key: string; field?: string } | null; savedAt: string | null }>;
  newId(): string;
  now(): Date;
  /** Where a person goes after sending the decision; the case itself when not given. */
  afterSubmit?(loaded: LoadedCase): string;
  /** Told when an old page wanted to replace a newer decision, and when something was sent that no page offers. */
  onOdd?(req: Request, res: Response, kind: 'stale-form' | 'edited-form'): void;
}

/** Handlers of one case; the router that mounts them says who may come in. */
export function deskHandlers(deps: DeskDependencies) {
  const requestFor = (req: Request, res: Response, loaded: LoadedCase, again: Again = {}): DeskRequest => {
    const { catalogue, permitCase, actions, sitting, drafts = {} } = loaded;
    const { language, t, format } = res.locals as unknown as Speech;
    return {
      catalogue,
      permitCase: caseNow(permitCase, actions),
      desk: desk(catalogue, permitCase, actions),
      language,
      t,
      format,
      basePath: sitting.basePath,
      position: Number(req.params.position),
      mode: sitting.kind === 'practice' ? 'practice' : 'test',
      newId: deps.newId,
      deadlineAt: sitting.deadlineAt,
      now: deps.now().toISOString(),
      next: nextStage(catalogue, permitCase, actions),
      draft: { savedAt: null, report: String(openDraft(drafts, 'report', actions)?.fields.note ?? '') },
      seen: actions.length,
      ...again,
    };
  };

  const renderDesk = (req: Request, res: Response, loaded: LoadedCase, again: Again = {}): void => {
    const { document, pin, other } = placeFrom(req, again.entered);
    res.render('desk/show', { page: presentDesk({ ...requestFor(req, res, loaded, again), document, pin, other }), help: loaded.help ?? null });
  };

  return {
    async show(req: Request, res: Response): Promise<void> {
      renderDesk(req, res, await deps.load(req, res));
    },

    async decision(req: Request, res: Response): Promise<void> {
      const loaded = await deps.load(req, res);
      const draft = openDraft(loaded.drafts ?? {}, 'decision', loaded.actions);
      const again = draft ? { entered: draft.fields, draft: { savedAt: draft.savedAt, report: '' } } : {};
      res.render('desk/decision', { page: presentDecision(requestFor(req, res, loaded, again)) });
    },

    async check(req: Request, res: Response): Promise<void> {
      const loaded = await deps.load(req, res);
      res.render('desk/check', { page: presentCheck(requestFor(req, res, loaded)) });
    },

    async levy(req: Request, res: Response): Promise<void> {
      const loaded = await deps.load(req, res);
      const page = presentLevy(requestFor(req, res, loaded), req.query);
      res.status(Object.keys(page.problems).length > 0 ? 422 : 200).render('desk/levy', { page });
    },

    async act(req: Request, res: Response): Promise<void> {
      const loaded = await deps.load(req, res);
      const parsed = actionInput(req.body);
      if (!parsed.ok && parsed.edited) deps.onOdd?.(req, res, 'edited-form');
      const { problems, savedAt } = parsed.ok
        ? await saved(deps, req, res, [parsed.value])
        : { ...parsed, savedAt: null };
      const next = after(deps, loaded, parsed.ok ? parsed.value : null, req);
      if (wantsJson(req)) return sendJson(res, problems, savedAt, next);
      if (!problems) return res.redirect(303, next);
      renderDesk(req, res.status(422), loaded, { entered: enteredFrom(req.body), problems });
    },

    async decide(req: Request, res: Response): Promise<void> {
      const loaded = await deps.load(req, res);
      const stale = isStale(loaded.actions, enteredFrom(req.body));
      if (stale) deps.onOdd?.(req, res, 'stale-form');
      const parsed: ReturnType<typeof decisionInput> = stale
        ? { ok: false, problems: { decision: { key: 'desk.invalid.stale' } } }
        : decisionInput(req.body);
      if (!parsed.ok && parsed.edited) deps.onOdd?.(req, res, 'edited-form');
      const { problems, savedAt } = parsed.ok
        ? await saved(deps, req, res, withoutNeedlessLetter(loaded, parsed.value))
        : { ...parsed, savedAt: null };
      const next = `${loaded.sitting.basePath}/check`;
      if (wantsJson(req)) return sendJson(res, problems, savedAt, next);
      if (!problems) return res.redirect(303, next);
      const again = { entered: enteredFrom(req.body), problems };
      res.status(422).render('desk/decision', { page: presentDecision(requestFor(req, res, loaded, again)) });
    },
  };
}

/** The letter's part of the form is sent whatever is decided; where this decision is not written to the applicant it is left out. */
function withoutNeedlessLetter({ catalogue, permitCase, actions }: LoadedCase, commands: Command[]): Command[] {
  const decided = commands.find((command) => command.type === 'decide');
  const writes = writesLetter(catalogue, caseNow(permitCase, actions), decided?.decision);
  return writes ? commands : commands.filter(({ type }) => type !== 'write-letter');
}

interface Again {
  entered?: Entered;
  draft?: DeskRequest['draft'];
  problems?: Problems;
}

/** Mounts the handlers on a router whose path names the sitting and the position of the case. */
export function mountDesk(router: Router, path: string, deps: DeskDependencies): void {
  const handlers = deskHandlers(deps);
  router.get(path, handlers.show);
  router.get(`${path}/decision`, handlers.decision);
  router.get(`${path}/check`, handlers.check);
  router.get(`${path}/levy`, handlers.levy);
  router.post(`${path}/actions`, handlers.act);
  router.post(`${path}/decision`, handlers.decide);
}

/** Whether a decision was saved or sent, not by this form, after its page was made. */
function isStale(actions: readonly Action[], { seen, id }: Entered): boolean {
  if (typeof seen !== 'string' || !/^\d{1,6}$/.test(seen)) return false;
  return actions.slice(Number(seen)).some((action) => ['decide', 'send', 'submit'].includes(action.type) && action.id !== `${String(id)}-d`);
}

async function saved(
  deps: DeskDependencies,
  req: Request,
  res: Response,
  list: Command[],
): Promise<{ problems: Problems | null; savedAt: string | null }> {
  const { refused, savedAt } = await deps.save(req, res, list);
  return { problems: refused ? { [refused.field ?? 'case']: { key: refused.key } } : null, savedAt };
}

const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

/** `next` is where the form would have led. */
function sendJson(res: Response, problems: Problems | null, savedAt: string | null, next: string): void {
  const { t } = res.locals as unknown as Speech;
  const first = problems && Object.values(problems)[0];
  if (first) res.status(422).json({ error: t(first.key, first.vars) });
  else res.json({ savedAt, time: savedAt && (res.locals as Speech).format.time(savedAt), next });
}

/** Where a form leads: to the document or part it was sent from; after submitting to the end of the case. */
function after(deps: DeskDependencies, loaded: LoadedCase, done: Command | null, req: Request): string {
  const { basePath } = loaded.sitting;
  if (done?.type === 'send') return `${basePath}#case`;
  if (done?.type === 'submit') return deps.afterSubmit?.(loaded) ?? basePath;
  const document = done?.type === 'open-document' ? done.document : placeFrom(req).document;
  return `${basePath}${document ? `?document=${document}` : ''}${done ? (anchors[done.type] ?? '') : ''}`;
}

const anchors: Partial<Record<Command['type'], string>> = {
  'open-document': '#sheet',
  'look-up': '#lookups',
  'pin-finding': '#findings',
  'withdraw-finding': '#findings',
  reply: '#messages',
  'report-gratification': '#messages',
  integrity: '#record',
  'withdraw-integrity': '#record',
  'declare-conflict': '#conflict',
};

/** Document and pin of the query, or of the form that came back. */
function placeFrom(req: Request, entered?: Entered): { document: string | null; pin: string | null; other: string | null } {
  const body = entered ?? enteredFrom(req.body);
  const text = (value: unknown, shape: RegExp) => (typeof value === 'string' && shape.test(value) ? value : null);
  const document = text(req.query.document, /^[A-Z]+$/) ?? text(body.back, /^[A-Z]+$/);
  const other = text(req.query.other, /^form\.[a-zA-Z]+$/);
  if (body.type !== 'pin-finding') return { document, pin: text(req.query.pin, /^(form|[A-Z]+)(\.[a-zA-Z]+)?$/), other };
  const pinned = [body.document, body.field].filter(Boolean).join('.');
  return { document, pin: text(pinned, /^(form|[A-Z]+)(\.[a-zA-Z]+)?$/), other };
}
