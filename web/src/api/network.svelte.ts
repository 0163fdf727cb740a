// Whether palier can be reached, judged by the last thing that was asked and corrected by the phone's own word. The phone
// alone is often wrong: a Wi-Fi that leads nowhere counts as a network. Nothing that is sent depends on it.

class Network {
  away = $state(typeof navigator !== 'undefined' && navigator.onLine === false);
}

export const network = new Network();

if (typeof window !== 'undefined') {
  addEventListener('online', () => (network.away = false));
  addEventListener('offline', () => (network.away = true));
}
