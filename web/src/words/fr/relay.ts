// What the relay operator's screen say, in French: plain, vous, short.

export default {
  home: {
    title: 'Standard',
    empty: 'Cet écran arrive bientôt.',
  },
};
