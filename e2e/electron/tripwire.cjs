// Loaded before a program (`node --require`): ends the process on its first step towards a network.
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

function trip(what) {
  // At once: a worker thread would hand its words to the main thread and be gone first.
  fs.writeSync(2, `tripwire: ${what}\n`);
  process.exit(99);
}

net.Socket.prototype.connect = () => trip('connect');
net.Server.prototype.listen = () => trip('listen');
dgram.Socket.prototype.bind = () => trip('bind');
dgram.Socket.prototype.send = () => trip('send');
dns.lookup = () => trip('lookup');
