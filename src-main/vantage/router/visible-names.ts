import {
  DNS_QUESTION,
  ENCRYPTED_HELLO,
  HTTP_REQUEST,
  QUIC_HELLO,
  TLS_HELLO,
} from '../../contract/clear-messages';
import type { PacketTable } from '../../contract/packet-table';
import type { Visible } from '../../contract/results';

/** Names listed. */
const MOST = 256;

type Names = Pick<Visible, 'names' | 'commonNames'> &
  Pick<Visible['veiled'], 'encryptedHellos' | 'namelessHellos'>;
type Counts = Record<'dns' | 'tls' | 'quic' | 'http', number>;

const sayer: Record<number, keyof Counts> = {
  [DNS_QUESTION]: 'dns',
  [TLS_HELLO]: 'tls',
  [QUIC_HELLO]: 'quic',
  [HTTP_REQUEST]: 'http',
};

/**
 * The names that pass in the clear, and how many messages would have said one and did not. An answer of
 * DNS says its question once more and is not counted.
 * @param crosses Whether the eavesdropper sees a row.
 */
export function namesIn(packets: PacketTable, crosses: (row: number) => boolean): Names {
  const { clear, names } = packets;
  const found = new Map<number, Counts>();
  let encryptedHellos = 0;
  let namelessHellos = 0;
  for (let at = 0; at < clear.count; at++) {
    const kind = clear.kind[at] as number;
    const by = sayer[kind];
    if (!by || !crosses(clear.row[at] as number)) continue;
    const isHello = kind === TLS_HELLO || kind === QUIC_HELLO;
    if (isHello && clear.type[at] === ENCRYPTED_HELLO) encryptedHellos++;
    const name = clear.name[at] as number;
    if (name < 0) {
      if (isHello) namelessHellos++;
      continue;
    }
    let counts = found.get(name);
    if (!counts) found.set(name, (counts = { dns: 0, tls: 0, quic: 0, http: 0 }));
    counts[by]++;
  }
  const commonNames = [...found]
    .map(([name, counts]) => ({ name: names[name] as string, ...counts }))
    .sort((one, other) => sum(other) - sum(one) || (one.name < other.name ? -1 : 1))
    .slice(0, MOST);
  return { names: found.size, commonNames, encryptedHellos, namelessHellos };
}

function sum({ dns, tls, quic, http }: Counts): number {
  return dns + tls + quic + http;
}
