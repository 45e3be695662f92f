import { useGraphiQL } from "@graphiql/react";
import { useEffect, useMemo, useRef, useState } from "react";

import { Stage } from "../../explore/canvas/Stage";
import { readColours } from "../../explore/canvas/colours";
import type { Drawing } from "../../explore/canvas/drawing";
import { noEmphasis } from "../../explore/canvas/emphasis";
import { Arranger } from "../../explore/layout/arranger";
import { type GraphNode, fullName } from "../../explore/model/graph";
import { linksAround } from "../../explore/model/links";
import { emptyScene } from "../../explore/model/scene";
import { radiusOf } from "../../explore/model/unseen";

const noInsets = { left: 0, right: 0, top: 0, bottom: 0 };

/** The nodes of an answer on a canvas, and as a list for screen readers. */
export function GraphView({ drawing }: { drawing: Drawing }) {
  const container = useRef<HTMLDivElement>(null);
  const [isSettled, setSettled] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const theme = useGraphiQL((state) => state.theme);
  const network = useMemo(
    () => ({ nodes: drawing.nodes.map(({ node }) => node), relationships: drawing.links, around: linksAround(drawing.links) }),
    [drawing],
  );
  useEffect(() => {
    const place = container.current;
    if (place === null) return undefined;
    const isDark = theme === "dark" || (theme == null && window.matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    const nothing = (): void => undefined;
    let stage: Stage;
    try {
      stage = new Stage(place, readColours(), {
        select: nothing,
        expand: (id) => window.open(`/explore#add=${id}`, "_blank"),
        hover(id) {
          const near = id === null ? null : new Set([id, ...(network.around.get(id) ?? []).flatMap(({ from, to }) => [from, to])]);
          stage.emphasize({ ...noEmphasis, hovered: id, near });
        },
        move(id, to) {
          arranger.places.set(id, to);
          stage.place(arranger.places);
        },
        rendered: nothing,
        glides: nothing,
      });
    } catch {
      setFailure("This browser cannot draw the graph: WebGL is missing or disabled. The nodes of the answer are:");
      return undefined;
    }
    const arranger = new Arranger((settled) => {
      stage.place(arranger.places);
      stage.viewpoint.fit(noInsets, false);
      setSettled(settled);
    });
    const kept = new Map<string, GraphNode>(drawing.nodes.map(({ node }) => [node.id, node]));
    arranger.arrange(emptyScene, network, (id) => {
      const node = kept.get(id);
      return node === undefined ? 8 : radiusOf(node);
    });
    stage.show(drawing, arranger.places);
    stage.viewpoint.fit(noInsets, false);
    return () => {
      arranger.stop();
      stage.kill();
    };
  }, [drawing, network, theme]);
  return (
    <>
      {failure === null && <div ref={container} className="graph-tab-canvas" aria-busy={!isSettled} aria-hidden="true" />}
      {failure !== null && <p role="alert">{failure}</p>}
      <ul className={failure === null ? "graph-tab-hidden" : ""} aria-label="Nodes">
        {network.nodes.map((node) => (
          <li key={node.id}>
            <a href={`/explore#add=${node.id}`}>{fullName(node)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
