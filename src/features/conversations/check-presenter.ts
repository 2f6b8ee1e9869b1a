import type { Fault } from '../../core/authoring/fault.ts';
import type { Json } from '../../core/authoring/difference.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { worstPath } from '../../core/conversations/check.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { pictureOf } from '../../core/conversations/picture.ts';
import { mostTurns, outcomes } from '../../core/conversations/vocabulary.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { choicesIn } from './choices.ts';
import { entriesOf } from './conversation-input.ts';

const names = (value: Json | undefined): string[] => (Array.isArray(value) ? (value as Json[]).filter((each): each is string => typeof each === 'string') : []);
const waysOf = (scene: Draft): Draft[] => (Array.isArray(scene.go) ? (scene.go as Draft[]) : []);
/** So many letters of a name fit into a box of the picture. */
const fits = 15;

/** The graph of a draft: the picture, and the same in words, each scene with the ways on and what is wrong there. */
export function presentGraph(catalogue: Catalogue, draft: Draft, faults: readonly Fault[], speech: Speech) {
  const { t } = speech;
  const scenes = entriesOf(draft, 'scenes');
  const picture = pictureOf(scenes.map((scene, at) => ({ id: String(scene.id || at + 1), to: waysOf(scene).map(({ to }) => String(to ?? '')) })));
  const broken = new Set(faults.flatMap(({ path }) => /^scenes\.(\d+)/.exec(path)?.[1] ?? []).map(Number));
  const choices = choicesIn(catalogue, draft, {}, speech);
  const say = (list: 'moves' | 'facts' | 'topics' | 'variants', value: string) => choices(list).find((choice) => choice.value === value)?.label ?? value;
  const conditions = (way: Draft): string => {
    const parts = [
      ...names(way.when).map((move) => say('moves', move)),
      ...names(way.knows).map((fact) => t('conversations.way.knows', { what: say('facts', fact) })),
      ...names(way.told).map((topic) => t('conversations.way.told', { what: say('topics', topic) })),
    ];
    const only = names(way.for).length > 0 ? t('conversations.way.for', { variants: names(way.for).map((id) => say('variants', id)).join(', ') }) : '';
    return [parts.join(' + ') || t('conversations.way.always'), only].filter(Boolean).join('; ');
  };
  const endOf = (scene: Draft) => outcomes.find((outcome) => outcome === scene.end) ?? null;
  return {
    ...picture,
    summary: t('conversations.picture.summary', { scenes: scenes.length, ends: scenes.filter((scene) => endOf(scene) !== null).length }),
    nodes: picture.nodes.map((node) => {
      const end = endOf(scenes[node.at]!);
      return { ...node, label: node.id.length > fits ? `${node.id.slice(0, fits - 1)}…` : node.id, href: `?part=scenes-${node.at}`, mark: broken.has(node.at) ? 'broken' : end === 'helped' ? 'good' : end ? 'end' : node.reached ? 'scene' : 'lost' };
    }),
    words: scenes.map((scene, at) => {
      const end = endOf(scene);
      return {
        name: String(scene.id || at + 1),
        href: `?part=scenes-${at}`,
        end: end ? t(`guide.outcome.${end}`) : '',
        broken: broken.has(at),
        ways: waysOf(scene).map((way) => ({ to: String(way.to || '–'), when: conditions(way) })),
      };
    }),
  };
}

/** How long the conversation of each variant can last at the worst. */
export function presentLengths(situation: Situation | null, catalogue: Catalogue, { t }: Speech): string {
  if (!situation) return '';
  const longest = Math.max(...situation.variants.map((variant) => worstPath(situation, variant, catalogue.guideWords)));
  return t('conversations.longest', { count: longest, most: mostTurns });
}
