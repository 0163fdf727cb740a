// What the resident's screens say, in English.
import type fr from '../fr/resident';

const en: typeof fr = {
  home: {
    title: 'My orders',
    empty: 'This screen is coming soon.',
  },
};

export default en;
