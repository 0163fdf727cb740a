// What the coordinator's screens say, in English.
import type fr from '../fr/coordinator';

const en: typeof fr = {
  home: {
    title: 'Today',
    empty: 'This screen is coming soon.',
  },
};

export default en;
