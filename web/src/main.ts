// Where the client begins. It wires the parts together in order and decides nothing.
import './styles/font.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/option.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './app.svelte';
import { startSettings } from './device/settings.svelte';
import { startOutbox } from './outbox/pending.svelte';
import { startRouter } from './router.svelte';
import { startSession } from './session/session.svelte';
import { startUpdates } from './update.svelte';
import { loadWords } from './words/index.svelte';

startSettings();
await Promise.all([loadWords(['common']), startSession()]);
mount(App, { target: document.getElementById('app')! });
await startRouter();
startOutbox();
void import('./session/push.svelte').then(({ renewPush }) => renewPush()).catch(() => undefined);
void startUpdates();
