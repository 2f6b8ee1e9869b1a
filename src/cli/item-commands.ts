import type { Command } from 'commander';
import { analyseResponses, type Analysis, type ItemAnalysis } from '../core/analysis/analyse.ts';
import type { Flag } from '../core/analysis/flags.ts';
import { rounded } from '../core/analysis/numbers.ts';
import { answer, json } from './answer.ts';
import { progressBar } from './progress.ts';
import { parseResponses, readResponses, type ResponseOptions } from './responses-file.ts';

/** The commands about items, which are told everything by a file. */
export function addItemCommands(program: Command): void {
  program
    .command('items')
    .description('statistics of questions and checks')
    .command('analyse')
    .description('p, point-biserial, alpha, SEM and Rasch difficulties of a table of points')
    .requiredOption('--responses <file>', 'CSV: first row the names of the items, one row a person, 0/1 or points, empty for a missing answer; - for standard input')
    .option('--ignore <columns>', 'columns that are no items, separated by commas')
    .option('--group <column>', 'compare two groups (DIF) by this column, with --focal')
    .option('--focal <value>', 'what stands in that column for the group that is compared with all others')
    .option(...json)
    .action((options: ResponseOptions & { responses: string; json?: boolean }) => answer(analyseCommand(readResponses(options.responses), options, progressBar(process.stderr, 'items analyse')), options));
}

/** `tangga items analyse`: figures rounded to six decimals, null where there is none. In: the text of the file. */
export function analyseCommand(text: string, options: ResponseOptions, onProgress?: (share: number) => void): object {
  return said(analyseResponses(parseResponses(text, options), onProgress));
}

function said({ persons, test, rasch, items, provisional, flags }: Analysis): object {
  return {
    persons,
    complete: test.complete,
    mean: rounded(test.mean),
    sd: rounded(test.sd),
    alpha: rounded(test.alpha),
    sem: rounded(test.sem),
    provisional,
    flags: flags.map(saidFlag),
    rasch: rasch && { ...rasch, sigma: rounded(rasch.sigma), logLikelihood: rounded(rasch.logLikelihood) },
    items: items.map(saidItem),
  };
}

function saidItem({ item, max, n, missing, p, r, d, uncalibrated, difficulty, se, fit, dif, provisional, flags }: ItemAnalysis): object {
  return {
    item,
    max,
    n,
    missing,
    p: rounded(p),
    pointBiserial: rounded(r),
    discrimination: rounded(d),
    difficulty: rounded(difficulty),
    se: rounded(se),
    ...(uncalibrated && { uncalibrated }),
    infit: rounded(fit?.infit),
    infitT: rounded(fit?.infitT),
    outfit: rounded(fit?.outfit),
    outfitT: rounded(fit?.outfitT),
    ...(dif && { dif: { delta: rounded(dif.delta), se: rounded(dif.se), chi2: rounded(dif.chi2), p: rounded(dif.p), class: dif.class, reference: dif.reference, focal: dif.focal } }),
    provisional,
    flags: flags.map(saidFlag),
  };
}

const saidFlag = (flag: Flag): object => ({ ...flag, value: rounded(flag.value) });
