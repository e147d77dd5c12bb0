import { createI18n } from 'vue-i18n';
import { en } from './en';

/**
 * Messages are compiled to a tree that vue-i18n walks, never to code, so the policy
 * `script-src 'self'` holds.
 */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en },
});
