import { roles, type Role } from '../../platform/roles.ts';

export { roles, type Role };

/** A trainee sees no truth and judges nobody: the role goes with no other. */
export function conflictingRoles(wanted: readonly Role[]): boolean {
  return wanted.includes('trainee') && wanted.length > 1;
}
