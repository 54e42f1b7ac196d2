// Start: language first, then the page; who is signed in is asked at the same time.
import { mount } from 'svelte';
import App from './App.svelte';
import { useLocale, wantedLocale } from './i18n.svelte';
import { boot } from './lib/boot';
import { listen } from './router.svelte';
import { session } from './session.svelte';
import './styles/index.css';

const signedIn = session.load().catch(() => undefined);
await Promise.all([useLocale(wantedLocale(boot.locale ?? document.documentElement.lang)), signedIn]);
listen();
const target = document.getElementById('app');
if (target) {
  target.replaceChildren();
  mount(App, { target });
}
