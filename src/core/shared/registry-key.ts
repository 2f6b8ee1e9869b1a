import { remembering } from './remembering.ts';

/** Registry keys are compared without case, spaces and punctuation: `d 1942 ah` finds `D 1942 AH`. */
export const registryKey: (key: string) => string = remembering((key) => key.toUpperCase().replace(/[^A-Z0-9]/g, ''));
