// What the resident's screens say, in French: plain, vous, short.

export default {
  home: {
    title: 'Mes commandes',
    empty: 'Cet écran arrive bientôt.',
  },
};
