import { Namespaces } from './namespaces';

/** Who stands where; `wan` is the line that the eavesdropper listens to. */
export const ROLES = ['home', 'gateway', 'server', 'internet'] as const;

/** MAC addresses of the four ends, those of real makers so that nothing takes them for random ones. */
export const MACS = {
  /** The home's own machine; simulated devices have others, at which no kernel listens. */
  home: 'b8:27:eb:00:77:0a',
  gateway: 'a0:04:60:00:77:01',
  gatewayWan: 'a0:04:60:00:77:02',
  serverWan: '00:1b:21:00:77:03',
  server: '00:1b:21:00:77:04',
  internet: '00:1b:21:00:77:05',
} as const;

export const ADDRESSES = {
  home: '192.168.77.2',
  gateway: '192.168.77.1',
  gatewayWan: '203.0.113.2',
  serverWan: '203.0.113.1',
  server: '198.51.100.1',
  internet: '198.51.100.10',
  gatewayTunnel: '10.8.0.2',
  serverTunnel: '10.8.0.1',
} as const;

/** Settings of every namespace: no chatter of IPv6, and packets from anywhere to anywhere. */
const SETTINGS = {
  'ipv6/conf/all/disable_ipv6': 1,
  'ipv6/conf/default/disable_ipv6': 1,
  'ipv4/conf/all/rp_filter': 0,
  'ipv4/conf/default/rp_filter': 0,
};

/** Frames as on a wire: no segment larger than the MSS is handed from kernel to kernel. */
const WIRE = 'gso_max_segs 1 gso_max_size 1500 txqueuelen 10000';

/**
 * home - (home0, lan0) - gateway - (wan0, wan0) - server - (net0, net0) - internet. Every neighbour is
 * known, so that no ARP is sent; the tunnel's routes are up to the tunnel.
 */
export function buildNetwork(): Namespaces {
  const spaces = new Namespaces(ROLES);
  try {
    for (const role of ROLES) {
      const forwards = role === 'gateway' || role === 'server' ? 1 : 0;
      const settings = { ...SETTINGS, 'ipv4/ip_forward': forwards };
      const lines = Object.entries(settings).map(
        ([name, value]) => `echo ${value} >/proc/sys/net/${name}`,
      );
      spaces.run(role, 'sh', '-ec', lines.join('\n'));
    }
    spaces.ip(
      'home',
      `link add home0 address ${MACS.home} type veth peer name lan0 address ${MACS.gateway} netns ${spaces.of('gateway')}`,
    );
    spaces.ip(
      'gateway',
      `link add wan0 address ${MACS.gatewayWan} type veth peer name wan0 address ${MACS.serverWan} netns ${spaces.of('server')}`,
    );
    spaces.ip(
      'server',
      `link add net0 address ${MACS.server} type veth peer name net0 address ${MACS.internet} netns ${spaces.of('internet')}`,
    );
    up(spaces, 'home', 'home0', ADDRESSES.home);
    up(spaces, 'gateway', 'lan0', ADDRESSES.gateway);
    up(spaces, 'gateway', 'wan0', ADDRESSES.gatewayWan);
    up(spaces, 'server', 'wan0', ADDRESSES.serverWan);
    up(spaces, 'server', 'net0', ADDRESSES.server);
    up(spaces, 'internet', 'net0', ADDRESSES.internet);
    neighbour(spaces, 'home', 'home0', ADDRESSES.gateway, MACS.gateway);
    neighbour(spaces, 'gateway', 'lan0', ADDRESSES.home, MACS.home);
    neighbour(spaces, 'gateway', 'wan0', ADDRESSES.serverWan, MACS.serverWan);
    neighbour(spaces, 'server', 'wan0', ADDRESSES.gatewayWan, MACS.gatewayWan);
    neighbour(spaces, 'server', 'net0', ADDRESSES.internet, MACS.internet);
    neighbour(spaces, 'internet', 'net0', ADDRESSES.server, MACS.server);
    spaces.ip('home', `route add default via ${ADDRESSES.gateway}`);
    // Devices of other subnets sit behind the gateway as well.
    spaces.ip('gateway', 'route add 192.168.0.0/16 dev lan0');
    spaces.ip('server', `route add default via ${ADDRESSES.internet}`);
    spaces.ip('internet', `route add default via ${ADDRESSES.server}`);
  } catch (error) {
    spaces.remove();
    throw error;
  }
  return spaces;
}

/** Makes an address and the MAC behind it known, so that the end needs not be there to be sent to. */
export function neighbour(
  spaces: Namespaces,
  role: string,
  device: string,
  address: string,
  mac: string,
): void {
  spaces.ip(role, `neigh replace ${address} lladdr ${mac} dev ${device} nud permanent`);
}

function up(spaces: Namespaces, role: string, device: string, address: string): void {
  spaces.ip(
    role,
    'link set lo up',
    `link set ${device} ${WIRE}`,
    `link set ${device} up`,
    `addr add ${address}/24 dev ${device}`,
  );
}
