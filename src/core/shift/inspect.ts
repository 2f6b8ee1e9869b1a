import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import { truthOf } from '../checks/truth.ts';
import { placeOf } from '../operators/log.ts';
import { type Draw, succeeds } from '../operators/responder.ts';
import { deskOf, type DecidedFile, type Note, trueStateOf } from './inspection.ts';

// Difficulties in logits of what the pack says nothing of.
const difficulty = { decision: 0.2, unfounded: 0, integrity: 0, levy: -0.8 };

/**
 * A synthetic operator looks over a file that a colleague has decided: each fault is seen with the chance of his ability, what is in order may be held against the colleague, and
 * whether the decision stands is said by what was noted. Who takes offers himself looks away from offers.
 */
export function inspect(catalogue: Catalogue, file: DecidedFile, draw: Draw): { notes: Note[]; stands: boolean } {
  const { permitCase } = file;
  const { faults } = trueStateOf(catalogue, file);
  const { classification, levy } = serviceOf(catalogue, permitCase.service);
  const notes: Note[] = [];
  const taken = new Set<string>();
  const whole = { class: classification?.difficulty ?? 0, levy: levy.kind === 'free' ? difficulty.levy : levy.difficulty };
  for (const fault of faults) {
    if (fault.kind === 'missed') {
      const [document, field, problem] = placeOf(fault.check, permitCase, taken);
      taken.add(`${document}.${field}/${problem}`);
      if (succeeds(draw, fault.check.competency, fault.check.difficulty)) notes.push({ kind: 'missed', document, field, problem });
    } else if (fault.kind === 'unfounded') {
      if (succeeds(draw, 'VER', fault.decoy?.difficulty ?? difficulty.unfounded)) notes.push({ kind: 'unfounded', finding: fault.finding.id });
    } else if (fault.kind === 'integrity') {
      if (!draw.random.chance(draw.responder.takes) && succeeds(draw, 'ITG', difficulty.integrity)) notes.push({ kind: 'integrity' });
    } else if (fault.kind !== 'decision' && succeeds(draw, 'KLS', whole[fault.kind])) notes.push({ kind: fault.kind });
  }
  const seen = notes.some(({ kind }) => kind === 'missed' || kind === 'unfounded');
  const pinned = new Set(deskOf(catalogue, file).findings.map((finding) => `${finding.document}.${finding.field}`));
  for (const decoy of truthOf(catalogue, permitCase).decoys) {
    const [place] = decoy.where;
    const field = place!.fields![0]!;
    if (!pinned.has(`${place!.document}.${field}`) && !succeeds(draw, 'VER', decoy.difficulty)) notes.push({ kind: 'missed', document: place!.document, field, problem: 'mismatch' });
  }
  const astray = notes.some(({ kind }) => kind === 'missed') && !seen;
  // A wrong decision is seen by whoever saw what it overlooks; a right one is doubted by whoever found what is not there.
  const doubted = faults.some(({ kind }) => kind === 'decision') ? seen && succeeds(draw, 'KEP', difficulty.decision) : astray && !succeeds(draw, 'KEP', difficulty.decision);
  if (doubted) notes.push({ kind: 'decision' });
  return { notes, stands: !notes.some(({ kind }) => kind === 'decision' || kind === 'integrity') };
}
