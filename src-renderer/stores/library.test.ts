// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useLibrary } from './library';
import { mockBridge } from './testing/mock-bridge';

const model = (id: string) => ({ id, origin: id.split('/')[0], name: id });
const good = (value: unknown) => ({ ok: true, value });
const problem = { code: 'model-changed', params: { folder: 'x' } };

let outside: ReturnType<typeof mockBridge>;
beforeEach(() => {
  outside = mockBridge({
    listModels: { models: [model('own/a'), model('shipped/b')], broken: [] },
    readModel: { ...model('own/a'), card: {} },
    importModel: model('own/c'),
    exportModel: { path: '/out/a' },
    renameModel: model('own/a'),
    deleteModel: null,
  });
  Object.assign(window, { homemole: outside.bridge });
  setActivePinia(createPinia());
});
afterEach(() => Object.assign(window, { homemole: undefined }));

describe('the library', () => {
  it('opens at the first model, own ones before those that ship', async () => {
    const library = useLibrary();
    await library.show();
    expect(library.chosen).toBe('own/a');
    expect(library.stored?.id).toBe('own/a');
    expect([library.own.length, library.shipped.length]).toEqual([1, 1]);
    library.close();
    expect([library.open, library.stored]).toEqual([false, null]);
  });

  it('shows the card that was asked for last, whichever comes first', async () => {
    const library = useLibrary();
    let first: (value: unknown) => void = () => undefined;
    outside.of('readModel').mockReturnValueOnce(new Promise((resolve) => (first = resolve)));
    const slow = library.choose('own/a');
    outside.of('readModel').mockResolvedValueOnce(good(model('shipped/b')));
    await library.choose('shipped/b');
    first(good(model('own/a')));
    await slow;
    expect(library.stored?.id).toBe('shipped/b');
  });

  it('shows what was imported, and nothing new when that was dismissed', async () => {
    const library = useLibrary();
    await library.show();
    outside.of('importModel').mockResolvedValueOnce(good(null));
    await library.addFolder();
    expect(library.chosen).toBe('own/a');
    await library.addFolder();
    expect(library.chosen).toBe('own/c');
  });

  it('keeps a model that cannot be deleted, and says why', async () => {
    const library = useLibrary();
    await library.show();
    outside.of('deleteModel').mockResolvedValueOnce({ ok: false, problem });
    await library.remove('own/a');
    expect([library.chosen, library.hitch]).toEqual(['own/a', problem]);
    await library.exportTo('own/a');
    expect([library.exported, library.hitch]).toEqual(['/out/a', null]);
  });

  it('says why there is no list, and why a card cannot be shown', async () => {
    const library = useLibrary();
    outside.of('listModels').mockResolvedValueOnce({ ok: false, problem });
    await library.show();
    expect([library.list, library.problem]).toEqual([null, problem]);
    outside.of('readModel').mockResolvedValueOnce({ ok: false, problem });
    await library.show('own/a');
    expect([library.stored, library.unreadable]).toEqual([null, problem]);
  });
});
