import type { Workplace } from './shift-store.ts';

/** Where a thing of a shift is worked on. */
export const pathOf = ({ kind, id }: Workplace): string => (kind === 'sitting' ? `/sittings/${id}/cases/1` : `/guide/talks/${id}`);

/** Where its result is shown. */
export const resultPathOf = ({ kind, id }: Workplace): string => (kind === 'sitting' ? `/sittings/${id}/result` : `/guide/talks/${id}/result`);
