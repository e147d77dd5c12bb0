import type { Home } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import type { HomeKnowledge } from './knowledge';
import { HomeSurvey } from './survey';

/**
 * Who is who: the devices of the home by MAC address, the gateway, and for every packet whose it is,
 * which way it goes and whether it crosses the gateway (see Owners).
 */
export function identifyHome(packets: PacketTable, knowledge: HomeKnowledge): Home {
  const survey = new HomeSurvey();
  survey.add(packets);
  const home = survey.present(knowledge);
  return { packets, devices: home.devices, ...home.assign(packets) };
}
