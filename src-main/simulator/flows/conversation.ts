import type { Random } from '../../contract/random';
import { otherSide, type Side, type TcpConnection } from './tcp-connection';

/** One message of a conversation. Its size is given in one of three ways. */
export interface Turn {
  from: Side;
  /** The whole frame's length, for a message of one packet, as papers and captures give it. */
  frame?: number;
  /** Bytes on top of TCP, however many packets that is. */
  bytes?: number;
  /** The very bytes. */
  content?: Uint8Array;
  /**
   * Seconds of thinking before it: on top of the way there and back when the other side spoke
   * last, from one message to the next when the same side goes on. 0.002 unless said otherwise.
   */
  after?: number;
}

/** A connection and what its bytes look like: plain, or TLS records. */
export interface Channel {
  readonly connection: TcpConnection;
  readonly random: Random;
  /** `bytes` bytes of the application, as they go over TCP. */
  fill(bytes: number, from: Side): Uint8Array;
}

/** When a conversation's turns pass the capture point. */
export interface Spoken {
  /** First packet of each turn. */
  times: number[];
  /** Last packet of all. */
  end: number;
}

/** Beyond this an ACK is not held back for the answer to carry it. */
const PIGGYBACK = 0.035;

/**
 * Plans a conversation on an open connection, not before `at`. Every message is acknowledged as
 * stacks do it: by the answer when that comes soon, else by a pure ACK, at once for two segments
 * and after the stack's delay for one.
 */
export function converse(channel: Channel, at: number, turns: readonly Turn[]): Spoken {
  const { connection, random } = channel;
  const times: number[] = [];
  let time = Math.max(at, connection.free);
  let before: Side | null = null;
  turns.forEach((turn, i) => {
    const pause = turn.after ?? 0.002;
    if (before === null || before === turn.from) time += i === 0 ? (turn.after ?? 0) : pause;
    else time += connection.party(turn.from).turnaround() + pause;
    const sent = connection.send(turn.from, contentOf(channel, turn), time);
    times.push(sent.first);
    time = sent.last;
    before = turn.from;
    const listener = otherSide(turn.from);
    const next = turns[i + 1];
    const answersSoon = next?.from === listener && (next.after ?? 0.002) < PIGGYBACK;
    if (sent.unacknowledged > 0 && !answersSoon) {
      const { stack } = connection.party(listener);
      const waits = sent.unacknowledged === 1 && random.uniform() < 0.4;
      const held = waits ? stack.ackDelay * random.between(0.7, 1) : 0;
      const soonest = next && next.from === turn.from ? Math.min(held, next.after ?? 0.002) : held;
      connection.acknowledge(listener, time + connection.party(listener).turnaround() + soonest);
    }
  });
  return { times, end: Math.max(time, connection.free) };
}

function contentOf(channel: Channel, turn: Turn): Uint8Array {
  if (turn.content) return turn.content;
  const bytes = turn.bytes ?? (turn.frame ?? 0) - channel.connection.headerBytes;
  return channel.fill(Math.max(1, bytes), turn.from);
}
