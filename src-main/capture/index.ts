import type { Warning } from '../contract/results';

/** What captures: in the order in which HomeMole prefers them. */
export const captureBackends = ['dumpcap', 'tcpdump', 'cap', 'ssh'] as const;
export type CaptureBackend = (typeof captureBackends)[number];

/** An interface that can be recorded. */
export interface CaptureInterface {
  /** The system's name, as a backend wants it, e.g. `wlan0`. */
  name: string;
  /** What people call it; empty when the system has no better name. */
  description: string;
  /** IP addresses as text. */
  addresses: readonly string[];
  up: boolean;
}

/** What to record. */
export interface CaptureRequest {
  /** `CaptureInterface.name`, or `user@host:interface` for the backend `ssh`. */
  interface: string;
  /** The first one that works when absent. */
  backend?: CaptureBackend;
  /** Most bytes kept of a frame; 0 is all of it. */
  snaplen?: number;
  /** Ends the capture by itself; absent: when it is stopped. */
  seconds?: number;
}

/** How a capture stands, or how it ended. */
export interface CaptureStatus {
  packets: number;
  /** Frames the system saw and the backend lost; null where the backend does not count them. */
  dropped: number | null;
  /** `kernel`: taken on arrival; `coarse`: when the program got round to it (backend `cap`). */
  timestamps: 'kernel' | 'coarse';
  warnings: readonly Warning[];
}

/**
 * A running capture. It yields the bytes of one pcap or pcapng file, which the packets room reads
 * like any other. Whoever started it stops it; stopping twice is harmless.
 */
export interface CaptureSource extends AsyncIterable<Uint8Array> {
  readonly backend: CaptureBackend;
  readonly status: CaptureStatus;
  stop(): Promise<CaptureStatus>;
}
