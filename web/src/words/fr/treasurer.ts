// What the treasurer's screens say, in French: plain, vous, short.

export default {
  home: {
    title: 'Comptes',
    empty: 'Cet écran arrive bientôt.',
  },
};
