// The addresses of those who work at a desk: relay operator, coordinator, treasurer. Fetched by the first of them.
import { coordinatorDay } from './coordinator/day/routes';
import { coordinatorPeople } from './coordinator/people/routes';
import { coordinatorPlaces } from './coordinator/places/routes';
import { coordinatorShops } from './coordinator/shops/routes';
import { coordinatorSetup } from './coordinator/setup/routes';
import { relay } from './relay/routes';
import { treasurer } from './treasurer/routes';

export const office = [
  ...relay,
  ...coordinatorDay,
  ...coordinatorSetup,
  ...coordinatorPeople,
  ...coordinatorPlaces,
  ...coordinatorShops,
  ...treasurer,
];
