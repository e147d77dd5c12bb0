import type { PaddingScheme } from '../../contract/shapings/common';
import { paddingRule } from '../padding-rules';
import { numberOf, type Shaper } from '../shaper';

/** Longer packets at the same times. Those above the largest are cut before (`cut.ts`). */
export const pad: Shaper = {
  scope: 'packet',
  shape(stream, context) {
    const rule = paddingRule(context.values['scheme'] as PaddingScheme, {
      ...context,
      width: numberOf(context, 'width'),
    });
    const size = new Uint16Array(stream.count);
    for (let row = 0; row < stream.count; row++) {
      size[row] = rule(stream.size[row] as number, stream.source[row] as number);
    }
    return { ...stream, size };
  },
};
