import type { Json } from '../../core/authoring/difference.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { Fields, Wrap } from './fields.ts';

const record = (value: Json | undefined): Draft => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Draft) : {});

/** A list of texts alone: each entry is its text. */
const bare: Wrap = { keep: (fields) => fields.text ?? { id: '', en: '' }, show: (kept): Draft => ({ text: kept }) };

/** Words of the citizen are kept as a text, those of anybody else with the speaker. */
const line: Wrap = {
  keep: ({ by, text }) => (by ? { by, text: text ?? { id: '', en: '' } } : (text ?? { id: '', en: '' })),
  show: (kept): Draft => ('text' in record(kept) || 'by' in record(kept) ? { by: record(kept).by ?? '', text: record(kept).text ?? {} } : { text: kept }),
};

/** A card for every variant is kept as the list of its phrases. */
const card: Wrap = {
  keep: ({ say, for: only }) => (only ? { say: say ?? [], for: only } : (say ?? [])),
  show: (kept): Draft => (Array.isArray(kept) ? { say: kept as Json[] } : record(kept)),
};

const said: Fields = { by: { is: 'pick', of: 'speakers' }, text: { is: 'text', rows: 2 } };

/** What belongs to the situation as a whole: its names, the questions, topics and phrases that can be said in it. */
export const aboutFields: Fields = {
  title: { is: 'text', needed: true },
  about: { is: 'text', rows: 2, needed: true },
  clause: { is: 'pick', of: 'clauses', needed: true },
  topics: {
    is: 'rows',
    needed: true,
    fields: {
      id: { is: 'line', needed: true },
      text: { is: 'text', rows: 2, needed: true },
      clause: { is: 'pick', of: 'clauses' },
      needs: { is: 'pick', of: 'facts' },
      wrong: { is: 'pick', of: 'topics' },
      lesson: { is: 'text', rows: 2 },
      match: { is: 'patterns' },
    },
  },
  asks: { is: 'rows', fields: { id: { is: 'line', needed: true }, text: { is: 'text', needed: true }, match: { is: 'patterns' } } },
  phrases: {
    is: 'rows',
    fields: {
      id: { is: 'line', needed: true },
      group: { is: 'pick', of: 'groups', needed: true },
      moves: { is: 'pieces', of: 'moves', needed: true },
      text: { is: 'rows', wrap: bare, needed: true, fields: { text: { is: 'text', rows: 2, needed: true } } },
      lesson: { is: 'text', rows: 2 },
    },
  },
};

/** One scene: what is said, the cards to choose from, and the ways on. */
export const sceneFields: Fields = {
  id: { is: 'line', needed: true },
  says: { is: 'part', fields: said, wrap: line },
  end: { is: 'pick', of: 'outcomes' },
  for: { is: 'ticks', of: 'variants' },
  task: { is: 'pick', of: 'tasks' },
  cards: { is: 'rows', wrap: card, fields: { say: { is: 'pieces', of: 'phrases', needed: true }, for: { is: 'ticks', of: 'variants' } } },
  go: {
    is: 'rows',
    ordered: true,
    fields: {
      to: { is: 'pick', of: 'scenes', needed: true },
      when: { is: 'pieces', of: 'moves' },
      knows: { is: 'ticks', of: 'facts' },
      told: { is: 'ticks', of: 'topics' },
      for: { is: 'ticks', of: 'variants' },
    },
  },
};

/** One variant: the citizen, what he knows, what he must be told, and how he speaks. */
export const variantFields: Fields = {
  id: { is: 'line', needed: true },
  title: { is: 'text', needed: true },
  channel: { is: 'pick', of: 'channels', needed: true },
  levels: { is: 'ticks', of: 'levels', numbers: true, needed: true },
  difficulty: { is: 'number', needed: true },
  setting: { is: 'text', rows: 2, needed: true },
  citizen: {
    is: 'part',
    needed: true,
    fields: {
      name: { is: 'line', needed: true },
      you: { is: 'text', needed: true },
      call: { is: 'text', needed: true },
      literacy: { is: 'pick', of: 'literacies', needed: true },
      mood: { is: 'number', needed: true },
      patience: { is: 'number', needed: true },
      device: { is: 'text', needed: true },
      papers: { is: 'rows', wrap: bare, needed: true, fields: { text: { is: 'text', needed: true } } },
      consents: { is: 'flag' },
    },
  },
  opening: { is: 'text', rows: 2, needed: true },
  facts: {
    is: 'map',
    needed: true,
    fields: {
      id: { is: 'pick', of: 'facts', needed: true },
      says: { is: 'text', rows: 2, needed: true },
      mood: { is: 'number' },
      after: { is: 'ticks', of: 'ownFacts' },
      evades: { is: 'text', rows: 2 },
    },
  },
  needs: { is: 'ticks', of: 'ownFacts', needed: true },
  volunteers: { is: 'ticks', of: 'ownFacts' },
  tells: { is: 'ticks', of: 'topics', needed: true },
  secret: { is: 'ticks', of: 'topics' },
  without: { is: 'ticks', of: 'steps' },
  misunderstands: { is: 'part', fields: { topic: { is: 'pick', of: 'topics', needed: true }, says: { is: 'text', rows: 2, needed: true } } },
  tempts: { is: 'part', fields: { flag: { is: 'pick', of: 'flags', needed: true }, scene: { is: 'pick', of: 'scenes', needed: true } } },
  lines: { is: 'map', wrap: line, fields: { id: { is: 'pick', of: 'scenes', needed: true }, ...said } },
  speakers: { is: 'map', wrap: bare, fields: { id: { is: 'line', needed: true }, text: { is: 'text', needed: true } } },
  application: {
    is: 'part',
    fields: {
      services: { is: 'pieces', of: 'services', needed: true },
      documents: { is: 'ticks', of: 'documents', needed: true },
      papers: { is: 'rows', needed: true, fields: { id: { is: 'line', needed: true }, name: { is: 'text', needed: true }, shows: { is: 'text', rows: 2, needed: true } } },
      form: {
        is: 'rows',
        needed: true,
        fields: {
          name: { is: 'text', needed: true },
          paper: { is: 'pick', of: 'papers', needed: true },
          fields: { is: 'map', needed: true, wrap: { keep: ({ value }) => value ?? '', show: (kept) => ({ value: kept }) }, fields: { id: { is: 'pick', of: 'formFields', needed: true }, value: { is: 'line', needed: true } } },
        },
      },
      unneeded: { is: 'ticks', of: 'ownFacts' },
    },
  },
};
