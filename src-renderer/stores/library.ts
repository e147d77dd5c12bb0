import type { Problem } from '@contract/errors';
import type { LibraryModel, ModelList, StoredModel } from '@contract/library';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask } from '../bridge';

/**
 * The library of trained adversaries: which there are, and the one that is looked at. It lies over the
 * screen as the guide does; closing it shows that screen again.
 */
export const useLibrary = defineStore('library', () => {
  const open = ref(false);
  const list = shallowRef<ModelList | null>(null);
  const loading = ref(false);
  /** Why there is no list. */
  const problem = shallowRef<Problem | null>(null);
  const chosen = ref<string | null>(null);
  const stored = shallowRef<StoredModel | null>(null);
  /** Why the chosen one cannot be read. */
  const unreadable = shallowRef<Problem | null>(null);
  const busy = ref(false);
  /** How the last press of a button went. */
  const hitch = shallowRef<Problem | null>(null);
  const exported = ref<string | null>(null);
  let newest = 0;

  const own = computed(() => list.value?.models.filter(({ origin }) => origin === 'own') ?? []);
  const shipped = computed(
    () => list.value?.models.filter(({ origin }) => origin === 'shipped') ?? [],
  );
  const broken = computed(() => list.value?.broken ?? []);

  async function load(): Promise<void> {
    if (loading.value) return;
    loading.value = true;
    const answer = await ask('listModels', undefined);
    loading.value = false;
    problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) list.value = Object.freeze(answer.value);
  }

  /** Shows a model's card. */
  async function choose(id: string | null): Promise<void> {
    const mine = ++newest;
    chosen.value = id;
    stored.value = null;
    unreadable.value = null;
    hitch.value = null;
    exported.value = null;
    if (id === null) return;
    const answer = await ask('readModel', { id });
    if (mine !== newest) return;
    if (answer.ok) stored.value = Object.freeze(answer.value);
    else unreadable.value = answer.problem;
  }

  /** Opens the library at a model, or at the first. */
  async function show(id: string | null = null): Promise<void> {
    open.value = true;
    await load();
    const first = [...own.value, ...shipped.value][0]?.id ?? null;
    await choose(id ?? first);
  }

  function close(): void {
    newest++;
    open.value = false;
    chosen.value = null;
    stored.value = null;
    hitch.value = null;
    exported.value = null;
  }

  /** One press at a time; what goes wrong is `hitch`. */
  async function press<T>(
    work: () => Promise<{ ok: true; value: T } | { ok: false; problem: Problem }>,
  ): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    hitch.value = null;
    exported.value = null;
    const answer = await work();
    busy.value = false;
    if (answer.ok) return answer.value;
    hitch.value = answer.problem;
    return null;
  }

  async function addFolder(): Promise<void> {
    const added: LibraryModel | null = await press(() => ask('importModel', undefined));
    if (added === null) return;
    await load();
    await choose(added.id);
  }

  async function exportTo(id: string): Promise<void> {
    const written = await press(() => ask('exportModel', { id }));
    if (written !== null) exported.value = written.path;
  }

  /** True when it has the name now. */
  async function rename(id: string, name: string): Promise<boolean> {
    const renamed = await press(() => ask('renameModel', { id, name }));
    if (renamed === null) return false;
    await load();
    await choose(id);
    return true;
  }

  async function remove(id: string): Promise<void> {
    await press(() => ask('deleteModel', { id }));
    if (hitch.value !== null) return;
    await load();
    await choose([...own.value, ...shipped.value][0]?.id ?? null);
  }

  return {
    open,
    list,
    own,
    shipped,
    broken,
    loading,
    problem,
    chosen,
    stored,
    unreadable,
    busy,
    hitch,
    exported,
    load,
    choose,
    show,
    close,
    addFolder,
    exportTo,
    rename,
    remove,
  };
});
