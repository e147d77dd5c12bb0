/**
 * Seconds after which Linux gives a connection up that carries nothing (net/netfilter,
 * nf_conntrack_proto_udp.c and nf_conntrack_proto_tcp.c; /proc/sys/net/netfilter tells them). RFC 5382
 * asks for at least 7440 for an established connection of TCP, RFC 4787 for 120 of UDP.
 */
export const linuxTimeouts = {
  /** Until an answer came and two seconds have passed. */
  udp: 30,
  udpStream: 120,
  synSent: 120,
  synReceived: 60,
  established: 432_000,
  finWait: 120,
  closeWait: 60,
  lastAck: 30,
  timeWait: 120,
  close: 10,
} as const;
export type TcpState = Exclude<keyof typeof linuxTimeouts, 'udp' | 'udpStream'>;
export type Timeouts = Readonly<Record<keyof typeof linuxTimeouts, number>>;

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/**
 * The state of a connection after a segment (the table of nf_conntrack_proto_tcp.c, without its windows
 * of sequence numbers).
 * @param state Null for a new one.
 * @param reply Whether it goes the other way than the first.
 */
export function tcpStateAfter(state: TcpState | null, flags: number, reply: boolean): TcpState {
  if ((flags & RST) !== 0) return 'close';
  if ((flags & SYN) !== 0) {
    if ((flags & ACK) !== 0)
      return state === 'synSent' && reply ? 'synReceived' : (state ?? 'established');
    const opens = state === null || state === 'timeWait' || state === 'close';
    return opens && !reply ? 'synSent' : (state ?? 'synSent');
  }
  // One that was there before the capture began.
  if (state === null) return 'established';
  if ((flags & FIN) !== 0) {
    if (state === 'synReceived' || state === 'established') return 'finWait';
    return state === 'finWait' || state === 'closeWait' ? 'lastAck' : state;
  }
  if (state === 'synReceived') return reply ? state : 'established';
  if (state === 'finWait') return 'closeWait';
  return state === 'lastAck' ? 'timeWait' : state;
}
