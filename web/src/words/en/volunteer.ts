// What the volunteer's screens say, in English.
import type fr from '../fr/volunteer';

const en: typeof fr = {
  home: {
    title: 'My round',
    empty: 'This screen is coming soon.',
  },
};

export default en;
