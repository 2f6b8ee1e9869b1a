/**
 * Rounds a list so that its sum is the rounded sum of the list (largest remainder). In: numbers of either sign and the number of decimals.
 * Out: each number rounded down or up. So what a table lists adds up to the total above it.
 */
export function roundTogether(values: readonly number[], digits: number): number[] {
  const unit = 10 ** digits;
  // Sums of weights such as .35 are off by a last bit; a ten-thousandth of a unit is not a remainder.
  const scaled = values.map((value) => Math.round(value * unit * 1e4) / 1e4);
  const floors = scaled.map(Math.floor);
  const total = Math.round(Math.round(values.reduce((sum, value) => sum + value, 0) * unit * 1e4) / 1e4);
  let missing = total - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = scaled
    .map((value, index) => ({ index, remainder: value - floors[index]! }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    floors[index]! += 1;
    missing -= 1;
  }
  return floors.map((value) => value / unit);
}

/** One number to so many decimals, halves away from zero. */
export function roundTo(value: number, digits: number): number {
  const unit = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * unit + 1e-9)) / unit;
}
