// What a device is called in the list of one's devices: what it is, which its owner recognises.
import { SessionIn } from '../../api/limits';
import { words } from '../../words/index.svelte';

export function deviceLabel(): string {
  const t = words('sign_in').pair.device;
  const small = Math.min(screen.width, screen.height) < 600;
  const label = navigator.maxTouchPoints === 0 ? t.computer : small ? t.phone : t.tablet;
  return label.slice(0, SessionIn.device_label.maxLength);
}
