/** The body of a form of which nothing is known yet. */
export type Body = Readonly<Record<string, unknown>>;

/** One text of a form; whatever else was sent is none. Line ends are those of files. */
export const textOf = (body: Body, name: string): string => (Object.hasOwn(body, name) && typeof body[name] === 'string' ? body[name].replaceAll('\r\n', '\n').trim().slice(0, 5_000) : '');
/** Every value of a name. */
export const listOf = (body: Body, name: string): string[] => (Object.hasOwn(body, name) ? [body[name]].flat().filter((each): each is string => typeof each === 'string').slice(0, 500) : []);
/** A number where the text is one, else the text: the schema says what is wrong with it. */
export const numberOf = (text: string): number | string => (/^-?\d{1,15}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : text);
