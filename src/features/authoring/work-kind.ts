import type { z } from 'zod';
import { type Fault, shapeFaults } from '../../core/authoring/fault.ts';
import type { Json } from '../../core/authoring/difference.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';

/** The kinds of work in the bank. */
export const workKinds = ['scenario', 'question', 'conversation'] as const;
export type WorkKindId = (typeof workKinds)[number];

/** A draft as it is kept: any JSON object; whether it is a sound document shows when it is examined. */
export type Draft = { readonly [key: string]: Json };

/** What a trial of a version found: whether it may be published, and what reviewers are shown of it. */
export interface Evidence {
  ok: boolean;
  /** With which content it was tried; another content asks for another trial. */
  contentVersion: string;
  findings: Json;
}

/** What the bank asks of a kind of work. */
export interface WorkKind<Document = unknown> {
  id: WorkKindId;
  schema: z.ZodType<Document>;
  /** What a document that fits the schema has wrong with it. */
  lint(document: Document): Fault[];
  /** The name of a work in lists, and what its draft is found by: words, and properties such as `service: SIUP`. A draft may lack anything. */
  title(draft: Draft, language: Language): string;
  words(draft: Draft): string;
  facets(draft: Draft): Record<string, string>;
  /** The name of a place, `goal.en`, and what stands there, in words. */
  label(path: string, speech: Speech, draft: Draft): string;
  say(path: string, value: Json, speech: Speech, draft: Draft): string;
  /** Names for the ids among the variables of a fault. */
  named?(vars: NonNullable<Fault['vars']>, speech: Speech): NonNullable<Fault['vars']>;
  /** The field of the editor in which a place is mended: a list has one field for all of its entries. */
  field(path: string): string;
  /** The query of the page on which that field is, where the editor has several. */
  page?(path: string): string;
  /** Tries a sound document where its kind asks for that, before it is submitted. */
  prove?(document: Document): Promise<{ evidence: Evidence; faults: Fault[] }>;
}

/** A sound document, or what is wrong with the draft. */
export function examine<Document>(kind: WorkKind<Document>, draft: unknown): { document: Document | null; faults: Fault[] } {
  const faults = shapeFaults(kind.schema, draft);
  if (faults.length > 0) return { document: null, faults };
  const document = kind.schema.parse(draft);
  const more = kind.lint(document);
  return { document: more.length > 0 ? null : document, faults: more };
}
