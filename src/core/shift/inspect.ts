import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { truthOf } from '../checks/truth.ts';
import { desk } from '../desk/desk.ts';
import { matchFindings } from '../grading/match-findings.ts';
import { type Draw, respond, succeeds } from '../operators/responder.ts';
import { deskOf, type DecidedFile, type Note, trueStateOf } from './inspection.ts';

/**
 * A synthetic operator looks over a file that a colleague has decided: he works on it himself, as well as his ability goes, and holds against the colleague what differs. A finding that he
 * did not come to is looked at again before it is called without ground. Whether the decision stands is said by what was noted.
 */
export function inspect(catalogue: Catalogue, file: DecidedFile, draw: Draw): { notes: Note[]; stands: boolean } {
  const { permitCase } = file;
  const { failing, decoys } = truthOf(catalogue, permitCase);
  const recipe = { service: permitCase.service, level: permitCase.level, seed: 'inspection' };
  const own = desk(catalogue, permitCase, respond(catalogue, recipe, permitCase, draw.responder, { random: draw.random, startAt: `${permitCase.today}T06:00:00.000Z`, prefix: 'inspector', before: 0 }));
  const theirs = deskOf(catalogue, file);
  const [mine, colleague] = [matchFindings(failing, decoys, own.findings), matchFindings(failing, decoys, theirs.findings)];
  const placeOf = ({ document, field }: { document: string; field: string }) => `${document}.${field}`;
  const fallen = new Set(mine.unfounded.map(({ finding }) => placeOf(finding)));
  const pointed = new Set(colleague.unfounded.map(({ finding }) => placeOf(finding)));
  const notes: Note[] = [];
  const missed = ({ document, field, problem }: (typeof own.findings)[number]): void => void notes.push({ kind: 'missed', document, field, problem });
  failing.forEach((check, at) => {
    const [seen, found] = [mine.found[at]!.finding, colleague.found[at]!.finding];
    if (seen && !found) missed(seen);
    if (found && !seen && !succeeds(draw, check.competency, check.difficulty)) notes.push({ kind: 'unfounded', finding: found.id });
  });
  for (const { finding } of mine.unfounded) if (!pointed.has(placeOf(finding))) missed(finding);
  for (const { finding } of colleague.unfounded) if (!fallen.has(placeOf(finding))) notes.push({ kind: 'unfounded', finding: finding.id });
  if (own.class !== theirs.class) notes.push({ kind: 'class' });
  if (own.levy !== theirs.levy) notes.push({ kind: 'levy' });
  if (own.decision?.decision !== theirs.decision?.decision) notes.push({ kind: 'decision' });
  const offer = permitCase.conversations.find(({ id }) => id === 'message');
  const difficulty = offer ? known(catalogue.messages, offer.script, 'message script').difficulty : 0;
  const broken = trueStateOf(catalogue, file).faults.some(({ kind }) => kind === 'integrity');
  if (broken && succeeds(draw, 'ITG', difficulty)) notes.push({ kind: 'integrity' });
  return { notes, stands: !notes.some(({ kind }) => kind === 'decision' || kind === 'integrity') };
}
