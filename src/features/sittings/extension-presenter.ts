import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { extensionRules } from '../../core/sittings/extension.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayMinutes } from '../sessions/extra-time-read-model.ts';
import type { WaitingExtension } from './extension-service.ts';
import { type LiveView, presentLive } from './live-presenter.ts';
import type { Sitting } from './sitting-store.ts';

/** What a person is told of the part that waits: never why, beyond that the result is not clear. */
export type ExtensionView = {
  id: number;
  level: string;
  part: number;
  most: number;
  cases: number;
  items: number;
  time: string;
  extra: number;
  until: string;
  /** In a test session an invigilator may open the part before again. */
  live: LiveView | null;
};

export function presentExtension(catalogue: Catalogue, sitting: Sitting, part: WaitingExtension, now: Date, speech: Speech): ExtensionView {
  const { t, format, language } = speech;
  return {
    id: sitting.id,
    level: t('sittings.level', { level: sitting.level, name: levelOf(catalogue, sitting.level).name[language] }),
    part: part.part,
    most: 1 + extensionRules(catalogue, sitting.level).rounds,
    cases: part.caseIds.length,
    items: part.items.length,
    time: sayMinutes(part.minutes, part.extra, speech),
    extra: part.extra,
    until: format.dateTime(part.beginBy),
    live: sitting.testSessionId === null ? null : presentLive(sitting, now),
  };
}
