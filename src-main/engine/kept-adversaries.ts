import type { AuditAdversary, CaptureInput } from '../audit';
import type { VantageName } from '../contract/vantage';
import { keyOf } from './surveys';

/** Bytes of models that are kept; a forest of a day has some ten million. */
const MOST_BYTES = 128 * 1024 ** 2;

type Input = Pick<CaptureInput, 'captures' | 'labels'>;

/** The adversaries of the last audit, so that their labels can be explained without training anew. */
export class KeptAdversaries {
  private kept: { key: string; adversaries: AuditAdversary[] } | null = null;

  /**
   * Forgets those before and takes the ones of an audit of these files as they are trained.
   * @returns Takes an adversary; of too many the oldest go.
   */
  async begin(input: Input): Promise<(adversary: AuditAdversary) => void> {
    const kept = { key: await keyOfInput(input), adversaries: [] as AuditAdversary[] };
    this.kept = kept;
    return (adversary) => {
      kept.adversaries.push(adversary);
      const bytes = (): number =>
        kept.adversaries.reduce((sum, { trained }) => sum + trained.onnx.byteLength, 0);
      while (bytes() > MOST_BYTES) kept.adversaries.shift();
    };
  }

  /** Null where these files were not audited last, or not from this vantage. */
  async of(input: Input, vantage: VantageName): Promise<AuditAdversary | null> {
    const { kept } = this;
    if (kept === null || kept.key !== (await keyOfInput(input))) return null;
    return kept.adversaries.find((one) => one.vantage === vantage) ?? null;
  }
}

function keyOfInput({ captures, labels }: Input): Promise<string> {
  return keyOf(labels === null ? captures : [...captures, labels]);
}
