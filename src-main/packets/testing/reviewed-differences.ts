/** How a file differs from what tshark and capinfos 4.0 tell of it, and why that is right. */
interface Difference {
  how: string;
  why: string;
}

const unsupported = (link: string): Difference => ({
  how: 'capture-unsupported-link',
  why: `${link}: no home's Internet traffic is recorded so; the error names the link`,
});

/** Every difference was looked at, packet by packet. */
export const reviewed: Record<string, Difference> = {
  'gopacket__pcapgo__tests__le__test901.pcapng': {
    how: '2 packets, not 1; links Ethernet, not none',
    why: 'at a section of version 2.0 tshark ends and capinfos gives up; what stands around it is read',
  },
  'fuzz-2021-10-13.pcap': {
    how: 'capture-malformed',
    why: 'its only record claims 524,501 bytes, beyond the 262,144 that libpcap allows',
  },
  'tcpdump-tests__tests__LINKTYPE_IPV6_invalid.pcap': {
    how: 'addresses and ports of 1',
    why: 'IPv4 under the link type of raw IPv6: read by its version, which tshark refuses',
  },
  'tcpdump-tests__tests__cve2015-0261-crash.pcap': {
    how: 'addresses of 1',
    why: 'IPv6 behind a SLIP header, which tshark shows as data; tcpdump reads it as HomeMole does',
  },
  'tcpdump-tests__tests__icmp6_nodeinfo_oobr.pcap': {
    how: 'addresses of 1',
    why: 'IPv6 behind a SLIP header, which tshark shows as data; tcpdump reads it as HomeMole does',
  },
  'tcpdump-tests__tests__arista_ether.pcap': {
    how: 'addresses of 12',
    why: 'behind a time stamp of a switch maker (EtherType 0xd28b), which HomeMole does not read',
  },
  'tcpdump-tests__tests__bigtcp-ipv6.pcap': bigTcp(),
  'tcpdump-tests__tests__bigtcp-ipv6-geneve-ipv6.pcap': bigTcp(),
  'tcpdump-tests__tests__bigtcp-ipv6-vxlan-ipv6.pcap': bigTcp(),
  'tcpdump-tests__tests__brcm-tag-prepend.pcap': switchTag('15 packets, not 0'),
  'tcpdump-tests__tests__dsa-high-vid.pcap': switchTag('4 packets, not 0'),
  'tcpdump-tests__tests__edsa-high-vid.pcap': switchTag('4 packets, not 0'),
  'tcpdump-tests__tests__icmp-icmp_print-oobr-2.pcap': frameRelay(),
  'tcpdump-tests__tests__vrrp-vrrp_print-oobr.pcap': frameRelay(),
  'tcpdump-tests__tests__icmp-rfc8335-missing-bytes.pcap': macsec('addresses of 1'),
  'tcpdump-tests__tests__macsec-integonly.pcap': macsec('addresses of 1'),
  'tcpdump-tests__tests__macsec-short-shorter.pcap': macsec('addresses and ports of 1'),
  'tcpdump-tests__tests__macsec-short-valid.pcap': macsec('addresses and ports of 1'),
  'tcpdump-tests__tests__ipv4_invalid_total_length_2.pcap': {
    how: 'addresses of 1',
    why: 'a total length of 19 bytes: HomeMole gives the addresses that are there all the same',
  },
  'tcpdump-tests__tests__ipv6_invalid_length.pcap': {
    how: 'addresses of 1',
    why: 'cut within the destination address: tshark gives the source, HomeMole no half header',
  },
  'tcpdump-tests__tests__rx_serviceid_oobr.pcap': {
    how: 'time of 1',
    why: 'a field of microseconds beyond 2^31: unsigned by the format, signed for tshark',
  },
  'tcpdump-tests__tests__timestamp_invalid_nano.pcap': {
    how: 'time and length and addresses and ports of 3',
    why: 'fields of nanoseconds beyond 10^9 and 2^31: unsigned for HomeMole, so another order of time',
  },
  'tcpdump-tests__tests__802_15_4-data.pcap': unsupported('IEEE 802.15.4'),
  'tcpdump-tests__tests__802_15_4-oobr-2.pcap': unsupported('IEEE 802.15.4'),
  'tcpdump-tests__tests__802_15_4_beacon.pcap': unsupported('IEEE 802.15.4'),
  'tcpdump-tests__tests__arcnet-rfc1201-arp-icmp-http.pcap': unsupported('ARCNET'),
  'tcpdump-tests__tests__atm-heapoverflow.pcap': unsupported('SunATM'),
  'tcpdump-tests__tests__atm-oam-loopback-print-overrun.pcap': unsupported('SunATM'),
  'tcpdump-tests__tests__bgp-aigp.pcap': unsupported('Juniper Ethernet'),
  'tcpdump-tests__tests__e1000g.pcap': unsupported('Solaris IPNET'),
  'tcpdump-tests__tests__heapoverflow-atalk_2.pcap': unsupported('ARCNET'),
  'tcpdump-tests__tests__heapoverflow-atalk_print.pcap': unsupported('ARCNET'),
  'tcpdump-tests__tests__hoobr_juniper.pcap': unsupported('Juniper ATM'),
  'tcpdump-tests__tests__hoobr_juniper2.pcap': unsupported('Juniper ATM'),
  'tcpdump-tests__tests__hoobr_juniper4.pcap': unsupported('Juniper ATM'),
  'tcpdump-tests__tests__ipoib.pcap': unsupported('IP over InfiniBand'),
  'tcpdump-tests__tests__isis_poi.pcap': unsupported('Juniper Ethernet'),
  'tcpdump-tests__tests__juniper_atm1_oobr.pcap': unsupported('Juniper ATM'),
  'tcpdump-tests__tests__juniper_es_oobr.pcap': unsupported('Juniper encryption service'),
  'tcpdump-tests__tests__juniper_monitor_invalid_cookie_length.pcap': unsupported(
    'Juniper monitoring service',
  ),
  'tcpdump-tests__tests__kday6.pcap': unsupported('Juniper Frame Relay'),
  'tcpdump-tests__tests__unsupported-link-type-160.pcap': unsupported('link type 160'),
  'tcpdump-tests__tests__vtp_asan-2.pcap': unsupported('Juniper Frame Relay'),
  'tcpdump-tests__tests__vtp_asan-3.pcap': unsupported('Juniper Frame Relay'),
};

function bigTcp(): Difference {
  return {
    how: 'ports of 1',
    why: 'a jumbogram (payload length 0): tshark 4.0 stops at IPv6, HomeMole reads on by the frame',
  };
}

function switchTag(how: string): Difference {
  return { how, why: 'a switch tag whose link type tshark 4.0 does not know' };
}

function frameRelay(): Difference {
  return {
    how: 'addresses of 3',
    why: 'made by a fuzzer: Frame Relay with an address of three bytes, of which HomeMole reads two',
  };
}

function macsec(how: string): Difference {
  return {
    how,
    why: 'MACsec (IEEE 802.1AE) without encryption, which HomeMole does not look behind',
  };
}
