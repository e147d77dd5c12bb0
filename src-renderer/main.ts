import '@fontsource-variable/inter/opsz.css';
import './ui/tokens.css';
import './ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n';

/** The fonts lie beside the page; should they not come, the window opens all the same. */
const patienceMs = 800;

const app = createApp(App).use(createPinia()).use(i18n);
// Text that is set once, in its own font, does not jump when that font arrives.
const fonts = ['400', '640'].map((weight) => document.fonts.load(`${weight} 1em "Inter Variable"`));
const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
void Promise.race([Promise.allSettled(fonts), late]).then(() => app.mount('#app'));
