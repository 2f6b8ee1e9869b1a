import { randomBytes, randomUUID } from 'node:crypto';

/** 128 random bits in hexadecimal; a seed stays on the server. */
export const newSeed = (): string => randomBytes(16).toString('hex');

/** The id of an action as a page carries it, so that sending a form twice is recorded once. */
export const newActionId = (): string => randomUUID();
