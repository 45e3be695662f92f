import { Forces } from "./forces";
import type { LayoutProgress, LayoutRequest } from "./messages";

const millisecondsBetweenPictures = 30;
/** With so many nodes a picture takes its time, and what lies between two pictures is for the person. */
const manyNodes = 800;
const millisecondsWithMany = 150;

// One request a worker: whoever wants another layout ends this one.
self.onmessage = ({ data }: MessageEvent<LayoutRequest>): void => {
  const forces = new Forces(data);
  const pause = data.sizes.length > manyNodes ? millisecondsWithMany : millisecondsBetweenPictures;
  while (!forces.isDone) {
    forces.advance(pause);
    const progress: LayoutProgress = { places: forces.places(), done: forces.isDone };
    self.postMessage(progress);
  }
};
