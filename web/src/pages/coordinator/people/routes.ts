// The addresses of people. Fixed ones stand before those with an id, because the first that fits is shown.
import { rows } from '../../routes_of';

const anyRole = rows('signed_in', 'office', ['people']);
const row = rows(['coordinator'], 'office', ['people']);

export const coordinatorPeople = [
  row('/personnes', 'people', () => import('./people.svelte')),
  row('/personnes/nouveau', 'resident_new', () => import('../setup/residents.svelte'), ['setup']),
  row('/personnes/:resident_id', 'resident_file', () => import('./resident.svelte')),
  row('/personnes/:resident_id/fiche', 'resident_file', () => import('./resident_edit.svelte')),
  row('/personnes/:resident_id/porte', 'resident_file', () => import('./resident_door.svelte'), ['people', 'setup']),
  row('/personnes/:resident_id/accords', 'resident_file', () => import('./resident_consents.svelte')),
  row('/personnes/:resident_id/statut', 'resident_file', () => import('./resident_status.svelte')),
  row('/personnes/:resident_id/absences', 'resident_file', () => import('./resident_absences.svelte')),
  row('/personnes/:resident_id/habitude', 'resident_file', () => import('./resident_usual.svelte')),
  row('/personnes/:resident_id/proche', 'resident_file', () => import('./resident_relative.svelte')),
  row('/personnes/:resident_id/visites', 'resident_file', () => import('./resident_visits.svelte')),
  row('/benevoles', 'people', () => import('./volunteers.svelte')),
  row('/benevoles/nouveau', 'volunteer_new', () => import('../setup/volunteers.svelte'), ['setup', 'people']),
  row('/benevoles/:volunteer_id', 'volunteer_file', () => import('./volunteer.svelte')),
  row('/benevoles/:volunteer_id/fiche', 'volunteer_file', () => import('./volunteer_edit.svelte')),
  row('/benevoles/:volunteer_id/semaine', 'volunteer_file', () => import('./volunteer_week.svelte')),
  row('/benevoles/:volunteer_id/jours-a-part', 'volunteer_file', () => import('./volunteer_days.svelte'), [
    'volunteer',
    'availability',
  ]),
  row('/benevoles/:volunteer_id/portes', 'volunteer_file', () => import('./volunteer_doors.svelte')),
  row('/benevoles/:volunteer_id/ecarts', 'volunteer_file', () => import('./volunteer_blocked.svelte')),
  row('/benevoles/:volunteer_id/binome', 'volunteer_file', () => import('./volunteer_pair.svelte')),
  row('/collegues', 'people', () => import('./colleagues.svelte')),
  row('/collegues/nouveau', 'colleague', () => import('./colleague_new.svelte')),
  row('/collegues/:account_id', 'colleague', () => import('./colleague.svelte')),
  row('/cartes/:account_id', 'card', () => import('./card.svelte'), ['people', 'cards']),
  anyRole('/ouvrir-une-carte', 'card', () => import('./open_card.svelte'), ['people', 'cards']),
];
