/** The seven competencies of the measurement design: verification, regulation, classification and fees, decision and correspondence, guidance, integrity, timeliness. */
export const competencies = ['VER', 'REG', 'KLS', 'KEP', 'PMD', 'ITG', 'WKT'] as const;
export type Competency = (typeof competencies)[number];
