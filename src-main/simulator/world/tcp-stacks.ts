/** How an operating system's IP and TCP look on the wire. */
export interface TcpStack {
  /** Initial TTL. */
  readonly ttl: number;
  /** Maximum segment size it announces. */
  readonly mss: number;
  /** TCP option kinds of its SYN, in order (RFC 9293, 7323, 2018); 0 and 1 are padding. */
  readonly synOptions: readonly number[];
  readonly windowScale: number;
  /** Window of the SYN, unscaled. */
  readonly synWindow: number;
  /** Window in bytes that it offers while the connection lives. */
  readonly window: number;
  readonly ticksPerSecond: number;
  readonly identification: 'counter' | 'random' | 'zero';
  /** Ephemeral ports, and the longest step from one to the next. */
  readonly ports: { readonly low: number; readonly high: number; readonly leap: number };
  /** Longest time in seconds that it holds back an ACK (RFC 9293, section 3.8.6.3). */
  readonly ackDelay: number;
}

const linuxPorts = { low: 32768, high: 60999, leap: 400 };
const ianaPorts = { low: 49152, high: 65535, leap: 3 };

/** Linux with its defaults: set-top-like devices, speakers, Android. */
export const linux: TcpStack = {
  ttl: 64,
  mss: 1460,
  synOptions: [2, 4, 8, 1, 3],
  windowScale: 7,
  synWindow: 64240,
  window: 64128,
  ticksPerSecond: 1000,
  identification: 'counter',
  ports: linuxPorts,
  ackDelay: 0.04,
};

/** Linux built small: no timestamps, so its bare ACK is a frame of 54 bytes. */
export const linuxPlain: TcpStack = {
  ...linux,
  synOptions: [2, 1, 1, 4, 1, 3],
  windowScale: 2,
  synWindow: 29200,
  window: 29200,
};

export const android: TcpStack = { ...linux, synWindow: 65535, window: 87808, windowScale: 8 };

export const apple: TcpStack = {
  ...linux,
  synOptions: [2, 1, 3, 1, 1, 8, 4, 0],
  windowScale: 6,
  synWindow: 65535,
  window: 131712,
  identification: 'zero',
  ports: { ...ianaPorts, leap: 60 },
};

export const windows: TcpStack = {
  ...linux,
  ttl: 128,
  synOptions: [2, 1, 3, 1, 1, 4],
  windowScale: 8,
  synWindow: 64240,
  window: 262656,
  ports: ianaPorts,
};

/** lwIP as in microcontroller firmware: MSS only, small window, TTL 255. */
export const lwip: TcpStack = {
  ttl: 255,
  mss: 1460,
  synOptions: [2],
  windowScale: 0,
  synWindow: 5840,
  window: 5840,
  ticksPerSecond: 1000,
  identification: 'counter',
  ports: ianaPorts,
  ackDelay: 0.2,
};

/** The lwIP of a Wi-Fi chip vendor's SDK: TTL 64 or 128, shorter segments. */
export const espressif: TcpStack = { ...lwip, ttl: 64, mss: 1436, synWindow: 5744, window: 5744 };
export const rtos: TcpStack = { ...lwip, ttl: 128, mss: 1400, synWindow: 11200, window: 11200 };

/** Servers: Linux at 64, load balancers of another make at 128 or 255. */
export const serverLinux: TcpStack = {
  ...linux,
  synWindow: 65160,
  window: 65152,
  identification: 'zero',
};
export const serverWindows: TcpStack = {
  ...linux,
  ttl: 128,
  synWindow: 65535,
  window: 131072,
  windowScale: 8,
};
export const serverBalancer: TcpStack = {
  ...linux,
  ttl: 255,
  synWindow: 28960,
  window: 28960,
  windowScale: 9,
};
