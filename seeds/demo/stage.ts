import type { Command } from '../../src/core/desk/action.ts';
import { talkActions } from '../../src/core/operators/converse.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { type Archetype, profiles } from '../../src/core/operators/profile.ts';
import { plainResponder } from '../../src/core/operators/responders.ts';
import type { Random } from '../../src/core/shared/random.ts';
import type { Services } from '../../src/services.ts';
import type { Timeline } from './timeline.ts';

export const dayMs = 24 * 60 * 60 * 1000;

/** Services that live in the past: their clock is where the programme stands. */
export interface Stage {
  services: Services;
  at: Timeline;
}

export type Person = { id: number };

/** Plays a case of practice, several actions at the moment of the last of them: nobody replays a practice step by step, and a save for each takes twice as long. */
export async function playQuickly({ services, at }: Stage, person: Person, sittingId: number, as: Archetype, random: Random): Promise<void> {
  const { permitCase, recipe } = await services.sittings.getCase(person, sittingId, 1);
  const play = { archetype: as, random, startAt: at.now.toISOString(), prefix: 'case-1', recipe };
  const actions = operate(services.catalogue, permitCase, play).flatMap((action) => (action.type === 'arrive' ? [] : [action]));
  // The first alone, because the work begins with it; what is sent alone, because the next arrives upon it.
  let waiting: Command[] = [];
  for (const [n, { at: moment, ...command }] of actions.entries()) {
    waiting.push(command);
    const next = actions[n + 1];
    if (n > 0 && next && next.type !== 'submit' && command.type !== 'send' && waiting.length < 8) continue;
    await at.reach(new Date(moment));
    const answer = await services.sittings.save(person, sittingId, 1, waiting);
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
    waiting = [];
  }
}

/** Plays the case at a position of a sitting, action by action, each at its own moment. Who is tempted takes what an applicant offers; out: he did. */
export async function playCase({ services, at }: Stage, person: Person, sittingId: number, position: number, as: Archetype, random: Random, tempted = false): Promise<boolean> {
  let slipped = false;
  const { permitCase, recipe } = await services.sittings.getCase(person, sittingId, position);
  const play = { archetype: as, random, startAt: at.now.toISOString(), prefix: `case-${position}`, recipe };
  for (const { at: moment, ...command } of operate(services.catalogue, permitCase, play)) {
    await at.reach(new Date(moment));
    // What arrives between the stages is made by the server itself.
    if (command.type === 'arrive') continue;
    const script = permitCase.conversations.find(({ id }) => id === 'message')?.script;
    const taking = script && services.catalogue.messages.get(script)?.replies.find(({ critical }) => critical === 'CE1');
    const slip = tempted && taking && command.type === 'reply' && command.conversation === 'message';
    const answer = await services.sittings.save(person, sittingId, position, [slip ? { ...command, reply: taking.id } : command]);
    if (slip) slipped = true;
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
  }
  return slipped;
}

/** Holds the conversation of a guidance case, reply by reply; who knows more of the rules leads citizens better. */
export async function playTalk({ services, at }: Stage, person: Person, sittingId: number, position: number, as: Archetype, random: Random): Promise<void> {
  const { talk } = await services.sittings.getTalk(person, sittingId, position);
  const responder = plainResponder(6 * profiles[as].knows - 2, 0);
  for (const { at: moment, ...command } of talkActions(talk.script, responder, { random, startAt: at.now.toISOString(), prefix: `talk-${position}`, before: 0 })) {
    await at.reach(new Date(moment));
    const answer = await services.sittings.save(person, sittingId, position, [command as Command]);
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
  }
}
