/** From where on a device counts as identified, hidden or undecided. */

/** Recall and precision from which a device counts as identified. */
export const IDENTIFIED_FROM = 0.8;
/** Recall or precision below which it counts as hidden. */
export const HIDDEN_BELOW = 0.3;
/** Fewer packets to learn from, or to be tested on, give no verdict. */
export const ENOUGH_TRAIN_PACKETS = 20;
export const ENOUGH_TEST_PACKETS = 10;

/** Length of the windows in which presence and activity are told (Ma et al., section V: 360 s). */
export const PRESENCE_SECONDS = 360;
/** Probability from which a type counts as there in a window, and from which one may be sure of it. */
export const PRESENT_FROM = 0.5;
export const SURE_FROM = 0.9;
