import type { Letters } from '../catalogue/content.ts';
import { recordedClauses } from '../catalogue/mark-clauses.ts';
import type { Letter } from '../desk/desk.ts';
import { writesLetter } from '../desk/way.ts';
import type { Critical } from './mark.ts';
import { matchFindings } from './match-findings.ts';
import { evidenceOf, type PartGrade, type Share, type Work } from './part.ts';
import { type LetterItem, letterItems, letterWeights, scoreLetter } from './scores.ts';

const difficulty = 0.1;

type Option = Letters['slots'][number]['options'][number];

function chosenOptions(letters: Letters, letter: Letter): Option[] {
  const chosen: Option[] = [];
  for (const { id, options } of letters.slots) {
    const option = options.find((each) => each.id === letter.slots[id]);
    if (option) chosen.push(option);
  }
  return chosen;
}

/** Items that a free note spoils: phrases that the pack forbids, and sentences too long to be plain. */
function spoiledBy(letters: Letters, note: string): Set<LetterItem> {
  const spoiled = new Set<LetterItem>();
  if (note === '') return spoiled;
  const lower = note.toLowerCase();
  for (const group of letters.phrases.groups)
    if ([...group.words.id, ...group.words.en].some((words) => lower.includes(words))) for (const item of group.breaks) spoiled.add(item);
  const longest = Math.max(0, ...note.split(/[.!?\n]+/).map((sentence) => sentence.trim().split(/\s+/).length));
  if (longest > letters.phrases.maxWordsPerSentence) spoiled.add('plain');
  return spoiled;
}

/**
 * The checklist of a letter (measurement design 2.6), judged by its structure: which findings it lists, which text modules were chosen, and
 * forbidden phrases in the free note. A module fits or not by the operator's own decision, so that a wrong decision is not punished twice.
 */
function letterItemsOf(work: Work, letter: Letter, options: readonly Option[]): Record<LetterItem, boolean> {
  const { catalogue, service, truth, desk } = work;
  const decision = desk.decision!.decision;
  const levy = service.levy.kind === 'free' ? 'free' : 'charged';
  const fits = (option: Option) =>
    (option.fits === 'all' || option.fits.includes(decision)) && (option.fitsLevy === 'any' || option.fitsLevy === levy);
  const spoiled = spoiledBy(catalogue.letters, letter.note);
  for (const option of options) for (const item of option.breaks) spoiled.add(item);
  const satisfied = (item: LetterItem) => !spoiled.has(item) && options.some((option) => fits(option) && option.satisfies.includes(item));
  const listed = new Set(letter.findings);
  // Matched anew: of two findings of one defect it is enough that the letter lists either.
  const { found, unfounded } = matchFindings(truth.failing, truth.decoys, desk.findings.filter((finding) => listed.has(finding.id)));
  return {
    addressee: true,
    decision: true,
    gaps: found.every(({ finding }) => finding !== null) && unfounded.length === 0,
    basis: letter.basis,
    deadline: satisfied('deadline'),
    fee: satisfied('fee'),
    plain: satisfied('plain'),
    neutral: !spoiled.has('neutral') && options.length === catalogue.letters.slots.length,
  };
}

/** Whether a letter is due: by the decision as it was taken and as it should have been, so that no wrong one asks for a letter that nobody would write. */
export const needsLetter = ({ catalogue, permitCase, truth, desk }: Work): boolean =>
  writesLetter(catalogue, permitCase, desk.decision?.decision) && writesLetter(catalogue, permitCase, truth.decision);

/** What the mark of an item is whatever the letter says. */
const itemMarks = letterItems.map((item) => ({ item, id: `COR/${item}`, expected: { key: `grading.letter.${item}` }, clause: recordedClauses[`COR/${item}`] }));
const met = { key: 'grading.letter.met' };
const unmet = { key: 'grading.letter.unmet' };

/** Correspondence: a share for each item, and a negative one where the cap of .5 bites. */
export function gradeLetter(work: Work): PartGrade {
  const { letter, decision } = work.desk;
  const evidence = evidenceOf(work.actions, 'write-letter');
  if (!letter || !decision)
    return {
      shares: [
        {
          id: 'COR/none',
          competency: 'KEP',
          points: 0,
          outOf: 1,
          expected: { key: 'grading.expected.letter' },
          done: { key: 'grading.noLetter' },
          clause: recordedClauses['COR/none'],
          where: null,
          evidence: [],
        },
      ],
      observations: [{ competency: 'KEP', opportunity: 'letter', difficulty, score: 0 }],
      critical: [],
    };
  const options = chosenOptions(work.catalogue.letters, letter);
  const items = letterItemsOf(work, letter, options);
  const result = scoreLetter(items);
  const shares: Share[] = itemMarks.map(({ item, id, expected, clause }) => ({
    id,
    competency: 'KEP',
    points: items[item] ? letterWeights[item] / result.outOf : 0,
    outOf: letterWeights[item] / result.outOf,
    expected,
    done: items[item] ? met : unmet,
    clause,
    where: null,
    evidence,
  }));
  if (result.capped)
    shares.push({
      id: 'COR/cap',
      competency: 'KEP',
      points: result.score - result.got / result.outOf,
      outOf: 0,
      expected: { key: 'grading.expected.noCap' },
      done: { key: 'grading.letterCap' },
      clause: recordedClauses['COR/cap'],
      where: null,
      evidence,
    });
  const critical: Critical[] = options.flatMap((option) =>
    option.critical ? [{ code: option.critical, phrase: { key: `grading.critical.${option.critical}` }, evidence }] : [],
  );
  return { shares, observations: [{ competency: 'KEP', opportunity: 'letter', difficulty, score: result.score }], critical };
}
