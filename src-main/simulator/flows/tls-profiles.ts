import type { TlsProfile } from './tls-messages';

/** mbedTLS and its like in microcontroller firmware. */
export const embeddedTls: TlsProfile = {
  version: '1.2',
  ciphers: [0xc02f, 0xc02b, 0xc027, 0x009c, 0x00ff],
  extensions: [0, 13, 10, 11, 23],
};

/** OpenSSL as embedded Linux builds it. */
export const opensslTls: TlsProfile = {
  version: '1.2',
  ciphers: [0xc02f, 0xc030, 0xc02b, 0xc02c, 0x009e, 0xcca8, 0xc027, 0xc013, 0x009c, 0x00ff],
  extensions: [0, 11, 10, 35, 13, 23],
};

/** BoringSSL of Android and Chromium. */
export const mobileTls: TlsProfile = {
  version: '1.3',
  ciphers: [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009c],
  extensions: [0, 23, 0xff01, 10, 11, 35, 16, 5, 13, 18, 51, 45, 43],
  alpn: ['h2', 'http/1.1'],
};

/** Apple's own stack. */
export const appleTls: TlsProfile = {
  version: '1.3',
  ciphers: [0x1301, 0x1302, 0x1303, 0xc02c, 0xc02b, 0xcca9, 0xc030, 0xc02f, 0xcca8, 0xc00a],
  extensions: [0, 23, 0xff01, 10, 11, 16, 5, 13, 18, 51, 45, 43],
  alpn: ['h2', 'http/1.1'],
};
