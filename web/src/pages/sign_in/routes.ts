// The addresses around signing in, and below the settings, that no first load needs.
import { rows } from '../routes_of';

const open = rows('anyone', 'resident', ['sign_in']);
const mine = rows('signed_in', 'resident', ['sign_in']);

export const signIn = [
  open('/essai', 'demo', () => import('./demo.svelte')),
  open('/mot-de-passe', 'password', () => import('./by_password.svelte')),
  mine('/reglages/avis', 'preferences', () => import('../notices/preferences.svelte'), ['notice_preferences']),
  mine('/reglages/code', 'pin', () => import('./my_pin.svelte')),
  mine('/reglages/mot-de-passe', 'password', () => import('./my_password.svelte')),
];
