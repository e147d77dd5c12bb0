// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { useTheme } from './theme';

let change: ((event: { matches: boolean }) => void) | undefined;
beforeEach(() => {
  setActivePinia(createPinia());
  localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: (_: string, listener: typeof change) => (change = listener),
  }));
});

it('follows the system until told otherwise', async () => {
  const theme = useTheme();
  expect(theme.dark).toBe(false);
  change?.({ matches: true });
  expect(theme.dark).toBe(true);
  expect(document.documentElement.dataset['theme']).toBeUndefined();
});

it('remembers a choice and forgets it with "system"', async () => {
  const theme = useTheme();
  theme.choose('dark');
  await nextTick();
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(localStorage.getItem('homemole.theme')).toBe('dark');
  setActivePinia(createPinia());
  expect(useTheme().choice).toBe('dark');
  theme.choose('system');
  await nextTick();
  expect(localStorage.getItem('homemole.theme')).toBeNull();
});
