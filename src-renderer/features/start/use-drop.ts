import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { bridge } from '../../bridge';

/** Takes files that are dropped anywhere on the window; `over` while some hover over it. */
export function useDrop(take: (paths: string[]) => unknown): { over: Ref<boolean> } {
  const over = ref(false);

  const carriesFiles = (event: DragEvent): boolean =>
    [...(event.dataTransfer?.types ?? [])].includes('Files');

  const onDragOver = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    over.value = true;
  };
  const onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) over.value = false;
  };
  const onDrop = (event: DragEvent): void => {
    over.value = false;
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const outside = bridge();
    if (outside === null) return;
    const paths = [...(event.dataTransfer?.files ?? [])].map((file) => outside.pathOf(file));
    take(paths.filter((path) => path !== ''));
  };

  onMounted(() => {
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('dragover', onDragOver);
    window.removeEventListener('dragleave', onDragLeave);
    window.removeEventListener('drop', onDrop);
  });
  return { over };
}
