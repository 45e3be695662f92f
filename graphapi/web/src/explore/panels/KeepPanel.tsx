import { useState } from "react";

import { readColours } from "../canvas/colours";
import { emphasisOf } from "../canvas/emphasis";
import { download } from "../keep/download";
import { asPng, drawPicture } from "../keep/svg";
import { asCsv, asJson } from "../keep/tables";
import { isEmpty } from "../model/scene";
import { SidePanel } from "./SidePanel";
import { useExploreState, useView, useWorkspace } from "./context";

/** The panel for sharing and exporting the scene. */
export function KeepPanel() {
  const workspace = useWorkspace();
  const { history, selected } = useExploreState();
  const view = useView();
  const [said, setSaid] = useState("");
  const { scene } = history;
  if (isEmpty(scene)) {
    return (
      <SidePanel title="Share and export">
        <p>The canvas is empty. Add a node first.</p>
      </SidePanel>
    );
  }
  const picture = () => drawPicture(view, workspace.arranger.places, readColours(), emphasisOf(scene, view, selected, null));
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid("Copied. Anyone who opens the address sees this scene.");
    } catch {
      setSaid("The browser does not allow copying. Copy the address from the address bar.");
    }
  };
  const openPlayground = async (): Promise<void> => {
    const { sceneOperation } = await import("../keep/asGraphQL");
    const question = new URLSearchParams({ query: sceneOperation(scene) });
    window.open(`/graphql#${question.toString()}`, "_blank");
  };
  return (
    <SidePanel title="Share and export">
      <section>
        <h3>Address</h3>
        <p>The address of this page contains the scene.</p>
        <button type="button" onClick={() => void copy()}>
          Copy the address
        </button>
      </section>
      <section>
        <h3>Files</h3>
        <div className="actions">
          <button type="button" onClick={() => void asPng(picture()).then((png) => download("explore.png", png))}>
            PNG
          </button>
          <button type="button" onClick={() => download("explore.svg", new Blob([picture().svg], { type: "image/svg+xml" }))}>
            SVG
          </button>
          <button type="button" onClick={() => download("explore.json", new Blob([asJson(view)], { type: "application/json" }))}>
            JSON
          </button>
          <button type="button" onClick={() => download("explore.csv", new Blob([asCsv(view)], { type: "text/csv" }))}>
            CSV
          </button>
        </div>
      </section>
      <section>
        <h3>For programs</h3>
        <p>One GraphQL operation requests everything in this scene.</p>
        <button type="button" onClick={() => void openPlayground()}>
          Open as GraphQL
        </button>
      </section>
      <p role="status">{said}</p>
    </SidePanel>
  );
}
