/** The packets of the picture on the first screen, invented: place, height, whose, guessed whose. */
export interface IdeaPacket {
  x: number;
  height: number;
  device: 'camera' | 'lock' | 'speaker';
  guess: 'camera' | 'lock' | 'speaker';
}

const camera = [0, 1, 2, 3, 14, 15, 16, 17, 27, 28, 29, 30, 41, 42, 43, 44];
const lock = [6, 7, 20, 33, 34, 47];
const speaker = [10, 11, 23, 24, 37, 38, 50, 51];
const wrong = new Set([20, 38]);

function packets(places: readonly number[], device: IdeaPacket['device']): IdeaPacket[] {
  const heights = { camera: [34, 34, 30, 26], lock: [9, 14], speaker: [22, 17] }[device];
  return places.map((place, i) => ({
    x: 8 + place * 8.4,
    height: heights[i % heights.length] ?? 10,
    device,
    guess: wrong.has(place) ? 'camera' : device,
  }));
}

export const ideaPackets: readonly IdeaPacket[] = [
  ...packets(camera, 'camera'),
  ...packets(lock, 'lock'),
  ...packets(speaker, 'speaker'),
];
