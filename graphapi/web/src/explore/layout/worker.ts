import { Forces } from "./forces";
import type { LayoutProgress, LayoutRequest } from "./messages";

const millisecondsBetweenPictures = 30;
/** With more nodes than this, frames are slow, so fewer are sent to keep the page responsive. */
const manyNodes = 800;
const millisecondsWithMany = 150;

// A worker serves one request. For another layout, the page terminates it.
self.onmessage = ({ data }: MessageEvent<LayoutRequest>): void => {
  const forces = new Forces(data);
  const pause = data.sizes.length > manyNodes ? millisecondsWithMany : millisecondsBetweenPictures;
  while (!forces.isDone) {
    forces.advance(pause);
    const progress: LayoutProgress = { places: forces.places(), done: forces.isDone };
    self.postMessage(progress);
  }
};
