import type { Fault } from '../../core/authoring/fault.ts';
import type { Json } from '../../core/authoring/difference.ts';
import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { lintScenario } from '../../core/scenarios/lint.ts';
import { type Robot, robots, type Scenario, scenario } from '../../core/scenarios/scenario.ts';
import { canonical } from '../../core/shared/canonical.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft, WorkKind } from '../authoring/work-kind.ts';
import { claimWords } from './claim-presenter.ts';
import { eventWords } from './event-presenter.ts';
import type { RobotRuns } from './robot-runs.ts';

/** Scenarios whose faults are remembered. */
const remembered = 200;

const textOf = (value: Json | undefined, language: Language): string => {
  const text = (value ?? {}) as Partial<Record<Language, unknown>>;
  const [wanted, other] = language === 'en' ? [text.en, text.id] : [text.id, text.en];
  return typeof wanted === 'string' && wanted !== '' ? wanted : typeof other === 'string' ? other : '';
};

/** What the bank needs to know of scenarios. */
export function scenarioKind(catalogue: Catalogue, runs: RobotRuns): WorkKind<Scenario> {
  // Cases are made and played to see whether a scenario is sound; every page of it asks.
  const known = new Map<string, Fault[]>();
  return {
    id: 'scenario',
    schema: scenario,
    lint(document) {
      const key = canonical(document);
      const faults = known.get(key) ?? lintScenario(catalogue, document);
      if (known.size >= remembered) known.clear();
      known.set(key, faults);
      return faults;
    },
    named: (vars, speech) => Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, name === 'event' ? eventWords(catalogue, String(value), speech) : nameOf(catalogue, name, value, speech)])),
    title: (draft, language) => textOf(draft.title, language),
    words: (draft) => [textOf(draft.title, 'id'), textOf(draft.title, 'en'), textOf(draft.goal, 'id'), textOf(draft.goal, 'en')].join(' '),
    facets: (draft) => ({ service: String(draft.service ?? ''), level: String(draft.level ?? ''), way: String((draft.content as Draft | undefined)?.way ?? '') }),
    label: (path, speech, draft) => labelOf(catalogue, path.split('.'), speech, draft),
    say: (path, value, speech) => sayValue(catalogue, path, value, speech),
    field: (path) => fieldOf(path),
    async prove(document) {
      const report = await runs.report(document);
      const findings = JSON.parse(JSON.stringify(report)) as Json;
      const faults = [
        ...report.claims.filter(({ holds }) => !holds).map(({ claim, value }) => ({ path: 'claims', key: `scenarios.fault.claim.${claim.is}`, vars: claimVars(claim, value) })),
        ...report.checks.filter(({ never }) => never).map(({ check }) => ({ path: 'content.defects.checks', key: 'scenarios.fault.neverFound', vars: { check } })),
      ];
      return { evidence: { ok: report.ok, contentVersion: report.contentVersion, findings }, faults };
    },
  };
}

/** A robot, check or decoy by its name. */
function nameOf(catalogue: Catalogue, name: string, value: string | number, { t, language }: Speech): string | number {
  if (name === 'robot') return t(`scenarios.robot.${value}`);
  return (name === 'check' || name === 'other' ? catalogue.checks : name === 'decoy' ? catalogue.decoys : null)?.get(String(value))?.name[language] ?? value;
}

const claimVars = (claim: Scenario['claims'][number], value: number): Record<string, string | number> => ({
  robot: claim.robot,
  value: Math.round('points' in claim ? value : 100 * value),
  ...('points' in claim && { points: claim.points }),
});

/** Lists have one field of the editor; so have the claims of a robot. */
function fieldOf(path: string): string {
  const list = /^(content\.defects\.checks|content\.decoys|content\.seeds|content\.dropped|claims|content\.rulings)\b/.exec(path);
  return list ? list[1]! : path.replace(/^(title|goal)$/, '$1.id').replace(/^content$/, 'content.defects.checks');
}

function labelOf(catalogue: Catalogue, [head, ...rest]: string[], speech: Speech, draft: Draft): string {
  const { t } = speech;
  const field = (name: string) => t(`scenarios.field.${name}`);
  if (head === 'title' || head === 'goal') return rest[0] ? `${field(head)} (${t(`scenarios.language.${rest[0] === 'en' ? 'en' : 'id'}`)})` : field(head);
  if (head === 'claims') return rest[0] ? `${field('claims')}: ${robotName(rest[0], draft, speech)}` : field('claims');
  if (head !== 'content') return (['code', 'service', 'level', 'minutes', 'format'] as const).some((name) => name === head) ? field(head!) : head!;
  const [part, ...deeper] = rest;
  if (part === undefined) return field('content');
  if (part === 'defects') return field(deeper[0] === 'points' ? 'points' : deeper[0] === 'decision' ? 'wantedDecision' : deeper[0] === 'how' ? 'how' : 'checks');
  if (part === 'dossier') return placeName(catalogue, deeper, speech, draft);
  if (part === 'registries') return [field('registries'), ...deeper].join(' · ');
  if (part === 'rulings') return `${field('rulings')}${deeper[0] ? `: ${rulingName(catalogue, deeper[0], speech, draft)}` : ''}`;
  return (['way', 'decoys', 'message', 'event', 'decision', 'seeds', 'dropped', 'receivedOn', 'registration', 'conversations'] as const).some((name) => name === part) ? field(part) : part;
}

/** A claim is told by its robot, or by its number where a robot has several. */
function robotName(name: string, draft: Draft, { t }: Speech): string {
  const robot = robots.find((each) => each === name) ?? (Array.isArray(draft.claims) ? (draft.claims[Number(name)] as Draft | undefined)?.robot : undefined);
  return robots.some((each) => each === robot) ? t(`scenarios.robot.${robot as Robot}`) : `#${name}`;
}

function rulingName(catalogue: Catalogue, name: string, { language }: Speech, draft: Draft): string {
  const rulings = (draft.content as Draft | undefined)?.rulings;
  const id = catalogue.checks.has(name) ? name : String((Array.isArray(rulings) ? (rulings[Number(name)] as Draft | undefined)?.check : undefined) ?? name);
  return catalogue.checks.get(id)?.name[language] ?? id;
}

function placeName(catalogue: Catalogue, [part, ...rest]: string[], { language, t }: Speech, draft: Draft): string {
  if (part === 'form') {
    const service = catalogue.services.get(String(draft.service));
    return `${t('desk.form.title')}${rest[0] ? ` · ${service?.form.find(({ id }) => id === rest[0])?.name[language] ?? rest[0]}` : ''}`;
  }
  if (part !== 'documents' || rest[0] === undefined) return t('scenarios.field.dossier');
  const documents = ((draft.content as Draft | undefined)?.dossier as Draft | undefined)?.documents;
  const kind = catalogue.documents.has(rest[0]) ? rest[0] : String((Array.isArray(documents) ? (documents[Number(rest[0])] as Draft | undefined)?.kind : undefined) ?? rest[0]);
  const document = catalogue.documents.get(kind);
  const what = rest[1] === 'fields' ? (document?.fields.find(({ id }) => id === rest[2])?.name[language] ?? rest[2] ?? '') : rest[1] === 'scan' || rest[1] === 'file' ? t(`scenarios.field.${rest[1]}`) : '';
  return [document?.name[language] ?? kind, what].filter(Boolean).join(' · ');
}

/** What stands at a place, in words: names for ids, yes and no for marks. */
function sayValue(catalogue: Catalogue, path: string, value: Json, speech: Speech): string {
  const { t, format, language } = speech;
  if (Array.isArray(value)) return value.length === 0 ? t('scenarios.none') : value.map((each) => sayValue(catalogue, path, each as Json, speech)).join(', ');
  if (typeof value === 'boolean') return t(value ? 'scenarios.yes' : 'scenarios.no');
  if (typeof value === 'number') return path === 'level' ? levelName(catalogue, value, speech) : format.number(value, 1);
  if (typeof value === 'object' && value !== null) return sayObject(value as Draft, speech);
  const text = String(value ?? '');
  if (path.startsWith('content.defects.checks')) return catalogue.checks.get(text)?.name[language] ?? text;
  if (path.startsWith('content.decoys')) return catalogue.decoys.get(text)?.name[language] ?? text;
  if (path === 'content.event') return eventWords(catalogue, text, speech);
  if (path === 'service' && catalogue.services.has(text)) return serviceOf(catalogue, text).name[language];
  const words = wordsOf[path.split('.').at(-1)!];
  return words?.values.includes(text) ? t(`${words.key}.${text}`) : text;
}

const wordsOf: Record<string, { key: string; values: readonly string[] }> = {
  decision: { key: 'desk.decision', values: ['proceed', 'return', 'reject', 'refer'] },
  message: { key: 'scenarios.message', values: ['offer', 'neutral', 'any'] },
  how: { key: 'scenarios.how', values: ['choose', 'difficulty'] },
  way: { key: 'scenarios.way', values: ['recipe', 'fixed'] },
  is: { key: 'scenarios.is', values: ['at-least', 'at-most', 'passes', 'fails'] },
  robot: { key: 'scenarios.robot', values: robots },
  scan: { key: 'scenarios.scan', values: ['clear', 'blurred', 'cropped', 'dark', 'upside-down'] },
};

const levelName = (catalogue: Catalogue, level: number, { language }: Speech): string =>
  catalogue.levels.some((each) => each.level === level) ? `${level} ${levelOf(catalogue, level).name[language]}` : String(level);

/** A claim or a ruling as one sentence; anything else field by field. */
function sayObject(value: Draft, speech: Speech): string {
  if (robots.some((each) => each === value.robot)) return claimWords(value as unknown as Scenario['claims'][number], speech);
  return Object.values(value)
    .map((each) => (typeof each === 'object' ? '' : String(each)))
    .filter(Boolean)
    .join(', ');
}
