/** A mapping that carried nothing for so long is given up: RFC 4787, REQ-5, and RFC 5382, REQ-5. */
const IDLE_SECONDS = { udp: 300, tcp: 7440 } as const;
const FIRST_PORT = 1024;
const LAST_PORT = 65_535;
const TCP = 6;

interface Mapping {
  readonly key: number;
  lastUsed: number;
}

/**
 * The ports that a gateway gives the connections of a home: the device's own where it is free, else the
 * next that is, as Linux does; one for each address and port of a device, whoever it speaks to. What
 * the home's gateway really gave is not in a capture from inside.
 */
export class PortMap {
  private readonly ports = new Map<number, number>();
  private readonly holders = new Map<number, Mapping>();

  /**
   * The port outside for a packet of a device.
   * @param address number of the device's address
   */
  portOf(protocol: number, address: number, port: number, time: number): number {
    const isTcp = protocol === TCP;
    const key = (address * 2 + (isTcp ? 1 : 0)) * 65_536 + port;
    const known = this.ports.get(key);
    if (known !== undefined) {
      const mapping = this.holders.get(holder(isTcp, known)) as Mapping;
      if (mapping.key === key) {
        mapping.lastUsed = time;
        return known;
      }
    }
    const given = this.freePort(isTcp, port, time);
    this.ports.set(key, given);
    this.holders.set(holder(isTcp, given), { key, lastUsed: time });
    return given;
  }

  private freePort(isTcp: boolean, wanted: number, time: number): number {
    const idle = isTcp ? IDLE_SECONDS.tcp : IDLE_SECONDS.udp;
    let port = wanted;
    for (let tries = 0; tries <= LAST_PORT; tries += 1) {
      const mapping = this.holders.get(holder(isTcp, port));
      if (!mapping || time - mapping.lastUsed > idle) return port;
      port = port < FIRST_PORT || port === LAST_PORT ? FIRST_PORT : port + 1;
    }
    return wanted;
  }
}

function holder(isTcp: boolean, port: number): number {
  return (isTcp ? 65_536 : 0) + port;
}
