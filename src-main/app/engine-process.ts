import { createEngine, knownDevicesFile, ownModels } from '../engine';
import type { EngineEvent } from '../contract/engine-messages';

// The engine's own process: messages in, messages out. The host gives the folders as arguments.
const [resources = '', workerEntry = '', helper = '', models = ''] = process.argv.slice(2);
const port = process.parentPort;
const engine = createEngine({
  resources,
  workerEntry,
  knownDevices: knownDevicesFile(),
  capture: { helper },
  models: { shipped: models, own: ownModels() },
  send: (event: EngineEvent) => port.postMessage(event),
});
port.on('message', ({ data }: { data: unknown }) => engine.handle(data));
