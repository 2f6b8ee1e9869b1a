import type { Json } from '../../core/authoring/difference.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { Field, Fields } from './fields.ts';
import { aboutFields, sceneFields, variantFields } from './form.ts';

/** Fields of one name that mean different things in different places. */
const special: Record<string, string> = {
  'topics.needs': 'firstKnow', 'topics.text': 'telling', 'topics.clause': 'basis', 'asks.text': 'question', 'facts.id': 'fact', 'facts.mood': 'leastMood', 'facts.says': 'answer', 'lines.id': 'scene', 'lines.text': 'words', 'says.text': 'words',
  'speakers.text': 'speakerName', 'papers.name': 'paperName', 'papers.text': 'paperName', 'form.name': 'formPart', 'fields.id': 'formField', 'misunderstands.says': 'misunderstood', 'text.text': 'words', 'cards.for': 'for', 'application.papers': 'shownPapers', 'citizen.papers': 'papers', 'citizen.name': 'citizenName',
}; // prettier-ignore

/** The key of the name of a field, by the list or part that it stands in. */
export const fieldKey = (within: string, key: string): string => `conversations.field.${special[`${within}.${key}`] ?? key}`;

const top: Fields = {
  id: { is: 'line' },
  ...aboutFields,
  scenes: { is: 'rows', fields: sceneFields },
  variants: { is: 'rows', fields: variantFields },
};

/** The places that a path goes through, each with its field: the entry of a list, the part of a record, or the language of a text. */
function stepsOf(path: string, draft: Draft): { within: string; key: string; entry: string | null; field: Field | null; value: Json | undefined }[] {
  const steps: ReturnType<typeof stepsOf> = [];
  let fields: Fields = top;
  let within = 'about';
  let value: Json | undefined = draft;
  let list: Extract<Field, { is: 'rows' | 'map' }> | null = null;
  for (const segment of path.split('.').filter(Boolean)) {
    value = inside(value, segment);
    if (list) {
      steps.push({ within, key: '', entry: entryName(segment, value), field: list, value });
      // The name of an entry by name is no field inside it.
      fields = list.is === 'map' ? Object.fromEntries(Object.entries(list.fields).filter(([key]) => key !== 'id')) : list.fields;
      list = null;
      continue;
    }
    const field: Field | undefined = Object.hasOwn(fields, segment) ? fields[segment] : undefined;
    steps.push({ within, key: segment, entry: null, field: field ?? null, value });
    if (!field) continue;
    if (field.is === 'rows' || field.is === 'map') [list, within] = [field, segment];
    else if (field.is === 'part') [fields, within] = [field.fields, segment];
    else fields = {};
  }
  return steps;
}

const isRecord = (value: Json | undefined): value is Draft => typeof value === 'object' && value !== null && !Array.isArray(value);
/** What stands under a key, or the entry of a list by its number or name. */
function inside(value: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(segment) ? (value[Number(segment)] as Json) : (value as Json[]).find((entry) => isRecord(entry) && entry.id === segment);
  return isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}
const entryName = (segment: string, value: Json | undefined): string => (isRecord(value) && typeof value.id === 'string' && value.id !== '' && !('en' in value) ? value.id : /^\d+$/.test(segment) ? String(Number(segment) + 1) : segment);

/** The name of a place: `scenes.2.go.0.to` is "Scene way · Way 1 · Leads to". */
export function placeName(path: string, speech: Speech, draft: Draft): string {
  const { t } = speech;
  const steps = stepsOf(path, draft);
  const words = steps.flatMap(({ key, entry, field, within }, at) => {
    if (entry !== null) return [t(`conversations.entry.${within}`, { name: within === 'facts' ? factName(entry, draft, speech) : entry })];
    // A list is told by its entry, where one is meant.
    if (field && (field.is === 'rows' || field.is === 'map') && at < steps.length - 1) return [];
    if (field) return [t(fieldKey(within, key))];
    if (key === 'id' || key === 'en') return [`(${t(`authoring.language.${key}`)})`];
    return /^\d+$/.test(key) ? [] : [key];
  });
  return words.join(' · ').replaceAll(' · (', ' (');
}

/** What a fact is called: those of every citizen by a word, those of the situation by their question. */
export function factName(fact: string, draft: Draft, { t, language }: Speech): string {
  const own = (Array.isArray(draft.asks) ? (draft.asks as Draft[]) : []).find(({ id }) => id === fact);
  const text = own && isRecord(own.text) ? own.text[language] : undefined;
  if (typeof text === 'string' && text !== '') return text;
  return ['need', 'device', 'tried', 'identity'].includes(fact) ? t(`guide.fact.${fact}`) : fact;
}

/** What stands at a place, in words. */
export function sayValue(value: Json, speech: Speech): string {
  const { t, format } = speech;
  if (typeof value === 'boolean') return t(value ? 'conversations.yes' : 'conversations.no');
  if (typeof value === 'number') return format.number(value, 2);
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (Array.isArray(value)) return value.length === 0 ? t('conversations.none') : (value as Json[]).map((each) => sayValue(each, speech)).join(Array.isArray(value[0]) || isRecord(value[0] as Json) ? '; ' : ' + ');
  const { id, en, ...rest } = value as Draft;
  const texts = [id, en].filter((each) => typeof each === 'string' && each !== '').join(' / ');
  return [texts, ...Object.values(rest).map((each) => sayValue(each as Json, speech))].filter(Boolean).join(', ');
}
