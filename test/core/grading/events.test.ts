import { expect } from 'chai';
import type { IntegrityAct } from '../../../src/core/catalogue/content.ts';
import type { PermitCase } from '../../../src/core/cases/dossier.ts';
import { generateCase } from '../../../src/core/cases/generate.ts';
import { type Action, actionList } from '../../../src/core/desk/action.ts';
import { refusal } from '../../../src/core/desk/refusal.ts';
import { gradeCase } from '../../../src/core/grading/grade.ts';
import { grade } from '../../../src/core/grading/graders.ts';
import { nearMisses } from '../../../src/core/grading/near-miss.ts';
import { operate } from '../../../src/core/operators/operate.ts';
import type { Archetype } from '../../../src/core/operators/profile.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const events = [...catalogue.events.values()];
const startAt = '2015-05-28T01:00:00.000Z';
// The whole examination takes a thousand: EVENT_SEEDS=1000.
const seeds = Number(process.env['EVENT_SEEDS'] ?? 40);

const caseWith = (event: string | undefined, { level = catalogue.events.get(event ?? '')?.levels[0] ?? 1, seed = 'a', breaks, message = 'neutral' }: { level?: number; seed?: string; breaks?: string[]; message?: 'offer' | 'neutral' } = {}): PermitCase =>
  generateCase(catalogue, { service: 'TRYK', level, seed, message, ...(breaks && { breaks }), ...(event && { event }) });

const play = (permitCase: PermitCase, archetype: Archetype = 'expert', recipe?: Parameters<typeof operate>[2]['recipe']): Action[] =>
  operate(catalogue, permitCase, { archetype, random: randomFrom('events', archetype), startAt, ...(recipe && { recipe }) });

const acts = (...list: IntegrityAct[]): Action[] => list.map((act, at) => ({ type: 'integrity', act, id: `act-000${at}`, at: startAt }));
const report: Action = { type: 'report-gratification', note: '', id: 'report-01', at: startAt };
const declare: Action = { type: 'declare-conflict', relation: 'family', id: 'declare-1', at: startAt };
/** The work of somebody who does all right, but who records this about what came in instead. */
const reacting = (permitCase: PermitCase, ...reaction: Action[]): Action[] => {
  const rest = play(permitCase).filter(({ type }) => type !== 'integrity' && type !== 'report-gratification' && type !== 'declare-conflict');
  return [...rest.slice(0, -1), ...reaction, rest[rest.length - 1]!];
};
const itg = (permitCase: PermitCase, actions: readonly Action[]) => gradeCase(catalogue, permitCase, actions).marks.filter(({ part }) => part === 'ITG');
const shareOf = (permitCase: PermitCase, actions: readonly Action[]): number => {
  const marks = itg(permitCase, actions);
  return marks.reduce((sum, { points }) => sum + points, 0) / marks.reduce((sum, { outOf }) => sum + outOf, 0);
};
const markOf = (permitCase: PermitCase, actions: readonly Action[], id: string) => itg(permitCase, actions).find((mark) => mark.id === id);

describe('events: what comes in beside a file', () => {
  it('plays the ten dilemmas, and brings each level both what tries and what is harmless', () => {
    expect([...new Set(events.flatMap(({ dilemma }) => dilemma ?? []))].sort().join('')).to.equal('abcdefghij');
    for (const { level } of catalogue.levels)
      for (const kind of ['pressure', 'neutral']) expect(events.filter((event) => event.kind === kind && event.levels.includes(level)), `${level} ${kind}`).to.have.length.at.least(2);
  });

  it('leaves the file as it is, byte for byte', () => {
    let came = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const recipe = { service: 'RKLI', level: (seed % 5) + 1, seed: `beside-${seed}` };
      const { event, ...file } = generateCase(catalogue, { ...recipe, event: 'level' });
      expect(JSON.stringify(file)).to.equal(JSON.stringify(generateCase(catalogue, recipe)));
      if (event) came += 1;
    }
    expect(came / seeds).to.be.within(0.25, 0.75);
  });

  it('draws only what comes with files of the level', () => {
    for (let seed = 0; seed < seeds; seed++) {
      const level = (seed % 5) + 1;
      const { event } = generateCase(catalogue, { service: 'IUJK', level, seed: `level-${seed}`, event: 'level' });
      if (event) expect(catalogue.events.get(event.script)!.levels).to.include(level);
    }
  });

  it('refuses an event that there is not', () => expect(() => caseWith('no-such')).to.throw(RangeError, 'unknown event "no-such"'));
});

describe('events: grade', () => {
  for (const { id, kind, stage } of events)
    if (!stage)
      it(`${id}: the right reaction is worth all of it, ${kind === 'pressure' ? 'giving in is a critical error' : 'being wary of it is none'}`, () => {
        const permitCase = caseWith(id);
        const right = gradeCase(catalogue, permitCase, play(permitCase));
        expect(right.critical).to.deep.equal([]);
        expect(shareOf(permitCase, play(permitCase))).to.be.closeTo(1, 1e-9);
        const given = gradeCase(catalogue, permitCase, play(permitCase, 'corrupt'));
        if (kind === 'pressure') expect(given.critical.map(({ code }) => code)).to.include(catalogue.events.get(id)!.critical);
        const wary = reacting(permitCase, ...acts('refuse', 'hand-over'), report, declare);
        if (kind === 'neutral') expect(gradeCase(catalogue, permitCase, wary)).to.deep.include({ critical: [] });
        if (kind === 'neutral') expect(shareOf(permitCase, wary)).to.be.below(0.3);
      });

  it('counts half for a step out of its order', () => {
    const permitCase = caseWith('cigarette-transfer');
    const ordered = reacting(permitCase, ...acts('refuse', 'channel', 'evidence'), report);
    const turned = reacting(permitCase, ...acts('evidence', 'channel', 'refuse'), report);
    expect(shareOf(permitCase, ordered)).to.be.closeTo(1, 1e-9);
    // Of refuse, channel, evidence, bargain and serve, the first comes last: what should have followed it is worth half.
    expect(shareOf(permitCase, turned)).to.be.closeTo(1 - 0.5 * (2 * 0.5 / 5), 1e-9);
    expect(markOf(permitCase, turned, 'ITG/channel')!.done.key).to.equal('events.done.order');
  });

  it('gives nothing of it to whoever does nothing', () => {
    const permitCase = caseWith('cigarette-transfer');
    const marks = itg(permitCase, reacting(permitCase));
    expect(marks.filter(({ id, points }) => id !== 'ITG/reply' && points > 0)).to.deep.equal([]);
  });

  it('takes a quarter for each act that is never right, on any file, and not more than was earned', () => {
    const plain = caseWith(undefined);
    expect(shareOf(plain, reacting(plain, ...acts('delete')))).to.be.closeTo(0.75, 1e-9);
    expect(shareOf(plain, reacting(plain, ...acts('delete', 'delay', 'first', 'warn', 'bargain')))).to.be.closeTo(0, 1e-9);
    expect(markOf(plain, reacting(plain, ...acts('delete')), 'ITG/harm/delete')).to.deep.include({ outOf: 0, evidence: ['act-0000'] });
  });

  it('sees a declaration without an interest, and lets a cousin be declared', () => {
    const plain = caseWith(undefined);
    expect(markOf(plain, reacting(plain, declare), 'ITG/harm/declare')).to.not.equal(undefined);
    const cousin = caseWith('cousin');
    const stayed = gradeCase(catalogue, cousin, reacting(cousin, ...acts('refuse')));
    expect(stayed.critical.map(({ code }) => code)).to.deep.equal(['CE6']);
    expect(gradeCase(catalogue, cousin, reacting(cousin, declare)).critical).to.deep.equal([]);
  });

  it('sees a file in order sent back after the offer was refused', () => {
    const permitCase = caseWith('courier-envelope', { breaks: [] });
    const punished = reacting(permitCase, ...acts('refuse', 'channel', 'evidence'), report).map((action): Action => (action.type === 'decide' ? { ...action, decision: 'return', reasons: [] } : action));
    expect(markOf(permitCase, punished, 'ITG/serve')).to.deep.include({ points: 0, done: { key: 'events.done.unfair' } });
  });

  it('lets an act be taken back before the file is sent, as a near miss; what is deleted stays so', () => {
    const permitCase = caseWith('courier-envelope');
    const undone: Action = { type: 'withdraw-integrity', act: 'act-0000', id: 'undone-1', at: startAt };
    const actions = reacting(permitCase, ...acts('comply'), undone);
    expect(gradeCase(catalogue, permitCase, actions).critical).to.deep.equal([]);
    expect(nearMisses(catalogue, permitCase, actions).map(({ code }) => code)).to.deep.equal(['CE1']);
    const open = (...reaction: Action[]) => refusal(catalogue, permitCase, reaction, { type: 'withdraw-integrity', act: 'act-0000', id: 'undone-1' })?.key ?? null;
    expect([open(...acts('refuse')), open(...acts('delete')), open()]).to.deep.equal([null, 'desk.refused.actGone', 'desk.refused.actUnknown']);
    expect(refusal(catalogue, permitCase, acts('refuse'), { type: 'integrity', act: 'refuse', id: 'again-01' })?.key).to.equal('desk.refused.actAgain');
  });

  it('counts one report for the message and for what came in', () => {
    const both = caseWith('courier-envelope', { message: 'offer' });
    expect(shareOf(both, play(both))).to.be.closeTo(1, 1e-9);
    const neither = caseWith('fee-question', { message: 'neutral' });
    expect(markOf(neither, reacting(neither, ...acts('channel'), report), 'ITG/report')!.points).to.equal(0);
  });

  it('grades what comes after the decision only where the file got so far', () => {
    const recipe = { service: 'TRYK', level: 5, seed: 'late', breaks: [], later: {}, event: 'parcel-after-issue', message: 'neutral' as const };
    const permitCase = generateCase(catalogue, { ...recipe, later: { recommendation: [], payment: [], permit: [], dispatch: [] } });
    const whole = play(permitCase, 'expert', { ...recipe, later: { recommendation: [], payment: [], permit: [], dispatch: [] } });
    expect(whole.some((action) => action.type === 'arrive' && action.stage === 'dispatch')).to.equal(true);
    expect(shareOf(permitCase, whole)).to.be.closeTo(1, 1e-9);
    expect(itg(permitCase, whole).some(({ id }) => id.endsWith('ITG/return-item'))).to.equal(true);
    expect(itg(permitCase, play(permitCase)).map(({ id }) => id)).to.deep.equal(['ITG/reply', 'ITG/report']);
  });

  it('counts no report after thirty working days', () => {
    const recipe = { service: 'TRYK', level: 5, seed: 'late', breaks: [], event: 'weekly-share', message: 'neutral' as const };
    const permitCase = generateCase(catalogue, recipe);
    const actions = play(permitCase, 'expert', { ...recipe, later: { recommendation: [], payment: [], permit: [], dispatch: [] } });
    const at = actions.findIndex(({ type }) => type === 'arrive');
    const [reported] = actions.splice(actions.findIndex(({ type }) => type === 'report-gratification'), 1);
    const moved = (today: string) => [...actions.slice(0, at).map((each) => (each.type === 'arrive' ? { ...each, today } : each)), reported!, ...actions.slice(at)];
    const far = new Date(Date.parse(permitCase.today) + 60 * 86_400_000).toISOString().slice(0, 10);
    expect(markOf(permitCase, moved(far), 'ITG/report') ?? itg(permitCase, moved(far)).find(({ id }) => id.endsWith('ITG/report'))).to.deep.include({ points: 0, done: { key: 'events.done.late' } });
  });

  it('knows nothing of it by the rules before', () => {
    const permitCase = caseWith('courier-envelope');
    const { event: _, ...before } = permitCase;
    const actions = play(permitCase, 'corrupt');
    const old = grade(catalogue, permitCase, actions, '2015.1');
    expect(old).to.deep.equal({ ...grade(catalogue, before, actions.filter(({ type }) => type !== 'integrity'), '2015.2'), version: '2015.1' });
  });

  it('lets nobody who takes what is offered off, whatever else he does', () => {
    for (let seed = 0; seed < seeds; seed++) {
      const permitCase = generateCase(catalogue, { service: 'RKLI', level: (seed % 5) + 1, seed: `corrupt-${seed}`, event: 'level', message: 'neutral' });
      const script = catalogue.events.get(permitCase.event?.script ?? '');
      if (script?.kind === 'pressure' && !script.stage) expect(gradeCase(catalogue, permitCase, play(permitCase, 'corrupt')).critical, script.id).to.not.deep.equal([]);
    }
  });

  it('reads its actions from a file', () => {
    const list = [...acts('refuse'), declare, { type: 'withdraw-integrity', act: 'act-0000', id: 'undone-1', at: startAt }];
    expect(actionList.parse(list)).to.deep.equal(list);
    expect(actionList.safeParse([{ ...list[0], act: 'flee' }]).success).to.equal(false);
  });
});
