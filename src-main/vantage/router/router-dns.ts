import { DNS_ANSWER, DNS_QUESTION } from '../../contract/clear-messages';
import type { Gateway, Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import { DnsCache } from './dns-cache';
import { isAnsweredAtHome } from './local-names';

/** Of each row of a table: which way it goes and whether it crosses the gateway. */
export type RowsCrossing = Pick<Home, 'direction' | 'internet'>;
/** The same, and the gateway as far as it is known yet. */
export type RowsOfHome = Pick<Home, 'direction' | 'internet' | 'gateway'>;

const TCP = 6;
const DNS_PORT = 53;

/**
 * The home's router as its resolver. What devices ask it stays in the home; it asks its provider for
 * what it has not kept, at the same time and in the same words, and passes the answer on. So the row
 * of the first question for a name stands for the router's own query, and the row of the first answer
 * to it for the provider's; the others stay inside. Lengths are the same, since the router keeps the
 * message and IP and UDP are headers of 28 bytes; it asks by IPv6 what it was asked by IPv6. By TCP,
 * which is for answers that UDP truncates, all packets are taken to be passed on.
 *
 * Rows come in order of time, in as many batches as there are.
 */
export class RouterDns {
  private readonly cache = new DnsCache();
  private gatewayMac = -1;
  private knownGateway: string | null = null;
  private readonly isGatewayAddress: boolean[] = [];

  /** Which rows cross the gateway, those included that stand for the router's own. */
  pass(batch: PacketTable, rows: RowsOfHome): RowsCrossing {
    const { direction } = rows;
    const crossing = this.rowsOf(batch, rows);
    if (crossing.length === 0) return { direction, internet: rows.internet };
    const internet = rows.internet.slice();
    for (const row of crossing) internet[row] = 1;
    return { direction, internet };
  }

  private rowsOf(batch: PacketTable, rows: RowsOfHome): number[] {
    if (!rows.gateway) return [];
    this.know(batch, rows.gateway);
    const passed: number[] = [];
    const { clear } = batch;
    for (let at = 0; at < clear.count; at++) {
      const kind = clear.kind[at] as number;
      if (kind !== DNS_QUESTION && kind !== DNS_ANSWER) continue;
      const row = clear.row[at] as number;
      if (rows.internet[row] === 1) continue;
      const asks = kind === DNS_QUESTION;
      if (this.isGateway(batch, row, asks) && this.goesOn(batch, at, asks)) passed.push(row);
    }
    for (let row = 0; row < batch.count; row++) {
      if (batch.ipProtocol[row] !== TCP || rows.internet[row] === 1) continue;
      const asks = batch.destinationPort[row] === DNS_PORT;
      if (!asks && batch.sourcePort[row] !== DNS_PORT) continue;
      if (this.isGateway(batch, row, asks)) passed.push(row);
    }
    return passed;
  }

  /** Whether a message between a device and the router goes on to the provider, or comes from there. */
  private goesOn(batch: PacketTable, at: number, asks: boolean): boolean {
    const { clear, names } = batch;
    const row = clear.row[at] as number;
    const time = batch.time[row] as number;
    const number = clear.name[at] as number;
    const type = clear.type[at] as number;
    if (number < 0) {
      // Without its name, a question is known again by its number and who asks.
      const device = (asks ? batch.sourceAddress[row] : batch.destinationAddress[row]) as number;
      const port = (asks ? batch.sourcePort[row] : batch.destinationPort[row]) as number;
      const key = `#${device} ${port} ${clear.id[at]}`;
      return asks ? this.cache.ask(key, time) : this.cache.answer(key, 0, time);
    }
    const name = names[number] as string;
    if (isAnsweredAtHome(name)) return false;
    const key = `${type} ${name}`;
    if (asks) return this.cache.ask(key, time);
    return this.cache.answer(key, isKept(type) ? (clear.ttl[at] as number) : 0, time);
  }

  /** Whether the other end is the router: by its MAC address, without one by its addresses. */
  private isGateway(batch: PacketTable, row: number, asks: boolean): boolean {
    const mac = (asks ? batch.destinationMac[row] : batch.sourceMac[row]) as number;
    if (mac >= 0) return mac === this.gatewayMac;
    const address = (asks ? batch.destinationAddress[row] : batch.sourceAddress[row]) as number;
    return this.isGatewayAddress[address] === true;
  }

  private know({ macs, addresses }: PacketTable, gateway: Gateway): void {
    const text = [gateway.mac, ...gateway.ips].join(' ');
    if (text === this.knownGateway) return;
    this.knownGateway = text;
    this.gatewayMac = macs.indexOf(gateway.mac);
    this.isGatewayAddress.length = 0;
    for (const ip of gateway.ips) {
      const address = addresses.indexOf(ip);
      if (address >= 0) this.isGatewayAddress[address] = true;
    }
  }
}

/** A, CNAME, PTR, AAAA and SRV, as dnsmasq, which most home routers run, keeps by default. */
const keptTypes = new Set([1, 5, 12, 28, 33]);

function isKept(type: number): boolean {
  return keptTypes.has(type);
}
