/**
 * The same function with its newest answers kept: the numbers and names of a case are compared again and again. In: a pure function of a value, and how many
 * answers are kept at most; when there are more, all are forgotten.
 */
export function remembering<In, Out>(work: (value: In) => Out, most = 1_000): (value: In) => Out {
  const kept = new Map<In, Out>();
  return (value) => {
    let known = kept.get(value);
    if (known === undefined) {
      known = work(value);
      if (kept.size >= most) kept.clear();
      kept.set(value, known);
    }
    return known;
  };
}
