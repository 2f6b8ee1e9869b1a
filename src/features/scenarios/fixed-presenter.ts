import { type Catalogue, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { FieldDefinition } from '../../core/catalogue/content.ts';
import { type PermitCase, scans } from '../../core/cases/dossier.ts';
import { checksOf } from '../../core/checks/check.ts';
import { truthOf } from '../../core/checks/truth.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { presentPreview } from '../desk/desk-preview.ts';
import { presentEvents } from './event-presenter.ts';

const recordOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});

function presentField(prefix: string, { id, name, type }: FieldDefinition, values: Record<string, unknown>, { language }: Speech) {
  const value = values[id];
  return { name: `${prefix}-${id}`, label: name[language], mark: type === 'mark', checked: value === true, value: typeof value === 'string' || typeof value === 'number' ? String(value) : '', numeric: type === 'money' || type === 'number' };
}

/** A fixed case for its editor: the form, the paper that lies open with its facsimile, and every check with what the rules and the expert say of it. */
export function presentFixed(catalogue: Catalogue, draft: Draft, { path, document }: { path: string; document: string | null }, speech: Speech) {
  const { language, t } = speech;
  const content = recordOf(draft.content);
  const dossier = recordOf(content.dossier);
  const uploads = (Array.isArray(dossier.documents) ? dossier.documents : []).map(recordOf);
  const kinds = uploads.map(({ kind }) => String(kind));
  const current = document !== null && kinds.includes(document) ? document : (kinds[0] ?? null);
  const upload = uploads.find(({ kind }) => kind === current);
  const service = serviceOf(catalogue, String(draft.service));
  const permitCase = caseOfDraft(catalogue, draft);
  const failing = failingIn(catalogue, permitCase);
  const rulings = new Map((Array.isArray(content.rulings) ? content.rulings : []).map(recordOf).map((each) => [String(each.check), each]));
  return {
    current,
    receivedOn: String(content.receivedOn ?? ''),
    events: presentEvents(catalogue, Number(draft.level), String(content.event ?? ''), 'fixed', speech),
    papers: kinds.map((kind) => ({ kind, name: catalogue.documents.get(kind)?.name[language] ?? kind, current: kind === current })),
    form: service.form.map((field) => presentField('form', field, recordOf(dossier.form), speech)),
    paper: current === null || !upload ? null : {
      kind: current,
      name: known(catalogue.documents, current, 'document').name[language],
      fields: known(catalogue.documents, current, 'document').fields.map((field) => presentField(current, field, recordOf(upload.fields), speech)),
      scan: String(upload.scan),
      scans: scans.map((value) => ({ value, label: t(`scenarios.scan.${value}`) })),
      file: String(upload.file),
      files: [current, 'none', ...service.requirements.map((requirement) => requirement.document).filter((kind) => kind !== current)].map((value) => ({
        value,
        label: value === 'none' ? t('scenarios.fixed.noFile') : value === current ? t('scenarios.fixed.rightFile') : (catalogue.documents.get(value)?.name[language] ?? value),
      })),
    }, // prettier-ignore
    // What cannot be drawn is said by the faults above it.
    desk: permitCase && safely(() => presentPreview(catalogue, permitCase, { path, query: [], document: current }, speech)),
    checks: checksOf(catalogue, service.code).map((check) => {
      const ruled = rulings.get(check.id);
      const broken = failing?.has(check.id) ?? false;
      return {
        id: check.id, name: check.name[language], computed: failing === null ? '' : t(broken ? 'scenarios.ruling.broken' : 'scenarios.ruling.holds'), broken,
        ruled: ruled ? (ruled.holds === true ? 'holds' : 'broken') : '', reason: String(ruled?.reason ?? ''),
        // What is wrong, or ruled, is what an author looks for.
        sought: broken || ruled !== undefined,
      }; // prettier-ignore
    }),
  };
}

/** The case of a draft as far as it has the parts of one. */
function caseOfDraft(catalogue: Catalogue, draft: Draft): PermitCase | null {
  const { receivedOn, registration, dossier, registries, conversations } = recordOf(draft.content);
  if (!/^\d{4}-\d\d-\d\d$/.test(String(receivedOn)) || !Array.isArray(recordOf(dossier).documents)) return null;
  return { format: 1, contentVersion: catalogue.version, service: String(draft.service), level: Number(draft.level), registration: String(registration), today: String(receivedOn), receivedOn: String(receivedOn), dueOn: String(receivedOn), dossier, registries, conversations } as PermitCase;
}

/** What the rules alone find; null when they cannot be asked. */
const failingIn = (catalogue: Catalogue, permitCase: PermitCase | null): Set<string> | null =>
  permitCase && safely(() => new Set(truthOf(catalogue, permitCase).failing.map(({ id }) => id)));

/** What comes out, or null where a half-written case makes it impossible. */
function safely<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}
