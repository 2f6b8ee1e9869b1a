import { expect } from 'chai';
import type { PermitCase, Recipe } from '../../src/core/cases/dossier.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import type { Action, ActionOf } from '../../src/core/desk/action.ts';
import { gradeCase } from '../../src/core/grading/grade.ts';
import { nearMisses } from '../../src/core/grading/near-miss.ts';
import { normal, respond } from '../../src/core/operators/responder.ts';
import { plainResponder } from '../../src/core/operators/responders.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { content } from '../support/content.ts';

const measuring = process.env['NODE_V8_COVERAGE'] !== undefined;
// The whole examination is 10,000 clean logs, and as many seeded ones: CRITICALS=10000.
const logs = measuring ? 40 : Number(process.env['CRITICALS'] ?? 150);

const services = ['SIUP', 'TDP', 'KPS', 'RKLI'];
const codes = ['CE1', 'CE2', 'CE3', 'CE4', 'CE5', 'CE6'] as const;
type Code = (typeof codes)[number];

interface Played {
  recipe: Recipe;
  permitCase: PermitCase;
  actions: Action[];
  random: Random;
}

/** What may not be let through, as the pack says it of the checks that were broken; the grader's own truth is not asked. */
const mustStop = ({ breaks = [] }: Recipe): boolean =>
  breaks.some((id) => {
    const { consequence, target, weight } = content().checks.get(id)!;
    return consequence === 'reject' || (consequence === 'return' && weight === 3) || (consequence === 'refer' && (target === 'other-authority' || target === 'supervisor'));
  });

const checksOf = (service: string) => content().services.get(service)!.checks;

/** A log of an operator of any ability; what he does wrong is never critical, unless he lets through what must be stopped. */
function play(seed: string, change: { breaks?: string[]; conversation?: PermitCase['conversations'][number] } = {}): Played {
  const random = randomFrom(seed, 'critical');
  const service = change.breaks ? services.find((code) => checksOf(code).includes(change.breaks![0]!))! : random.pick(services);
  const recipe: Recipe = { service, level: 1, seed, breaks: change.breaks ?? (random.chance(0.3) ? [] : [random.pick(checksOf(service))]) };
  const made = generateCase(content(), recipe);
  const { conversation } = change;
  const permitCase = conversation ? { ...made, conversations: made.conversations.map((each) => (each.id === conversation.id ? conversation : each)) } : made;
  const actions = respond(content(), recipe, permitCase, plainResponder(1 + normal(random), 0.5), { random, startAt: '2015-06-01T01:00:00.000Z', prefix: 'step-clean', before: 0 });
  return { recipe, permitCase, actions, random };
}

const decisionOf = (actions: readonly Action[]) => (actions.findLast(({ type }) => type === 'decide') as ActionOf<'decide'>).decision;
const found = ({ permitCase, actions }: Pick<Played, 'permitCase' | 'actions'>): string[] => gradeCase(content(), permitCase, actions).critical.map(({ code }) => code);

/** The same log with one step added before the last step of its type, so that it is undone, or after it, so that it stands. */
function inserted(actions: readonly Action[], action: Action, undone: boolean): Action[] {
  const same = (each: Action) => each.type === action.type && (each.type !== 'reply' || each.conversation === (action as ActionOf<'reply'>).conversation);
  const at = actions.findLastIndex(same);
  return at < 0 ? [...actions.slice(0, -1), action, actions[actions.length - 1]!] : actions.toSpliced(undone ? at : at + 1, 0, { ...action, at: actions[at]!.at });
}

/** Every critical reply of every script, and every critical module of the letter. */
const replies = [...content().guides.values()].map((script) => ['guide', script] as const).concat([...content().messages.values()].map((script) => ['message', script] as never))
  .flatMap(([id, script]) => script.replies.flatMap((reply) => (reply.critical ? [{ code: reply.critical as Code, id: id as 'guide' | 'message', script, reply: reply.id }] : []))); // prettier-ignore
const modules = content().letters.slots.flatMap((slot) => slot.options.flatMap((option) => (option.critical ? [{ code: option.critical as Code, slot: slot.id, option: option.id }] : [])));
const stopping = [...new Set(services.flatMap(checksOf))].filter((id) => mustStop({ breaks: [id] } as Recipe));

const at = '2015-06-01T01:00:00.000Z';

/** A log in which exactly one critical error of this code is made, and whether it is undone before the case is sent. */
function seeded(code: Code, seed: string, undone: boolean): Played {
  const random = randomFrom(seed, 'seeded');
  if (code === 'CE2') {
    const played = play(seed, { breaks: [random.pick(stopping)] });
    return { ...played, actions: inserted(played.actions, { id: 'step-wrong', type: 'decide', decision: 'proceed', reasons: [], at }, undone) };
  }
  const letter = code === 'CE4' && random.chance(0.3) ? random.pick(modules) : null;
  if (letter) {
    const played = play(seed);
    const written = played.actions.findLast((each) => each.type === 'write-letter') as ActionOf<'write-letter'>;
    return { ...played, actions: inserted(played.actions, { ...written, id: 'step-wrong', slots: { ...written.slots, [letter.slot]: letter.option } }, undone) };
  }
  const { id, script, reply } = random.pick(replies.filter((each) => each.code === code));
  const played = play(seed, { conversation: { id, script: script.id, variant: 0, replies: script.replies.map((each) => each.id) } });
  return { ...played, actions: inserted(played.actions, { id: 'step-wrong', type: 'reply', conversation: id, reply, at }, undone) };
}

/** Whether he lets through by mistake what must be stopped, which the seeds of this examination do not count as clean. */
const lapsed = ({ recipe, actions }: Played): boolean => mustStop(recipe) && decisionOf(actions) === 'proceed';

describe('critical errors', function () {
  this.timeout(3_600_000);

  it('of every kind that is seeded in a log are caught, every one', () => {
    const missed: string[] = [];
    for (let run = 0; run < logs; run++) {
      const code = codes[run % codes.length]!;
      const played = seeded(code, `seeded-${run}`, false);
      if (!found(played).includes(code)) missed.push(`${code} seeded-${run} ${played.recipe.service} ${played.recipe.breaks?.join()}`);
    }
    console.log(`      ${logs} seeded, ${missed.length} missed`);
    expect(missed).to.deep.equal([]);
  });

  it('every critical reply of every script, and every module of a letter, is one', () => {
    expect(new Set([...replies, ...modules].map(({ code }) => code))).to.deep.equal(new Set(codes.filter((code) => code !== 'CE2')));
    expect(stopping.length).to.be.above(5);
  });

  it('are not seen in logs without one, nor where they were undone before the case was sent, which is a near miss', () => {
    let alarms = 0;
    let clean = 0;
    let near = 0;
    for (let run = 0; clean < logs; run++) {
      const undone = run % 3 === 0;
      const code = codes[(run / 3) % codes.length | 0]!;
      const played = undone ? seeded(code, `clean-${run}`, true) : play(`clean-${run}`);
      // What stands is judged by the last step of each kind; a lapse of his own is no clean log.
      if (lapsed(played)) continue;
      clean += 1;
      if (found(played).length > 0) alarms += 1;
      if (undone) {
        near += 1;
        expect(nearMisses(content(), played.permitCase, played.actions).map((each) => each.code), `${code} clean-${run}`).to.include(code);
      } else if (!mustStop(played.recipe)) expect(nearMisses(content(), played.permitCase, played.actions)).to.deep.equal([]);
    }
    console.log(`      ${clean} clean, of them ${near} with an error that was undone: ${alarms} false alarms`);
    expect(alarms).to.be.at.most(clean / 1000);
  });
});
