import type { Workplace } from './shift-store.ts';

/** Where a thing of a shift is worked on. */
export function pathOf(place: Workplace): string {
  if (place.kind === 'inspection') return `/shifts/${place.shiftId}/inspections/${place.job}`;
  return place.kind === 'sitting' ? `/sittings/${place.id}/cases/1` : `/guide/talks/${place.id}`;
}

/** Where its result is shown. */
export function resultPathOf(place: Workplace): string {
  if (place.kind === 'inspection') return pathOf(place);
  return place.kind === 'sitting' ? `/sittings/${place.id}/result` : `/guide/talks/${place.id}/result`;
}
