import { type Flag, flagKeys, leastN } from '../../core/analysis/flags.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';
import { type AnalysedItem, itemSources } from './item-analysis-service.ts';
import { itemKinds } from './item-facts.ts';
import type { ItemFilter } from './item-input.ts';

/** Below so many persons nothing is shown that could tell of one of them. */
export const fewest = 5;

const dash = '–';
const isKnown = ({ summary }: Pick<AnalysedItem, 'summary'>): boolean => summary.statistics.n >= fewest;

/** The name of an item in words: a check or a decoy by its name, a question by its stem. */
export function itemName(catalogue: Catalogue, { kind, id, published }: Pick<AnalysedItem, 'kind' | 'id' | 'published'>, language: Language): string {
  if (kind === 'check') return catalogue.checks.get(id)?.name[language] ?? id;
  if (kind === 'decoy') return catalogue.decoys.get(id)?.name[language] ?? id;
  if (kind === 'question') return catalogue.questions.get(id)?.stem[language] ?? id;
  const stem = (kind === 'scenario' ? published?.document.title : published?.document.stem) as { id?: string; en?: string } | undefined;
  return stem?.[language] ?? stem?.id ?? stem?.en ?? id;
}

/** The items that fit, those with the most flags that count first, then those with provisional ones, then those used most. */
export function findItems(items: readonly AnalysedItem[], catalogue: Catalogue, { q, kind, flag }: ItemFilter): AnalysedItem[] {
  const words = q.toLowerCase();
  const texts = (item: AnalysedItem) => [item.id, itemName(catalogue, item, 'id'), itemName(catalogue, item, 'en')];
  const firm = (item: AnalysedItem) => flagsShown(item).filter(({ provisional }) => !provisional).length;
  return items
    .filter((item) => (kind === null || item.kind === kind) && (words === '' || texts(item).some((text) => text.toLowerCase().includes(words))))
    .filter((item) => flag === null || flagsShown(item).some(({ key }) => flag === 'any' || key === flag))
    .sort((a, b) => firm(b) - firm(a) || flagsShown(b).length - flagsShown(a).length || b.summary.usage.times - a.summary.usage.times);
}

const flagsShown = (item: AnalysedItem): Flag[] => (isKnown(item) ? item.summary.flags : []);

/** Lines of the list. */
export function presentItems(items: readonly AnalysedItem[], catalogue: Catalogue, source: string, speech: Speech) {
  const { t, format, language } = speech;
  return items.map((item) => {
    const { usage, statistics } = item.summary;
    const known = isKnown(item);
    const figure = (value: number | null) => (known && value !== null ? format.number(whole(value), 2) : dash);
    return {
      href: hrefOf(item, source),
      id: item.id,
      name: itemName(catalogue, item, language),
      kind: t(`analysis.kind.${item.kind}`),
      times: format.number(usage.times),
      persons: statistics.n === 0 ? '0' : known ? format.number(statistics.n) : t('analysis.few', { count: fewest }),
      p: figure(statistics.p),
      r: figure(statistics.r),
      d: figure(statistics.d),
      provisional: known && statistics.r !== null && statistics.rN < leastN.r,
      flags: flagWords(flagsShown(item), speech),
    };
  });
}

const hrefOf = ({ kind, id }: AnalysedItem, source: string): string => `/items/${kind}/${encodeURIComponent(id)}${source === 'all' ? '' : `?source=${source}`}`;

/** Flags as words; several of one kind are one. */
function flagWords(flags: readonly Flag[], { t }: Speech) {
  return [...new Map(flags.map((flag) => [`${flag.key}/${flag.provisional}`, flag])).values()].map(({ key, provisional }) => ({ key, text: t(`analysis.flag.${key}`), provisional }));
}

/** The choices of the filter. */
export const presentItemFilter = ({ t }: Speech) => ({
  kinds: itemKinds.map((value) => ({ value, label: t(`analysis.kind.${value}`) })),
  sources: itemSources.map((value) => ({ value, label: t(`analysis.source.${value}`) })),
  flags: [{ value: 'any', label: t('analysis.anyFlag') }, ...flagKeys.filter((key) => shown.has(key)).map((value) => ({ value, label: t(`analysis.flag.${value}`) }))],
});

/** The flags that the pages of items can raise. */
const shown = new Set<string>(['too-hard', 'too-easy', 'weak', 'negative', 'low-discrimination', 'option-unused', 'key-doubtful', 'drift', 'overexposed']);

const most = 400;

/** Difficulty against discrimination: a still picture, the figures for the script, and a sentence. Null without an item that has both. */
export function presentScatter(items: readonly AnalysedItem[], catalogue: Catalogue, { t, format, language }: Speech) {
  const points = items.filter(isKnown).flatMap((item) => {
    const { p, r } = item.summary.statistics;
    return p === null || r === null ? [] : [{ p: round(p), r: round(r), name: itemName(catalogue, item, language).slice(0, 80), flagged: item.summary.flags.length > 0 }];
  });
  if (points.length === 0) return null;
  const drawn = points.slice(0, most);
  const flagged = points.filter((point) => point.flagged).length;
  const x = (p: number) => round(p * 600);
  const y = (r: number) => round(100 - Math.max(-1, Math.min(1, r)) * 100);
  return {
    picture: { points: drawn.map(({ p, r, flagged: bad }) => ({ x: x(p), y: y(r), bad })), weak: y(0.15), zero: y(0), hard: x(0.2), easy: x(0.95) },
    chart: {
      points: drawn,
      words: { good: t('analysis.chart.good'), bad: t('analysis.chart.bad'), x: t('analysis.figure.p'), y: t('analysis.figure.r'), point: t('analysis.chart.point', { name: '{name}', p: '{p}', r: '{r}' }) },
      summary: t('analysis.chart.summary', { count: points.length, flagged: format.number(flagged) }),
    },
  };
}

/** Nought has no sign. */
const whole = (value: number): number => (Math.abs(value) < 0.005 ? 0 : value);

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Everything of one item; keys and options only for trainers. */
export function presentItem(catalogue: Catalogue, item: AnalysedItem & { versions: ReadonlyMap<number, string> }, withKey: boolean, speech: Speech) {
  const { t, format, language } = speech;
  const { summary, kind, id, published } = item;
  const { statistics, usage, check } = summary;
  const known = isKnown(item);
  const number = (value: number | null, digits = 2) => (value === null ? dash : format.number(whole(value), digits));
  const share = (value: number | null) => (value === null ? dash : format.percent(value));
  const figure = (name: 'p' | 'r' | 'd', value: number | null, n: number) => ({ name: t(`analysis.figure.${name}`), hint: t(`analysis.about.${name}`), value: number(value), n: format.number(n), least: leastN[name], provisional: n < leastN[name] });
  return {
    id,
    kind: t(`analysis.kind.${kind}`),
    name: itemName(catalogue, item, language),
    /** A question is called by its number, since its stem is long. */
    stem: kind === 'question' || kind === 'bank',
    known,
    workHref: kind === 'scenario' && withKey && published ? `/trainer/scenarios/${published.workId}` : '',
    empty: usage.times === 0 ? t('analysis.unused') : t('analysis.tooFew', { count: fewest }),
    usage: {
      times: format.number(usage.times),
      persons: known ? format.number(statistics.n) : t('analysis.few', { count: fewest }),
      exposure: share(usage.exposure),
      minutes: usage.minutes && known ? t('analysis.minutes', { lower: number(usage.minutes.lower, 1), median: number(usage.minutes.median, 1), upper: number(usage.minutes.upper, 1) }) : dash,
    },
    figures: known ? [figure('p', statistics.p, statistics.n), figure('r', statistics.r, statistics.rN), figure('d', statistics.d, statistics.n)] : [],
    check: known && check ? { ...mapped(check, format.number), hitRate: share(check.hitRate), falseAlarmRate: share(check.falseAlarmRate), hint: t(kind === 'scenario' ? 'analysis.check.scenarioHint' : 'analysis.check.hint') } : null,
    flags: known
      ? summary.flags.map(({ key, subject, value, limit, n, least, provisional }) => ({
          text: t(`analysis.flag.${key}`),
          advice: t(`analysis.advice.${key}`),
          about: key === 'drift' ? t('analysis.ofVersion', { version: versionName(kind, Number(subject), item.versions) }) : subject && withKey ? t('analysis.option', { option: subject }) : '',
          detail: t('analysis.flagDetail', { value: number(value), limit: number(limit), n, least }),
          provisional,
        }))
      : [],
    fifths: known ? presentFifths(item, withKey, speech) : null,
    versions: known
      ? summary.versions.map(({ version, n, p, shift, se, comparedN }) => ({
          name: versionName(kind, version, item.versions),
          n: format.number(n),
          p: number(p),
          shift: shift === null ? dash : format.number(shift, 2),
          se: se === null ? dash : format.number(se, 2),
          provisional: shift !== null && comparedN < leastN.drift,
        }))
      : [],
    options: known && withKey && summary.options ? presentOptions(catalogue, item, speech) : null,
  };
}

const versionName = (kind: AnalysedItem['kind'], version: number, names: ReadonlyMap<number, string>): string => (kind === 'bank' || kind === 'scenario' ? String(version) : (names.get(version) ?? String(version)));

const mapped = <Key extends string>(counts: Record<Key, number | null>, say: (value: number) => string) =>
  Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, value === null ? dash : say(value as number)])) as Record<Key, string>;

/** Lines over the fifths of the persons: the item itself, or its options for those who may see them. */
function presentFifths(item: AnalysedItem, withKey: boolean, { t, format }: Speech) {
  const { summary } = item;
  const lines =
    withKey && summary.options
      ? summary.options.map(({ option, key, fifths }) => ({ name: option === null ? t('analysis.blank') : key ? t('analysis.keyOption', { option }) : t('analysis.option', { option }), key, values: fifths }))
      : [{ name: t('analysis.shareGot'), key: true, values: summary.fifths }];
  const columns = [1, 2, 3, 4, 5].map((fifth) => t(`analysis.fifth.${fifth}`));
  const x = (at: number) => at * 150;
  const y = (value: number) => round(100 - value * 100);
  return {
    columns,
    rows: lines.map(({ name, key, values }) => ({ name, key, values: values.map((value) => (value === null ? dash : format.percent(value))) })),
    picture: lines.map(({ key, values }) => ({ key, path: values.flatMap((value, at) => (value === null ? [] : [`${x(at)} ${y(value)}`])).map((point, at) => `${at === 0 ? 'M' : 'L'}${point}`).join('') })),
    chart: {
      labels: columns,
      lines: lines.map(({ name, key, values }) => ({ name, key, values: values.map((value) => (value === null ? null : round(value))) })),
      summary: t('analysis.fifthsSummary', { weakest: format.percent(lines.find(({ key }) => key)?.values[0] ?? 0), best: format.percent(lines.find(({ key }) => key)?.values[4] ?? 0) }),
    },
  };
}

function presentOptions(catalogue: Catalogue, { kind, id, published, summary }: AnalysedItem, { t, format, language }: Speech) {
  const texts = new Map<string, string>(
    kind === 'question'
      ? catalogue.questions.get(id)!.options.map((option) => [option.id, option.text[language]])
      : ((published?.document.options ?? []) as unknown as { id: string; text: { id?: string; en?: string } }[]).map((option) => [option.id, option.text[language] ?? option.text.id ?? option.text.en ?? '']),
  );
  return summary.options!.map(({ option, key, count, share, r }) => ({
    id: option ?? dash,
    text: option === null ? t('analysis.blank') : (texts.get(option) ?? ''),
    key,
    count: format.number(count),
    share: format.percent(share),
    r: r === null ? dash : format.number(r, 2),
  }));
}
