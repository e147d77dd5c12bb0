import type { Datagram } from './datagram';
import type { Judge, Verdict } from './judge';
import { OpenVpnMarks } from './openvpn-marks';

/** Packets of which hardly any is OpenVPN's say that none is. */
const LOOKED_AT = 16;

/** OpenVPN over UDP, from its first packet or from the middle. */
export class OpenVpnJudge implements Judge {
  private readonly marks = new OpenVpnMarks();

  static mayBegin(datagram: Datagram): boolean {
    return OpenVpnMarks.fits(datagram.byte(0), datagram.length);
  }

  get alive(): boolean {
    const { packets, foreign } = this.marks;
    return packets < LOOKED_AT || foreign <= 0.1 * packets;
  }

  see(datagram: Datagram): void {
    this.marks.see(datagram);
  }

  verdict(): Verdict | null {
    return this.marks.verdict('openvpn-udp', []);
  }
}
