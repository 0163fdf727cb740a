// What the treasurer's screens say, in English.
import type fr from '../fr/treasurer';

const en: typeof fr = {
  home: {
    title: 'Counts',
    empty: 'This screen is coming soon.',
  },
};

export default en;
