import { z } from 'zod';

/** A text of the content pack in both languages of the interface. */
export const text = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof text>;

/** The languages of the interface; Indonesian is the default. */
export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];
