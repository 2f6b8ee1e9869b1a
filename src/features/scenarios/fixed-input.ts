import { type Catalogue, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { FieldDefinition } from '../../core/catalogue/content.ts';
import type { Json } from '../../core/authoring/difference.ts';
import { generateCase } from '../../core/cases/generate.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { type Body, listOf, numberOf, textOf } from '../authoring/form-values.ts';
import { emptyRecipe } from './scenario-input.ts';

/** A fixed case to begin with: a clean one that the generator made; its author changes it. RangeError as `generateCase`. */
export function emptyFixed(catalogue: Catalogue, code: string, level: number, service: string, seed: string): Draft {
  const made = generateCase(catalogue, { service, level, seed, breaks: [], message: 'offer' });
  const { receivedOn, registration, dossier, registries, conversations } = made;
  const content = { way: 'fixed', receivedOn, registration, dossier, registries, conversations, rulings: [] };
  return { ...emptyRecipe(catalogue, code, level, service), content: JSON.parse(JSON.stringify(content)) as Json };
}

/** One datum from its field of the form, by its type; a field that was not sent keeps its value. */
function valueOf(body: Body, name: string, { type }: Pick<FieldDefinition, 'type'>, before: Json | undefined): Json {
  if (type === 'mark') return listOf(body, name).includes('true');
  if (!Object.hasOwn(body, name)) return before ?? '';
  const text = textOf(body, name);
  if (type === 'money') return numberOf(text.replaceAll('.', ''));
  // A code that is a number in the file stays one.
  return type === 'number' || (typeof before === 'number' && type !== 'date') ? numberOf(text) : text;
}

/** The fixed case from the form; registries and conversations stay as they are in the draft but for what is mirrored or chosen. */
export function fixedOf(catalogue: Catalogue, body: Body, draft: Draft): Draft {
  const before = (draft.content ?? {}) as Draft;
  const service = serviceOf(catalogue, String(draft.service));
  const dossier = (before.dossier ?? {}) as { form?: Draft; documents?: readonly Draft[] };
  const form = Object.fromEntries(service.form.map((field) => [field.id, valueOf(body, `form-${field.id}`, field, dossier.form?.[field.id])]));
  const documents = (dossier.documents ?? []).map((upload): Draft => {
    const kind = String(upload.kind);
    const fields = (upload.fields ?? {}) as Draft;
    // Only the paper that lies open is in the form.
    if (!listOf(body, 'shown').includes(kind)) return upload;
    const definitions = known(catalogue.documents, kind, 'document').fields;
    return {
      kind,
      file: textOf(body, `${kind}-file`) || String(upload.file),
      scan: textOf(body, `${kind}-scan`) || String(upload.scan),
      fields: Object.fromEntries(definitions.map((field) => [field.id, valueOf(body, `${kind}-${field.id}`, field, fields[field.id])])),
    };
  });
  const [decision, event] = [textOf(body, 'decision'), textOf(body, 'event')];
  const { decision: _, event: __, ...rest } = before;
  return {
    ...rest,
    way: 'fixed',
    receivedOn: textOf(body, 'receivedOn') || String(before.receivedOn ?? ''),
    dossier: { form, documents },
    rulings: rulingsOf(body),
    ...(event !== '' && { event }),
    ...(decision !== '' && { decision }),
  };
}

/** The rulings of the form: a check with whether it holds and why; one without a choice rules nothing. */
function rulingsOf(body: Body): Json[] {
  return listOf(body, 'ruled').flatMap((check): Json[] => {
    const holds = textOf(body, `ruling-${check}`);
    return holds === 'holds' || holds === 'broken' ? [{ check, holds: holds === 'holds', reason: textOf(body, `reason-${check}`) }] : [];
  });
}
