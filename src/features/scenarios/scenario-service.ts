import { randomBytes } from 'node:crypto';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { RobotReport } from '../../core/scenarios/play.ts';
import { type Scenario, scenario } from '../../core/scenarios/scenario.ts';
import { nearDuplicates } from '../../core/scenarios/similar.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { WorkService } from '../authoring/work-service.ts';
import type { Work } from '../authoring/work-store.ts';
import { emptyFixed } from './fixed-input.ts';
import { emptyRecipe } from './scenario-input.ts';

interface Parts {
  catalogue: Catalogue;
  works: WorkService;
}

/** So many codes are tried before a name is given up. */
const tries = 10_000;

/** The codes of scenarios of a service at a level, in their order. */
function* codesOf(service: string, level: number): Generator<string> {
  for (let number = 1; number <= tries; number++) yield `${service.toLowerCase()}-${level}-${number}`;
}

/** Scenarios as works of the bank: beginning one, and what stands beside it there. */
export class ScenarioService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Adds a scenario to write and gives its id. InvalidInputError for a service that the level has not. */
  async begin(person: { id: number }, way: 'recipe' | 'fixed', level: number, service: string): Promise<number> {
    const { catalogue, works } = this.parts;
    if (!catalogue.levels.find((each) => each.level === level)?.services.includes(service)) throw new InvalidInputError({ for: { key: 'scenarios.problem.for' } });
    return works.createNext(person, 'scenario', codesOf(service, level), (code) =>
      way === 'fixed' ? emptyFixed(catalogue, code, level, service, randomBytes(8).toString('hex')) : emptyRecipe(catalogue, code, level, service),
    );
  }

  /** The scenario of a draft, or null while it does not fit the schema. */
  read(draft: Draft): Scenario | null {
    const parsed = scenario.safeParse(draft);
    return parsed.success ? parsed.data : null;
  }

  /** The scenario of a draft as far as it can be played, or null: its texts and claims may still be missing or wrong. */
  playable(draft: Draft): Scenario | null {
    const written = (value: unknown) => scenario.shape.title.safeParse(value).success || scenario.shape.goal.safeParse(value).success;
    const stand = { id: '-', en: '-' };
    const document = this.read({ ...draft, title: written(draft.title) ? draft.title! : stand, goal: written(draft.goal) ? draft.goal! : stand });
    return document && this.parts.works.kind('scenario').lint(document).every(({ path }) => path.startsWith('claims')) ? document : null;
  }

  /** What the robots showed when the draft, as it is now, was submitted; null when it was changed since, or the content was. */
  async triedReport(work: Work): Promise<RobotReport | null> {
    const [newest] = await this.parts.works.versions(work);
    const evidence = newest?.revision === work.draft.revision ? newest.evidence : null;
    return evidence?.contentVersion === this.parts.catalogue.version ? (evidence.findings as unknown as RobotReport) : null;
  }

  /** Scenarios of the bank, retired ones apart, that ask nearly the same as this one, with their work. */
  async duplicates(document: Scenario): Promise<{ work: Work; likeness: number }[]> {
    const bank = (await this.parts.works.all('scenario')).filter(({ state }) => state !== 'retired');
    const byCode = new Map(bank.map((work) => [work.code, work]));
    const read = bank.flatMap((work) => {
      const other = this.read(work.draft.document);
      return other ? [{ ...other, code: work.code }] : [];
    });
    return nearDuplicates(document, read).map(({ code, likeness }) => ({ work: byCode.get(code)!, likeness }));
  }

  /** The scenario of this code as it is in use, or its draft; null when there is none. */
  async export(code: string, draft: boolean): Promise<Draft | null> {
    const { works } = this.parts;
    const work = await works.byCode('scenario', code);
    if (!work || draft) return work?.draft.document ?? null;
    return (await works.versions(work)).find(({ number }) => number === work.standing.live)?.document ?? null;
  }

  /** Takes a file into the bank as the draft of its code, whether that is there yet or not. Gives what became of it. */
  async take(person: { id: number }, document: Scenario): Promise<{ id: number; kind: 'created' | 'changed' | 'same' }> {
    const { works } = this.parts;
    const draft = JSON.parse(JSON.stringify(document)) as Draft;
    const known = await works.byCode('scenario', document.code);
    if (!known) return { id: await works.create(person, 'scenario', document.code, draft), kind: 'created' };
    const saved = await works.save(person, known, known.draft.revision, draft);
    if (saved.kind === 'conflict') throw new InvalidInputError({ code: { key: 'scenarios.problem.changed' } });
    return { id: known.id, kind: saved.revision === known.draft.revision ? 'same' : 'changed' };
  }
}
