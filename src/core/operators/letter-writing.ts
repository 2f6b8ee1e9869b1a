import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Letters } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { writesLetter } from '../desk/way.ts';
import type { Random } from '../shared/random.ts';
import type { Log } from './log.ts';

type Option = Letters['slots'][number]['options'][number];

/**
 * Writes the letter where this decision has one, with all findings. `does` says each time anew whether a module is chosen well; a badly chosen one is any that is no
 * critical error.
 */
export function writeLetter(catalogue: Catalogue, permitCase: PermitCase, decision: Decision, findings: string[], does: () => boolean, random: Random, log: Log): void {
  if (!writesLetter(catalogue, permitCase, decision)) return;
  const levy = serviceOf(catalogue, permitCase.service).levy.kind === 'free' ? 'free' : 'charged';
  const fits = (option: Option) =>
    (option.fits === 'all' || option.fits.includes(decision)) && (option.fitsLevy === 'any' || option.fitsLevy === levy) && option.breaks.length === 0;
  const slots: Record<string, string> = {};
  for (const slot of catalogue.letters.slots) {
    const good = slot.options.find((option) => fits(option) && option.satisfies.length > 0);
    const harmless = slot.options.filter((option) => !option.critical);
    slots[slot.id] = (good && does() ? good : random.pick(harmless)).id;
  }
  log.add({ type: 'write-letter', findings: decision === 'proceed' ? [] : findings, slots, basis: does(), note: '' });
}
