/** The pattern of SQL's `like … escape '!'` for whatever contains this text; the caller folds the case of both. */
export const containing = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`;
