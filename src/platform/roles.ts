/** What a person may be; one person may hold several, within the rule of `conflictingRoles`. */
export const roles = ['trainee', 'trainer', 'supervisor', 'invigilator', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** The signed-in person, as every feature sees it. */
export interface CurrentUser {
  id: number;
  username: string;
  name: string;
  language: 'id' | 'en';
  roles: Role[];
  mustChangePassword: boolean;
}
