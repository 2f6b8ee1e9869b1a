import type { Text } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';

/** A source that says no more than that the rule is one of the training programme; its mark says that in the reader's language. */
const ownRule = /^aturan latihan( tangga)?$/i;

interface Provenance {
  source?: string | Text | undefined;
  confidence: string;
}

/** Where a rule comes from. Citations stand in Indonesian, whatever the page's language; `citation` is null where the certainty says it all. */
export function sourceOf({ source, confidence }: Provenance, { t, language }: Speech) {
  const own = source === undefined || (typeof source === 'string' && confidence === 'training' && ownRule.test(source.trim()));
  return {
    citation: own ? null : typeof source === 'string' ? source : source[language],
    language: typeof source === 'object' ? language : 'id',
    certainty: t(`catalogue.confidence.${confidence}`),
  };
}
