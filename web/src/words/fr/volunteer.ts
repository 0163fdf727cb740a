// What the volunteer's screens say, in French: plain, vous, short.

export default {
  home: {
    title: 'Ma tournée',
    empty: 'Cet écran arrive bientôt.',
  },
};
