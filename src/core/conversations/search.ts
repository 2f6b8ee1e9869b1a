import type { Script } from './format.ts';
import { begin, step } from './engine.ts';
import type { State } from './state.ts';
import { rightTask } from './task.ts';
import { cardsOf, sceneOf, type Reply } from './reply.ts';
import { requiredSteps } from './required.ts';

/** The best conversation with cards that a search found, and the required steps that it does not earn. */
export interface BestPath {
  replies: Reply[];
  state: State;
  missing: string[];
}

/** So many unfinished conversations are kept after each reply: enough for every path of the pack, and the search stays short. */
const width = 40;

/**
 * Searches a conversation with cards that harms nobody, ends with the citizen helped and earns every required step. A beam search: after each reply those
 * go on that have earned most, one for each state, so the same script always gives the same path.
 */
export function fullMarksPath(script: Script): BestPath {
  const required = requiredSteps(script.variant);
  const missingOf = (state: State) => required.filter((id) => !state.earned.includes(id));
  let best: BestPath = { replies: [], state: begin(script), missing: required };
  let beam: { replies: Reply[]; state: State }[] = [{ replies: [], state: begin(script) }];
  while (beam.length > 0) {
    const next = new Map<string, { replies: Reply[]; state: State }>();
    for (const { replies, state } of beam) {
      const scene = sceneOf(script, state.scene);
      const cards = cardsOf(script, scene).map((_, card): Reply => ({ kind: 'card', card }));
      const task = scene.task && script.application ? rightTask(script, scene.task, state.parts) : null;
      for (const reply of task ? [task, ...cards] : cards) {
        const after = step(script, state, reply);
        const { harms, flags } = after.turns.at(-1)!;
        if (harms.length > 0 || flags.length > 0) continue;
        const path = { replies: [...replies, reply], state: after };
        if (after.over === 'helped') {
          const missing = missingOf(after);
          if (best.state.over !== 'helped' || missing.length < best.missing.length) best = { ...path, missing };
          if (missing.length === 0) return best;
        }
        if (after.over) continue;
        const key = [after.scene, [...after.earned].sort(), [...after.known].sort(), after.mood, after.visited.length].join('|');
        const rival = next.get(key);
        if (!rival || rival.state.patience < after.patience) next.set(key, path);
      }
    }
    beam = [...next.values()].toSorted((a, b) => b.state.earned.length - a.state.earned.length || b.state.visited.length - a.state.visited.length || b.state.patience - a.state.patience).slice(0, width);
  }
  return best;
}
