import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';

export const themeChoices = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Also read by public/theme.js before the first paint. */
const storageKey = 'homemole.theme';

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function remember(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Without storage the choice lasts until the window closes.
  }
}

/** Light, dark or as the system; `dark` is what is shown now. */
export const useTheme = defineStore('theme', () => {
  const choice = ref<ThemeChoice>(remembered());
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const systemDark = ref(query.matches);
  query.addEventListener('change', (event) => (systemDark.value = event.matches));

  const dark = computed(() =>
    choice.value === 'system' ? systemDark.value : choice.value === 'dark',
  );

  watchEffect(() => {
    if (choice.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice.value;
    remember(choice.value);
  });

  function choose(next: ThemeChoice): void {
    choice.value = next;
  }

  return { choice, dark, choose };
});
