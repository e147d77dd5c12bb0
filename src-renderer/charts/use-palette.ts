import { nextTick, shallowRef, watch, type ShallowRef } from 'vue';
import { useTheme } from '../stores/theme';
import { readPalette, type Palette } from './palette';

/** The colours of the theme shown, again whenever it changes. */
export function usePalette(): ShallowRef<Palette> {
  const theme = useTheme();
  const read = (): Palette => readPalette(getComputedStyle(document.documentElement));
  const palette = shallowRef(read());
  watch(
    () => theme.dark,
    async () => {
      await nextTick();
      palette.value = read();
    },
  );
  return palette;
}
