// What the relay operator's screen say, in English.
import type fr from '../fr/relay';

const en: typeof fr = {
  home: {
    title: 'Desk',
    empty: 'This screen is coming soon.',
  },
};

export default en;
