import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Params, Problem } from '../catalogue/content.ts';
import type { Random } from '../shared/random.ts';

/** Text, whole number (rupiah, metres, pieces) or a mark that is there or not; dates are YYYY-MM-DD. */
export type Value = string | number | boolean;
export type Fields = Record<string, Value>;

/** How the upload can be read; anything but clear hides every datum. */
export const scans = ['clear', 'blurred', 'cropped', 'dark', 'upside-down'] as const;
export type Scan = (typeof scans)[number];

/** What was uploaded into a slot: the document asked for, another file, or nothing. */
export interface Upload {
  kind: string;
  /** The document kind that the file really shows, another paper, or `none` when nothing was uploaded. */
  file: string;
  scan: Scan;
  fields: Fields;
}

/** What a simulated registry holds: records by normalised key, by the id of the registry. */
export type Registries = Partial<Record<string, Record<string, Fields>>>;

/** The facts behind a case while it is made: every paper and registry takes its clean values from them. */
export interface World {
  /** The value of a fact, drawn when it is first asked for. RangeError for a fact that neither code nor pack knows, or that needs itself. */
  get(id: string): Value;
  /** Sets a fact before anything that follows from it is asked for. */
  set(id: string, value: Value): void;
}

/** Everything that a check may look at: the dossier, the registries, and the day. */
export interface Facts {
  today: string;
  dossier: {
    form: Fields;
    documents: Upload[];
  };
  registries: Registries;
}

/** A copy that can be changed while the first stays as it is; several times as fast as a structured clone. */
export function copyOf({ today, dossier, registries }: Facts): Facts {
  const copies: Registries = {};
  for (const [id, records] of Object.entries(registries)) {
    const copied: Record<string, Fields> = (copies[id] = {});
    for (const [key, record] of Object.entries(records!)) copied[key] = { ...record };
  }
  return { today, dossier: { form: { ...dossier.form }, documents: dossier.documents.map((upload) => ({ ...upload, fields: { ...upload.fields } })) }, registries: copies };
}

/** Where a finding counts as having found a defect; `fields: null` means anywhere on the document. */
export interface Place {
  document: string;
  fields: readonly string[] | null;
  problems: readonly Problem[];
}

/** A rule with its arguments filled in: whether it is kept, and how it is broken in a plausible way. */
export interface Rule {
  /** Paths (`KTP.nik`) or whole documents (`KTP`) that the rule looks at, and those that breaking it changes. */
  reads: readonly string[];
  writes: readonly string[];
  where: readonly Place[];
  holds(facts: Facts): boolean;
  /** Changes the draft in place so that the rule is broken; the draft must be one on which it applies. */
  breakIn(draft: Facts, random: Random): void;
}

/** Something that looks odd and is valid. It is planted in the world before the papers are drawn, or in a paper after. */
export interface DecoyRule {
  where: readonly Place[];
  present(facts: Facts): boolean;
  plantInWorld?(world: World, today: string, random: Random): void;
  plantInDossier?(draft: Facts, random: Random): void;
}

/** Makes a decoy of this kind from the parameters in the content pack; throws RangeError naming a missing parameter. */
export type DecoyKind = (params: Params) => DecoyRule;

/** Makes a rule of this kind from the parameters in the content pack; throws RangeError naming a missing parameter. */
export type Kind = (params: Params, catalogue: Catalogue, defaultProblems: readonly Problem[]) => Rule;

export const textParam = (params: Params, name: string): string => {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`parameter "${name}" must be a text`);
  return value;
};
export const numberParam = (params: Params, name: string): number => {
  const value = params[name];
  if (typeof value !== 'number') throw new RangeError(`parameter "${name}" must be a number`);
  return value;
};
export const listParam = (params: Params, name: string): string[] => {
  const value = params[name];
  if (!Array.isArray(value) || value.length === 0) throw new RangeError(`parameter "${name}" must be a list`);
  return value;
};

/** `KTP.nik` as document and field. */
export function splitPath(path: string): { document: string; field: string } {
  const dot = path.indexOf('.');
  return { document: path.slice(0, dot), field: path.slice(dot + 1) };
}

/** A reader of one path; undefined when the document is not asked for, absent, another file or unreadable. */
export function reader(path: string): (facts: Facts) => Value | undefined {
  const { document, field } = splitPath(path);
  if (document === 'form') return (facts) => facts.dossier.form[field];
  return (facts) => {
    for (const upload of facts.dossier.documents)
      if (upload.kind === document)
        return upload.file === document && upload.scan === 'clear' ? upload.fields[field] : undefined;
    return undefined;
  };
}

/**
 * A writer of one path; does nothing where the document or field is not part of the dossier. `@payments.amount` is the field of that registry's
 * records, for what paper and registry say alike.
 */
export function writer(path: string): (draft: Facts, value: Value) => void {
  const { document, field } = splitPath(path);
  if (document.startsWith('@'))
    return (draft, value) => {
      for (const record of Object.values(draft.registries[document.slice(1)] ?? {})) if (field in record) record[field] = value;
    };
  return (draft, value) => {
    const fields =
      document === 'form' ? draft.dossier.form : draft.dossier.documents.find((upload) => upload.kind === document)?.fields;
    if (fields && field in fields) fields[field] = value;
  };
}

/** The places of a list of paths, one for each document, for these kinds of problem; what stands in a registry is no place for a finding. */
export function placesOf(paths: readonly string[], problems: readonly Problem[]): Place[] {
  const byDocument = new Map<string, string[]>();
  for (const path of paths) {
    const { document, field } = splitPath(path);
    if (!document.startsWith('@')) byDocument.set(document, [...(byDocument.get(document) ?? []), field]);
  }
  return [...byDocument].map(([document, fields]) => ({ document, fields, problems }));
}
