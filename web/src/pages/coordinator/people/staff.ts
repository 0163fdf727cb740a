// Which roles are given by hand; those of residents and volunteers come with their files.
import { AccountIn } from '../../../api/limits';
import type { Role, Schemas } from '../../../api/types';

export type StaffRole = Schemas['StaffRole'];

export const STAFF: readonly StaffRole[] = AccountIn.roles.items.enum;

export function isStaff(roles: readonly Role[]): boolean {
  return STAFF.some((role) => roles.includes(role));
}
