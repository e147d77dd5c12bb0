import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** The width of a box as it changes, in whole pixels and at least so many. */
export function useWidth(box: Ref<HTMLElement | null>, least: number): Ref<number> {
  const width = ref(Math.max(least, 800));
  const watcher = new ResizeObserver(([entry]) => {
    if (entry) width.value = Math.max(least, Math.round(entry.contentRect.width));
  });
  onMounted(() => box.value && watcher.observe(box.value));
  onBeforeUnmount(() => watcher.disconnect());
  return width;
}
