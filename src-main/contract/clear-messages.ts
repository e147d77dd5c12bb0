/** What a packet says in the clear that an eavesdropper reads. */
export const clearKinds = [
  /** A question or an answer of DNS over UDP. */
  'dns-question',
  'dns-answer',
  /** A TLS ClientHello over TCP. */
  'tls-hello',
  /** A QUIC Initial packet of a client, whose keys anybody can compute (RFC 9001, 5.2). */
  'quic-hello',
  /** An HTTP request. */
  'http-request',
] as const;

export const DNS_QUESTION = 0;
export const DNS_ANSWER = 1;
export const TLS_HELLO = 2;
export const QUIC_HELLO = 3;
export const HTTP_REQUEST = 4;

/** Types of a ClientHello: without more to tell, or with Encrypted ClientHello, real or made up. */
export const PLAIN_HELLO = 0;
export const ENCRYPTED_HELLO = 1;

/**
 * The messages in the clear of a table, a column for each fact and an entry for each packet that has
 * one: they are few, so they have no columns of all packets.
 */
export interface ClearMessages {
  readonly count: number;
  /** Row of the packet in the table; ascending, none twice. */
  readonly row: Uint32Array;
  /** Index into `clearKinds`. */
  readonly kind: Uint8Array;
  /**
   * Index into `names` of the table: what is asked for, or the server's name; -1 where it has none or
   * it was not captured.
   */
  readonly name: Int32Array;
  /** DNS: type of the question (1 is A, 28 AAAA). ClientHello: PLAIN_HELLO or ENCRYPTED_HELLO. */
  readonly type: Uint16Array;
  /** DNS: the transaction's number. */
  readonly id: Uint16Array;
  /** DNS answers: seconds for which it may be kept (RFC 1035, RFC 2308); 0: it may not, or is not known. */
  readonly ttl: Uint32Array;
}

/** The columns of ClearMessages. */
export const clearColumns = {
  row: Uint32Array,
  kind: Uint8Array,
  name: Int32Array,
  type: Uint16Array,
  id: Uint16Array,
  ttl: Uint32Array,
} as const;
export type ClearColumn = keyof typeof clearColumns;

/** Of no packets. */
export const noClearMessages: ClearMessages = {
  count: 0,
  row: new Uint32Array(0),
  kind: new Uint8Array(0),
  name: new Int32Array(0),
  type: new Uint16Array(0),
  id: new Uint16Array(0),
  ttl: new Uint32Array(0),
};
