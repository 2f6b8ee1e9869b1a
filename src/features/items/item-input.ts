import { z } from 'zod';
import { flagKeys } from '../../core/analysis/flags.ts';
import { itemSources } from './item-analysis-service.ts';
import { itemKinds } from './item-facts.ts';

export const itemFilter = z.object({
  q: z.string().trim().max(100).catch(''),
  kind: z.enum(itemKinds).nullable().catch(null),
  source: z.enum(itemSources).catch('all'),
  flag: z.enum(flagKeys).or(z.literal('any')).nullable().catch(null),
});
export type ItemFilter = z.infer<typeof itemFilter>;

export const itemKind = z.enum(itemKinds);
export const sourceQuery = z.object({ source: z.enum(itemSources).catch('all') });
