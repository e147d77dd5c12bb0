import { z } from 'zod';
import { calibratedScoreSchema, typePresenceSchema } from './calibration';
import { problemSchema } from './errors';
import { hidingSchema } from './hiding';
import { deviceSchema, gatewaySchema } from './home';
import { adversaryModelSchema } from './learning';
import { twoSidedSchema } from './pairing';
import { shapedRunSchema } from './shaped-run';
import { tunnelSightingSchema } from './tunnel-sighting';
import { auditEventSchema, interactionScoreSchema } from './interactions';
import { vantageNameSchema } from './vantage';

/** Something odd in a capture that reading survived, with how often it happened. */
export const warningSchema = z.object({
  code: z.enum([
    'truncated-file',
    'malformed-block',
    'captured-longer-than-original',
    'time-backwards',
    'time-gap',
    'unsupported-link',
    'unknown-interface',
    'headers-cut',
    'duplicates-removed',
    'packets-dropped',
    'coarse-timestamps',
    'computed-view',
    'wifi-encrypted',
    'addresses-merged',
  ]),
  count: z.number().int(),
});
export type Warning = z.infer<typeof warningSchema>;

/** One capture file as read. */
export const captureFileSchema = z.object({
  path: z.string(),
  format: z.enum(['pcap', 'pcapng']),
  compression: z.enum(['none', 'gzip', 'zstd']),
  linkTypes: z.array(z.string()),
  packets: z.number().int(),
  bytes: z.number().int(),
  /** Packets whose captured part is shorter than the frame was. */
  truncatedPackets: z.number().int(),
  /** Copies of packets recorded twice (`any` interface, mirror port); not among `packets`. */
  duplicates: z.number().int(),
  /** Frames that the capture lost by its own count (pcapng statistics); null when it does not say. */
  droppedPackets: z.number().int().nullable(),
  warnings: z.array(warningSchema),
  /** True when the file says that HomeMole's simulator wrote it. */
  simulated: z.boolean(),
});
export type CaptureFile = z.infer<typeof captureFileSchema>;

/** `inspect --json` */
export const inspectResultSchema = z.object({
  packets: z.number().int(),
  /** Sum of frame lengths on the wire. */
  bytes: z.number().int(),
  durationSeconds: z.number(),
  startTime: z.number().nullable(),
  internetPackets: z.number().int(),
  simulated: z.boolean(),
  files: z.array(captureFileSchema),
  gateway: gatewaySchema.nullable(),
  devices: z.array(deviceSchema),
  /** Tunnels that the captures show from outside, the one with the most bytes first. */
  tunnels: z.array(tunnelSightingSchema),
});
export type InspectResult = z.infer<typeof inspectResultSchema>;

/** What stands in the clear between the gateway and the provider, whatever is encrypted inside. */
export const visibleSchema = z.object({
  /** Different addresses outside that packets go to or come from. */
  servers: z.number().int(),
  /** Different ports of these, TCP and UDP apart. */
  serverPorts: z.number().int(),
  /** The busiest of them, at most 32. */
  ports: z.array(
    z.object({
      protocol: z.enum(['tcp', 'udp']),
      port: z.number().int(),
      packets: z.number().int(),
    }),
  ),
  /** Conversations that can be told apart: a port of the gateway, a server and its port each. */
  connections: z.number().int(),
  /** Servers that are asked for the time in the clear (NTP). */
  timeServers: z.number().int(),
  /** Different names that pass in the clear. */
  names: z.number().int(),
  /**
   * The commonest of them, at most 256, with how many messages said it: DNS, a ClientHello over TCP or
   * in QUIC, the host of an HTTP request. Whose device it was the provider is not told.
   */
  commonNames: z.array(
    z.object({
      name: z.string(),
      dns: z.number().int(),
      tls: z.number().int(),
      quic: z.number().int(),
      http: z.number().int(),
    }),
  ),
  /** What hides names: that it is used can be seen, the names cannot. */
  veiled: z.object({
    /** ClientHellos with Encrypted ClientHello, or with the same made up (GREASE): no one can tell. */
    encryptedHellos: z.number().int(),
    /** ClientHellos and QUIC handshakes without a name, or whose name was not captured. */
    namelessHellos: z.number().int(),
    /** Packets of DNS over TLS or QUIC (port 853), and to resolvers known for DNS over HTTPS. */
    dnsOverTls: z.number().int(),
    dnsOverHttps: z.number().int(),
  }),
  /** Global IPv6 addresses of the home: nothing translates these, so each device shows its own. */
  homeIpv6Addresses: z.number().int(),
});
export type Visible = z.infer<typeof visibleSchema>;

/** Figures of one vantage's view. */
export const viewSummarySchema = z.object({
  vantage: vantageNameSchema,
  packets: z.number().int(),
  bytes: z.number().int(),
  /** How many different frame lengths the eavesdropper sees, and how many there were inside. */
  distinctLengths: z.number().int(),
  distinctLengthsInside: z.number().int(),
  /** Shannon entropy of the frame length in bits. */
  lengthEntropyBits: z.number(),
  /**
   * Of `packets` those that carry nothing of the home: handshakes and keepalives, in a tunnel over TCP its bare
   * acknowledgements too. `hiding.own` has them by kind; `pairing.controlPackets` counts records instead.
   */
  controlPackets: z.number().int(),
  /** Packets of the LAN that never cross the gateway. */
  hiddenLanPackets: z.number().int(),
  /** Behind NAPT; null in a tunnel, of which none of it is visible. */
  visible: visibleSchema.nullable(),
});
export type ViewSummary = z.infer<typeof viewSummarySchema>;

/** `view --json`, without `--packets` */
export const viewResultSchema = viewSummarySchema.extend({
  /** True when a capture says that HomeMole's simulator wrote it. */
  simulated: z.boolean(),
  hiding: hidingSchema,
});
export type ViewResult = z.infer<typeof viewResultSchema>;

/** `view --lan --wan --json`: the view as it was recorded outside, paired with the home's packets. */
export const viewSidesResultSchema = viewResultSchema.extend(twoSidedSchema.shape).extend({
  /** False where a capture outside is a view that HomeMole computed. */
  measured: z.boolean(),
  /** The captures outside. */
  outside: z.array(captureFileSchema),
});
export type ViewSidesResult = z.infer<typeof viewSidesResultSchema>;

/** One line of `view --packets` */
export const viewPacketSchema = z.object({
  time: z.number(),
  direction: z.enum(['in', 'out']),
  length: z.number().int(),
  serverPort: z.number().int().nullable(),
  protocols: z.string().nullable(),
  /** The truth; null for tunnel control. */
  device: z.string().nullable(),
});

/** Rows are the truth, columns what the adversary said; counts of packets. */
export const confusionSchema = z.object({
  labels: z.array(z.string()),
  matrix: z.array(z.array(z.number().int())),
});
export type Confusion = z.infer<typeof confusionSchema>;

/** Accuracies over packets; tunnel control counts in none. */
export const scoreSchema = z.object({
  overallAccuracy: z.number(),
  /** Over packets whose true device is IoT; null when the test part has none. */
  iotAccuracy: z.number().nullable(),
  /** `iotAccuracy` without the types that the adversary never met while learning. */
  learnedIotAccuracy: z.number().nullable(),
  /** Packets of such types; they count as wrong everywhere else. */
  unlearnedIotPackets: z.number().int(),
  /** Mean of `categoryAccuracy` over the classes present in the test part. */
  macroRecall: z.number(),
  /** Recall of each class present. */
  categoryAccuracy: z.record(z.string(), z.number()),
  confusion: confusionSchema,
  packets: z.number().int(),
  windows: z.number().int(),
  baselines: z.object({
    /** Always naming the training part's commonest class; in `evaluate` the tested captures' own: harder. */
    majority: z.number(),
    /** The same for IoT packets alone, with the commonest IoT class; null without IoT packets. */
    iotMajority: z.number().nullable(),
  }),
});
export type Score = z.infer<typeof scoreSchema>;

/** `evaluate --json` */
export const evaluateResultSchema = scoreSchema.extend({
  vantage: vantageNameSchema,
  model: adversaryModelSchema,
  /** True when the model or a capture is the simulator's. */
  simulated: z.boolean(),
  /** Types in the capture that the model has never seen; their packets count as wrong. */
  unknownTypes: z.array(z.string()),
  /** By what the model's card says of its probabilities; null where it says nothing. */
  calibration: calibratedScoreSchema.nullable(),
  /** Which types were there, and when, by the model's card; empty where it does not say how to tell. */
  presence: z.array(typePresenceSchema),
});
export type EvaluateResult = z.infer<typeof evaluateResultSchema>;

export const verdicts = ['identified', 'partly', 'hidden', 'not-enough-data'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the eavesdropper learned of one device. */
export const deviceVerdictSchema = z.object({
  device: z.string(),
  type: z.string(),
  verdict: z.enum(verdicts),
  /** Share of the device's test packets that were given its type; null without test packets. */
  recall: z.number().nullable(),
  /** Share right among the test packets given this type; null when none was. */
  precision: z.number().nullable(),
  /** From its first test packet to the first sure sighting, as who knows the truth sees it; null for never. */
  firstIdentifiedSeconds: z.number().nullable(),
  trainPackets: z.number().int(),
  testPackets: z.number().int(),
  /** Mean probability, calibrated where that was possible, that it gave to its own right labels. */
  meanConfidence: z.number().nullable(),
  /** Share of its test packets of which the adversary would rather say `unknown`; null where it never does. */
  unknownShare: z.number().nullable(),
  /** Most frequent wrong type, and its share of the device's packets. */
  confusedWith: z.object({ type: z.string(), share: z.number() }).nullable(),
});
export type DeviceVerdict = z.infer<typeof deviceVerdictSchema>;

/** One sentence that the eavesdropper could write, and how often such a sentence is right. */
export const claimSchema = z.object({
  code: z.enum(['device-present', 'people-online', 'device-count']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  /** Share of them that were right in the test part. */
  share: z.number(),
  /** What `support` windows vouch for: lower end of Wilson's 95 % interval of `share`; of kinds `share` itself. */
  confidence: z.number(),
  /** Windows of six minutes that `share` is measured on; for `device-count`, kinds. */
  support: z.number().int(),
});
export type Claim = z.infer<typeof claimSchema>;

/** Test traffic over time, per class: packets a bin as they were and as they were labelled. */
export const timelineSchema = z.object({
  start: z.number(),
  binSeconds: z.number(),
  bins: z.number().int(),
  lanes: z.array(
    z.object({
      type: z.string(),
      /** Packets of the type. */
      truth: z.array(z.number().int()),
      /** Packets given the type, rightly or not. */
      labelled: z.array(z.number().int()),
      /** Packets rightly given the type. */
      correct: z.array(z.number().int()),
    }),
  ),
});
export type Timeline = z.infer<typeof timelineSchema>;

export const adversaryScoreSchema = scoreSchema.extend({
  model: adversaryModelSchema,
  /** How far its probabilities can be believed; null where the training part was too short to learn it. */
  calibration: calibratedScoreSchema.nullable(),
});

export const leakageSchema = z.object({
  /**
   * Estimate of the least error possible with these features, from the nearest neighbour's (Cover and
   * Hart 1967). Exact only for endless samples: an adversary that errs less refutes it.
   */
  bayesErrorLower: z.number(),
  /** At least this much of the device type is in a packet's features (Fano's inequality). */
  mutualInformationBits: z.number(),
  /** Entropy of the device type itself: the most there is to learn. */
  typeEntropyBits: z.number(),
});

export const vantageAuditSchema = z.object({
  vantage: vantageNameSchema,
  view: viewSummarySchema,
  hiding: hidingSchema,
  /** Strongest first; the verdicts, claims and timeline below are its. */
  adversaries: z.array(adversaryScoreSchema),
  devices: z.array(deviceVerdictSchema),
  /** Type by type in windows of time; empty where the training part was too short to learn how. */
  presence: z.array(typePresenceSchema),
  /** What it says people did in the tested part, and of each whether that was so. */
  events: z.array(auditEventSchema),
  /** How well it told that; empty without marked events to learn from. */
  interactions: z.array(interactionScoreSchema),
  claims: z.array(claimSchema),
  leakage: leakageSchema.nullable(),
  timeline: timelineSchema,
});
export type VantageAudit = z.infer<typeof vantageAuditSchema>;

/** A limit of this very audit, as a code; words in `messages.ts`. */
export const limitSchema = z.object({
  code: z.enum([
    'simulated',
    'no-labels',
    'labels-unseen',
    'short-capture',
    'single-home',
    'trained-on-this-home',
    'ipv6-not-translated',
    'delay-modelled',
    'measured',
    'sparse-devices',
    'warnings',
    'coarse-timestamps',
    'packets-dropped',
    'no-interactions',
    'interactions-marked',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});

/** `audit --json` */
export const auditResultSchema = z.object({
  format: z.literal('homemole-audit'),
  version: z.literal(1),
  source: z.object({
    simulated: z.boolean(),
    files: z.array(captureFileSchema),
    startTime: z.number(),
    durationSeconds: z.number(),
    packets: z.number().int(),
    bytes: z.number().int(),
    internetPackets: z.number().int(),
  }),
  home: z.object({ gateway: gatewaySchema.nullable(), devices: z.array(deviceSchema) }),
  vantages: z.array(vantageAuditSchema),
  shaping: z.array(shapedRunSchema),
  method: z.object({
    /** The split in words, e.g. `time-blocked: first 60 %, gap 60 s, rest`. */
    split: z.string(),
    seed: z.number().int(),
    trainSeconds: z.number(),
    gapSeconds: z.number(),
    testSeconds: z.number(),
    trainStart: z.number(),
    testStart: z.number(),
    window: z.number().int(),
  }),
  limits: z.array(limitSchema),
});
export type AuditResult = z.infer<typeof auditResultSchema>;

/** `simulate --json` */
export const simulateResultSchema = z.object({
  scenario: z.string(),
  hours: z.number(),
  seed: z.number().int(),
  packets: z.number().int(),
  devices: z.number().int(),
  interactions: z.number().int(),
  files: z.array(z.string()),
});
export type SimulateResult = z.infer<typeof simulateResultSchema>;

/** `models --json` */
export const modelsResultSchema = z.object({
  models: z.array(
    z.object({
      origin: z.enum(['own', 'shipped']),
      folder: z.string(),
      name: z.string(),
      model: adversaryModelSchema,
      vantage: vantageNameSchema,
      classes: z.array(z.string()),
      source: z.string(),
      accuracy: z.number().nullable(),
      sha256: z.string(),
    }),
  ),
  /** Folders of the library without a model that can be used. */
  broken: z.array(z.object({ id: z.string(), folder: z.string(), problem: problemSchema })),
});
export type ModelsResult = z.infer<typeof modelsResultSchema>;
