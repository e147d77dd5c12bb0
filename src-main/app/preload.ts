import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callNames, channelOfCall, channelOfNotice, noticeNames } from '../contract/channels';
import type { CallName, NoticeName } from '../contract/channels';

const call = (name: CallName) => (request: unknown) =>
  ipcRenderer.invoke(channelOfCall(name), request);
contextBridge.exposeInMainWorld('homemole', {
  ...Object.fromEntries(callNames.map((name) => [name, call(name)])),
  listen(name: NoticeName, listener: (notice: unknown) => void) {
    if (!noticeNames.includes(name)) throw new Error(`no notice ${name}`);
    const relay = (_event: unknown, notice: unknown): void => listener(notice);
    ipcRenderer.on(channelOfNotice(name), relay);
    return () => void ipcRenderer.off(channelOfNotice(name), relay);
  },
  // Electron before 29 has the path on the file itself.
  pathOf: (file: never) => webUtils?.getPathForFile(file) ?? (file as { path: string }).path,
});
