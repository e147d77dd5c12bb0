import { NeighbourDiscovery } from '../frames/neighbour-discovery';
import { inet6View } from '../world/addresses6';
import type { Host } from '../world/party';
import type { VirtualHome } from '../world/virtual-home';

/** A host joins: it asks for a router and is told the home's prefix (RFC 4861, section 6). */
export function solicitRouter(home: VirtualHome, host: Host, at: number): void {
  const self = inet6View(host, home.linkLocal(host));
  const router = inet6View(home.router, home.linkLocal(home.router));
  const { allRouters, allNodes, prefix } = home.ipv6;
  home.queue.push(at, new NeighbourDiscovery('router-solicitation', self, allRouters, prefix));
  const answered = at + home.router.turnaround() + host.random.between(0.01, 0.3);
  home.queue.push(
    answered,
    new NeighbourDiscovery('router-advertisement', router, allNodes, prefix),
  );
}

/** A host makes sure that the router is still there. */
export function probeRouter(home: VirtualHome, host: Host, at: number): void {
  const self = inet6View(host, home.linkLocal(host));
  const address = home.linkLocal(home.router);
  const router = inet6View(home.router, address);
  home.queue.push(at, new NeighbourDiscovery('neighbour-solicitation', self, router, address));
  const answered = at + home.router.turnaround() + 0.0005;
  home.queue.push(
    answered,
    new NeighbourDiscovery('neighbour-advertisement', router, self, address),
  );
}
