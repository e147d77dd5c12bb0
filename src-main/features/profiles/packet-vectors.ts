import {
  fieldsOfProtocol,
  OTHER_PROTOCOL,
  type ProfileElement,
  type ProfileField,
  profileFields,
  TCP_PROTOCOL,
  UDP_PROTOCOL,
} from '../../contract/profiles';
import { protocolBits } from '../../contract/protocol-bits';
import type { View } from '../../contract/vantage';

/** The protocols of elements; a packet's shape is twice its place here, and one more where it is outbound. */
const protocols = [OTHER_PROTOCOL, TCP_PROTOCOL, UDP_PROTOCOL] as const;
export const SHAPES = protocols.length * 2;

/** Reads packet vectors (Ma et al., section III-A) off a view, without an object for each. */
export interface PacketVectors {
  /** Of each field the view's column; null where it has none. Options are places in `optionLists`. */
  readonly columns: readonly (Uint8Array | Uint16Array | Uint32Array | null)[];
  readonly optionLists: readonly string[];
  /** Protocol and direction of each packet, below `SHAPES`. */
  readonly shape: Uint8Array;
  /** Of each shape the fields that such packets have, places in `profileFields`. */
  readonly fields: readonly (readonly number[])[];
}

/** The view's packets, or those at `rows` alone: then columns are copies, and a packet is its place there. */
export function vectorsOf(view: View, rows?: Int32Array): PacketVectors {
  const { headers } = view;
  const byField: Record<ProfileField, Uint8Array | Uint16Array | Uint32Array | null> = {
    length: view.length,
    flags: headers?.tcpFlags ?? null,
    window: headers?.window ?? null,
    options: headers?.optionKinds ?? null,
    payload: headers?.payloadLength ?? null,
    ttl: headers?.ttl ?? null,
  };
  const columns = profileFields.map((field) => {
    const column = byField[field];
    return column && rows ? picked(column, rows) : column;
  });
  const count = rows?.length ?? view.count;
  const shape = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const row = rows ? (rows[i] as number) : i;
    const bits = view.protocols ? (view.protocols[row] as number) : 0;
    const protocol = bits & protocolBits.tcp ? 1 : bits & protocolBits.udp ? 2 : 0;
    shape[i] = protocol * 2 + (view.direction[row] as number);
  }
  const fields = Array.from({ length: SHAPES }, (_, of) =>
    fieldsOfShape(of, headers !== undefined),
  );
  return { columns, optionLists: headers?.optionLists ?? [''], shape, fields };
}

function picked(column: Uint8Array | Uint16Array | Uint32Array, rows: Int32Array): Uint32Array {
  const values = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

function fieldsOfShape(shape: number, hasHeaders: boolean): number[] {
  const names = fieldsOfProtocol[protocols[shape >> 1] as number] as readonly ProfileField[];
  const seen = names.filter((name) => name === 'length' || hasHeaders);
  return seen
    .filter((name) => name !== 'ttl' || shape % 2 === 1)
    .map((name) => profileFields.indexOf(name));
}

/** What packets must be of to match the element: as `PacketVectors.shape`. */
export function shapeOf({ protocol, direction }: ProfileElement): number {
  return protocols.indexOf(protocol) * 2 + direction;
}

/** Protocol and direction of a shape. */
export function ofShape(shape: number): Pick<ProfileElement, 'protocol' | 'direction'> {
  return {
    protocol: protocols[shape >> 1] as ProfileElement['protocol'],
    direction: (shape % 2) as ProfileElement['direction'],
  };
}
