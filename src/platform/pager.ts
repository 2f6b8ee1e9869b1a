import type { Paging } from './request.ts';

/** The pages of a list, for `parts/pager`; links are null at the ends. */
export interface Pager {
  page: number;
  pages: number;
  total: number;
  previous: string | null;
  next: string | null;
}

/** `query` holds the filters that the links must keep. */
export function presentPager(
  path: string,
  query: Record<string, string>,
  { page, perPage }: Paging,
  total: number,
): Pager {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const link = (number: number) => {
    const kept = Object.entries(query).filter(([, value]) => value !== '');
    const size = perPage === 25 ? [] : [['perPage', String(perPage)]];
    return `${path}?${new URLSearchParams([...kept, ...size, ['page', String(number)]] as [string, string][])}`;
  };
  return {
    page,
    pages,
    total,
    previous: page > 1 ? link(Math.min(page - 1, pages)) : null,
    next: page < pages ? link(page + 1) : null,
  };
}
