import { join } from 'node:path';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import { desk } from '../../../src/core/desk/desk.ts';
import type { Language } from '../../../src/core/shared/text.ts';
import { presentCheck, presentDecision } from '../../../src/features/desk/decision-presenter.ts';
import type { DeskRequest } from '../../../src/features/desk/desk-frame.ts';
import { presentDesk, type ShowRequest } from '../../../src/features/desk/desk-presenter.ts';
import { presentLevy } from '../../../src/features/desk/levy-presenter.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { paths } from '../../../src/platform/paths.ts';
import { createTemplates } from '../../../src/platform/templates.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { catalogue as ownPack } from './desk-case.ts';

const { render: fill } = createTemplates(paths.views, { cache: true });
const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });

/** What the presenters are given for a case and its actions. */
export function requestFor(permitCase: PermitCase, actions: readonly Action[], language: Language = 'id', catalogue: Catalogue = ownPack): DeskRequest {
  const { t, format } = speak(language);
  return {
    catalogue,
    permitCase,
    desk: desk(catalogue, permitCase, actions),
    language,
    t,
    format,
    basePath: '/sittings/4/cases/2',
    position: 2,
    mode: 'practice',
    newId: () => 'form-id-for-tests',
  };
}

const presenters = {
  show: (request: ShowRequest) => presentDesk(request),
  decision: (request: DeskRequest) => presentDecision(request),
  check: (request: DeskRequest) => presentCheck(request),
};

/** The page as the browser gets it. */
export const render = (name: keyof typeof presenters, request: ShowRequest): Promise<string> => renderPage(name, request, presenters[name](request));

/** The calculator with what was typed. */
export const renderLevy = (request: DeskRequest, query: Record<string, unknown> = {}): Promise<string> => renderPage('levy', request, presentLevy(request, query));

function renderPage(name: string, { language, t, format }: DeskRequest, page: object): Promise<string> {
  const locals = {
    language,
    t,
    format,
    menu: { open: [], more: [] },
    user: null,
    here: '/',
    bare: true,
    asset: (file: string) => `/assets/x/${file}`,
    csrfToken: () => 'token',
  };
  return Promise.resolve(fill(join(paths.views, 'desk', `${name}.ejs`), { ...locals, page }));
}
