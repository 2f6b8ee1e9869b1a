import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Json } from '../../core/authoring/difference.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { claimWords } from './claim-presenter.ts';
import { eventWords } from './event-presenter.ts';
import { type Claim, claim } from '../../core/scenarios/scenario.ts';

/** What a scenario is, in words, as far as its draft says it. */
export function presentSummary(catalogue: Catalogue, draft: Draft, speech: Speech) {
  const { t, language } = speech;
  const content = (draft.content ?? {}) as Draft;
  const defects = (content.defects ?? {}) as Draft;
  const names = (list: Json | undefined, of: ReadonlyMap<string, { name: Record<'id' | 'en', string> }>) => (Array.isArray(list) ? list.map((id) => of.get(String(id))?.name[language] ?? String(id)) : []);
  const goal = (draft.goal ?? {}) as Draft;
  const service = catalogue.services.get(String(draft.service));
  const fixed = content.way === 'fixed';
  return {
    fixed,
    goal: { id: String(goal.id ?? ''), en: String(goal.en ?? '') },
    service: service ? `${service.code}, ${service.name[language]}` : String(draft.service ?? ''),
    level: String(draft.level ?? ''),
    minutes: String(draft.minutes ?? ''),
    way: t(`scenarios.way.${fixed ? 'fixed' : 'recipe'}`),
    difficulty: defects.how === 'difficulty' ? t('scenarios.hits', { points: String(defects.points ?? '') }) : '',
    checks: names(defects.checks, catalogue.checks),
    decoys: content.decoys === undefined ? [t('scenarios.byLevel')] : names(content.decoys, catalogue.decoys),
    message: t(`scenarios.message.${content.message === 'offer' || content.message === 'neutral' ? content.message : 'any'}`),
    event: eventWords(catalogue, String(content.event ?? ''), speech),
    frozen: Array.isArray(content.seeds) ? content.seeds.length : 0,
    claims: (Array.isArray(draft.claims) ? draft.claims : []).flatMap((each: unknown) => {
      const parsed = claim.safeParse(each);
      return parsed.success ? [claimWords(parsed.data as Claim, speech)] : [];
    }),
    rulings: (Array.isArray(content.rulings) ? (content.rulings as unknown as { check: string; holds: boolean; reason: string }[]) : []).map(({ check, holds, reason }) => ({
      name: catalogue.checks.get(check)?.name[language] ?? String(check),
      word: t(holds ? 'scenarios.ruling.holds' : 'scenarios.ruling.broken'),
      reason: String(reason),
    })),
  };
}
