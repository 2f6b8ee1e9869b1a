/** A text of the content pack in both languages of the interface. */
export interface Text {
  id: string;
  en: string;
}

/** The languages of the interface; Indonesian is the default. */
export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];
