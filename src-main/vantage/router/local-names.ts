/**
 * Domains of which a home's router asks nobody: of special use (RFC 6761, RFC 6762, RFC 7686, RFC 8375),
 * and those that routers give the home's own devices.
 */
const domains = [
  ...['localhost', 'invalid', 'test', 'onion', 'local', 'home.arpa', 'internal'],
  ...['lan', 'home', 'localdomain', 'intranet', 'private'],
];
/** Reverse names of addresses that every network has for itself (RFC 6303, RFC 1918). */
const reverse =
  /(^|\.)(10|127|254\.169|168\.192|(1[6-9]|2\d|3[01])\.172)\.in-addr\.arpa$|(^|\.)([89ab]\.e\.f|d\.f|c\.f)\.ip6\.arpa$/;

/** Whether a router answers the question itself, as OpenWrt does by default; `name` in lower case. */
export function isAnsweredAtHome(name: string): boolean {
  if (!name.includes('.')) return true;
  if (reverse.test(name)) return true;
  return domains.some((domain) => name.endsWith(`.${domain}`));
}
