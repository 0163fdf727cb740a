// What is said when a secret was refused, in the phone's own words: what the server adds (tries left, seconds to wait) is
// what a person wants to know. Everything else is told as any other problem.
import type { Problem } from '../../api/problem';
import { words } from '../../words/index.svelte';

export function refusalOf(problem: Problem): string | undefined {
  const t = words('sign_in').refused;
  switch (problem.code) {
    case 'pin.wrong':
      return t.pinWrong(numberOf(problem, 'tries_left'));
    case 'pin.locked':
      return t.pinLocked(numberOf(problem, 'wait_s'));
    case 'pin.too_simple':
      return t.pinTooSimple;
    case 'password.wrong':
      return t.passwordWrong;
    case 'password.locked':
      return t.passwordLocked(numberOf(problem, 'wait_s'));
    default:
      return undefined;
  }
}

/** How long nothing can be tried again, in milliseconds; 0 when at once. */
export function waitOf(problem: Problem): number {
  return numberOf(problem, 'wait_s') * 1000;
}

function numberOf(problem: Problem, member: string): number {
  const value = problem.more[member];
  return typeof value === 'number' ? value : 0;
}
