/** Public resolvers that answer DNS over HTTPS at these addresses, as their operators publish them. */
const addresses = new Set([
  // Google, Cloudflare, Quad9, OpenDNS, AdGuard
  ...['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '149.112.112.112'],
  ...['208.67.222.222', '208.67.220.220', '94.140.14.14', '94.140.15.15'],
  ...['2001:4860:4860::8888', '2001:4860:4860::8844', '2606:4700:4700::1111'],
  ...['2606:4700:4700::1001', '2620:fe::fe', '2620:fe::9', '2620:119:35::35'],
]);
const names = [
  ...['dns.google', 'cloudflare-dns.com', 'one.one.one.one', 'quad9.net', 'doh.opendns.com'],
  ...['adguard-dns.com', 'dns.nextdns.io', 'cleanbrowsing.org', 'doh.dns.apple.com'],
];

/** Whether a server at the address can be asked by DNS over HTTPS. */
export function isResolverAddress(address: string): boolean {
  return addresses.has(address);
}

/** Whether a server of that name, in lower case, answers DNS over HTTPS. */
export function isResolverName(name: string): boolean {
  return names.some((known) => name === known || name.endsWith(`.${known}`));
}
