import { describe, expect, it } from 'vitest';
import { shapingRecipeSchema } from '../../contract/shaping';
import { recipesOf } from '.';

describe('recipes', () => {
  it('are of what exists, and each says what it lacks', () => {
    const kinds = (shaping: string, vantage = 'wireguard' as const) =>
      recipesOf(shaping, vantage).map((recipe) => shapingRecipeSchema.parse(recipe).kind);
    expect(kinds('none')).toEqual([]);
    expect(kinds('jitter')).toEqual(['tc', 'wireguard']);
    expect(kinds('jitter:devices=iot')).toEqual(['tc', 'nftables', 'wireguard']);
    expect(kinds('machine:preset=daita')).toEqual(['nftables', 'maybenot', 'wireguard']);
    expect(recipesOf('stp', 'napt').map(({ kind }) => kind)).toEqual(['nftables']);
  });

  it('give netem the same mean and spread', () => {
    const [netem] = recipesOf('jitter:max=0.05', 'openvpn-udp-aes-256-gcm');
    // Uniform between 0 and 50 ms.
    expect(netem?.text).toContain('delay 25000us 25000us');
    expect(recipesOf('batch:period=0.25', 'napt')[0]?.text).toContain('slot 250ms 250ms');
  });

  it('refuse what cannot run there', () => {
    expect(() => recipesOf('pad:at=pair', 'napt')).toThrow(/shaping-impossible/);
  });
});
