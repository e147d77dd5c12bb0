import type { Random } from '../../contract/random';
import type { OpaqueBytes } from '../world/opaque-bytes';
import { converse, type Channel, type Turn } from './conversation';
import { concat } from './der';
import type { Side, TcpConnection } from './tcp-connection';
import {
  changeCipherSpec,
  clientFinish12,
  clientHello,
  finished12,
  RECORD,
  record,
  serverFlight12,
  serverHello,
  sessionTicket12,
  type TlsProfile,
} from './tls-messages';

/** Most ciphertext in a record (RFC 8446, section 5.2), less what the cipher adds. */
const LONGEST_RECORD = 16384;
const TICKET_BYTES = 176;

/** A TLS session on a connection: the handshake in the open, then records nobody can read. */
export class TlsSession implements Channel {
  constructor(
    readonly connection: TcpConnection,
    readonly random: Random,
    private readonly opaque: OpaqueBytes,
    private readonly profile: TlsProfile,
    private readonly name: string,
  ) {}

  /** Plans TCP and TLS handshakes; gives the moment the client may send. */
  establish(at: number, resumed: boolean): number {
    const ready = this.connection.connect(at);
    const turns = this.profile.version === '1.3' ? this.modernTurns() : this.classicTurns(resumed);
    return converse(this, ready + this.random.between(0.001, 0.006), turns).end;
  }

  /** Ciphertext of `bytes` bytes, record headers included; long ones in several records. */
  fill(bytes: number, _from: Side): Uint8Array {
    const all = new Uint8Array(bytes);
    let at = 0;
    while (at < bytes) {
      const left = bytes - at;
      // A rest too short for a record goes into this one.
      const body = left - 5 <= LONGEST_RECORD + 30 ? left - 5 : LONGEST_RECORD;
      all.set([RECORD.data, 3, 3, body >>> 8, body & 255], at);
      this.opaque.fill(all, at + 5, at + 5 + body);
      at += 5 + body;
    }
    return all;
  }

  private classicTurns(resumed: boolean): Turn[] {
    const { opaque, profile, name } = this;
    const hello = clientHello(profile, name, resumed ? TICKET_BYTES : 0, opaque);
    if (resumed) {
      const answer = concat(serverHello(profile, true, opaque), finished12(opaque));
      return [
        { from: 'client', content: hello },
        { from: 'server', content: answer },
        { from: 'client', content: finished12(opaque) },
      ];
    }
    const flight = concat(serverHello(profile, false, opaque), serverFlight12(name, opaque));
    const end = concat(sessionTicket12(TICKET_BYTES, opaque), finished12(opaque));
    return [
      { from: 'client', content: hello },
      { from: 'server', content: flight },
      { from: 'client', content: clientFinish12(opaque), after: 0.012 },
      { from: 'server', content: end },
    ];
  }

  private modernTurns(): Turn[] {
    const { opaque, profile, name } = this;
    const certificateBytes = 2300 + ((name.length * 97) % 1500);
    const flight = concat(
      serverHello(profile, false, opaque),
      changeCipherSpec(),
      record(RECORD.data, opaque.take(certificateBytes)),
    );
    const tickets = concat(
      record(RECORD.data, opaque.take(250)),
      record(RECORD.data, opaque.take(250)),
    );
    return [
      { from: 'client', content: clientHello(profile, name, 0, opaque) },
      { from: 'server', content: flight },
      { from: 'client', content: concat(changeCipherSpec(), record(RECORD.data, opaque.take(53))) },
      { from: 'server', content: tickets },
    ];
  }
}
