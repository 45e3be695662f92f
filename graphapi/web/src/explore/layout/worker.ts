import { Forces } from "./forces";
import type { LayoutProgress, LayoutRequest } from "./messages";

const millisecondsBetweenPictures = 30;

// One request a worker: whoever wants another layout ends this one.
self.onmessage = ({ data }: MessageEvent<LayoutRequest>): void => {
  const forces = new Forces(data);
  while (!forces.isDone) {
    forces.advance(millisecondsBetweenPictures);
    const progress: LayoutProgress = { places: forces.places(), done: forces.isDone };
    self.postMessage(progress);
  }
};
