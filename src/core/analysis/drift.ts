import { correlation, mean } from './numbers.ts';
import { countsOf, mantelHaenszel } from './dif.ts';

/** One answer to an item in one of its versions: share of its points, and share of the rest of the test, 0..1. */
export interface VersionedAnswer {
  version: number;
  share: number;
  rest: number;
}

export interface VersionFigures {
  version: number;
  n: number;
  p: number;
  r: number | null;
  /** How much harder than the version before, in logits, for persons of the same rest; null for the first, or where nothing can be compared. */
  shift: number | null;
  se: number | null;
  /** Persons of the smaller of the two versions that are compared. */
  comparedN: number;
}

const strata = 10;

/**
 * An item by version, oldest first. Persons of two versions differ, so that p alone would not show a drift: the shift is the common log odds ratio of
 * Mantel and Haenszel over tenths of the rest score. Points count as right from half of them on. In: answers in any order.
 */
export function versionFigures(answers: readonly VersionedAnswer[]): VersionFigures[] {
  const versions = [...new Set(answers.map(({ version }) => version))].sort((a, b) => a - b);
  const lists = versions.map((version) => answers.filter((answer) => answer.version === version));
  return versions.map((version, at) => {
    const [before, own] = [lists[at - 1], lists[at]!];
    const compared = before ? shiftOf(before, own) : null;
    return {
      version,
      n: own.length,
      p: mean(own.map(({ share }) => share)),
      r: correlation(own.map(({ share }) => share), own.map(({ rest }) => rest)), // prettier-ignore
      shift: compared?.shift ?? null,
      se: compared?.se ?? null,
      comparedN: before ? Math.min(before.length, own.length) : 0,
    };
  });
}

function shiftOf(before: readonly VersionedAnswer[], after: readonly VersionedAnswer[]): { shift: number; se: number } | null {
  const tenths = Array.from({ length: strata }, () => [] as { right: boolean; focal: boolean }[]);
  const put = (list: readonly VersionedAnswer[], focal: boolean) =>
    list.forEach(({ share, rest }) => tenths[Math.min(strata - 1, Math.max(0, Math.floor(rest * strata + 1e-9)))]!.push({ right: share >= 0.5, focal }));
  put(before, false);
  put(after, true);
  const found = mantelHaenszel(tenths.map(countsOf));
  // delta is -2.35 ln alpha, and ln alpha is above 0 where the older version is the easier one.
  return found && { shift: Math.log(found.alpha), se: found.se / 2.35 };
}

/** A difficulty in logits of an item that two calibrations have in common. */
export interface Anchor {
  item: string;
  before: number;
  after: number;
}

export interface AnchorDrift {
  item: string;
  /** After less before, both on the scale of before, in logits. */
  drift: number;
  /** False when it was dropped from the link because it moved by more than half a logit. */
  anchor: boolean;
}

export interface Link {
  /** What is to be added to a difficulty of the later calibration to stand on the scale of the earlier one, in logits. */
  shift: number;
  items: AnchorDrift[];
  /** More than a fifth of the common items moved by more than .3 logits: the two calibrations do not measure the same. */
  drifted: boolean;
}

const dropped = 0.5;
const moved = 0.3;
const movedShare = 0.2;

/**
 * Links two Rasch calibrations by the mean of their common items (measurement design 4, equating): the worst item is dropped while it is more than .5
 * off. In: the common items. Null without any.
 */
export function linkCalibrations(common: readonly Anchor[]): Link | null {
  if (common.length === 0) return null;
  const anchors = [...common];
  const shiftBy = () => mean(anchors.map(({ before, after }) => before - after));
  for (;;) {
    const shift = shiftBy();
    const off = ({ before, after }: Anchor) => Math.abs(after + shift - before);
    const worst = anchors.reduce((a, b) => (off(b) > off(a) ? b : a));
    if (off(worst) <= dropped || anchors.length <= 2) break;
    anchors.splice(anchors.indexOf(worst), 1);
  }
  const shift = shiftBy();
  const items = common.map((each) => ({ item: each.item, drift: each.after + shift - each.before, anchor: anchors.includes(each) }));
  return { shift, items, drifted: items.filter(({ drift }) => Math.abs(drift) > moved).length > movedShare * items.length };
}
