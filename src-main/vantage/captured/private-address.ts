/** Addresses that routers translate (RFC 1918, RFC 6598), link-local ones, and unique local ones (RFC 4193). */
const PRIVATE =
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe[89ab])/;

/** Whether an address means nothing in the internet. */
export function isPrivate(address: string): boolean {
  return PRIVATE.test(address);
}
