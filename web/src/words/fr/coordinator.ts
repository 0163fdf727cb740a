// What the coordinator's screens say, in French: plain, vous, short.

export default {
  home: {
    title: "Aujourd'hui",
    empty: 'Cet écran arrive bientôt.',
  },
};
