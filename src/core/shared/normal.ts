/**
 * Standard normal distribution function, absolute error below 1e-14. Rule: the Taylor series of G. Marsaglia, "Evaluating the normal
 * distribution", Journal of Statistical Software 11(4), 2004; beyond 8.5 the tail is below 1e-16.
 */
export function normalCdf(x: number): number {
  if (x > 8.5) return 1;
  if (x < -8.5) return 0;
  const square = x * x;
  let term = x;
  let series = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(series); odd += 2) {
    term *= square / odd;
    series += term;
  }
  const probability = 0.5 + (series * Math.exp(-0.5 * square)) / Math.sqrt(2 * Math.PI);
  return Math.min(1, Math.max(0, probability)); // rounding may leave the last bit outside
}
