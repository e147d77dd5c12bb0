import type { Visible } from './results';

const count = (value: number): string => value.toLocaleString('en-GB');

/** Names told by each sort of message; one that is said in two ways counts for both. */
function namesBySource({ commonNames }: Visible): string {
  const sources = { dns: 'DNS', tls: 'TLS', quic: 'QUIC', http: 'HTTP' } as const;
  return (['dns', 'tls', 'quic', 'http'] as const)
    .map((source) => ({ source, names: commonNames.filter((name) => name[source] > 0).length }))
    .filter(({ names }) => names > 0)
    .map(({ source, names }) => `${sources[source]} ${count(names)}`)
    .join(', ');
}

/** What stands in the clear behind NAPT, a sentence for each sort; what there is none of is left out. */
export function visibleSentences(visible: Visible): string[] {
  const { names, commonNames, veiled, homeIpv6Addresses } = visible;
  const bySource = namesBySource(visible);
  const ofCommonest =
    names > commonNames.length ? `, of the ${count(commonNames.length)} commonest` : '';
  const lines = [
    `Open to see: servers ${count(visible.servers)}, their ports ${count(visible.serverPorts)}, connections ${count(visible.connections)}, time servers ${count(visible.timeServers)}.`,
    `Names in the clear: ${count(names)}${bySource === '' ? '' : ` (by what says them${ofCommonest}: ${bySource})`}.`,
  ];
  const hidden = [
    {
      what: 'ClientHellos with Encrypted ClientHello, or with one made up',
      how: veiled.encryptedHellos,
    },
    { what: 'ClientHellos without a name', how: veiled.namelessHellos },
    { what: 'packets of DNS over TLS or QUIC', how: veiled.dnsOverTls },
    { what: 'packets to known resolvers by HTTPS', how: veiled.dnsOverHttps },
  ].filter(({ how }) => how > 0);
  if (hidden.length > 0) {
    lines.push(
      `Names that are hidden: ${hidden.map(({ what, how }) => `${what} ${count(how)}`).join('; ')}.`,
    );
  }
  if (homeIpv6Addresses > 0) {
    lines.push(
      `IPv6 addresses of the home that are open to see, each of a single device: ${count(homeIpv6Addresses)}.`,
    );
  }
  return lines;
}
