import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

import { Stage } from "../canvas/Stage";
import { readColours } from "../canvas/colours";
import { drawingOf } from "../canvas/drawing";
import { emphasisOf } from "../canvas/emphasis";
import { nodeTowards } from "../canvas/neighbour";
import { prefersStillness } from "../layout/arranger";
import { fullName } from "../model/graph";
import type { Workspace } from "../state/workspace";
import { ExpandMenu } from "./ExpandMenu";
import { useExploreState, useView, useWorkspace } from "./context";
import { useInsets } from "./insets";
import { placeMenu } from "./menuPlace";
import { useTheme } from "./theme";

const panStep = 80;

/** The canvas, with its pointer and key handlers. */
export function CanvasPane() {
  const workspace = useWorkspace();
  const { explorer } = workspace;
  const { selected, choosing } = useExploreState();
  const view = useView();
  const { isSettled } = useSyncExternalStore(workspace.arrangement.subscribe, workspace.arrangement.get);
  const container = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isGliding, setGliding] = useState(false);
  const stage = useStage(workspace, container, anchor, setFailure, setGliding);
  const insets = useInsets();
  // Opening the menu draws no frame of the canvas, which would place it.
  useLayoutEffect(() => {
    if (anchor.current !== null && container.current !== null) placeMenu(anchor.current, container.current, insets());
  }, [choosing, insets]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || stage === null) return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    const act = (action: () => void): void => {
      event.preventDefault();
      action();
    };
    if (event.altKey) {
      // Without this, the browser would go back to the previous page.
      if (arrow !== undefined && selected !== null) act(() => workspace.push(selected, arrow));
    } else if (arrow !== undefined && event.shiftKey) act(() => stage.viewpoint.pan(arrow[0] * panStep, arrow[1] * panStep));
    else if (arrow !== undefined) {
      act(() => {
        const next = nodeTowards(selected, arrow, view, workspace.arranger.places);
        if (next === null) return;
        explorer.select(next);
        stage.viewpoint.reveal(next, insets());
      });
    } else if (event.key === "+" || event.key === "=") act(() => stage.viewpoint.zoom(1.4));
    else if (event.key === "-") act(() => stage.viewpoint.zoom(1 / 1.4));
    else if (event.key === "0" || event.key === "f") act(() => workspace.fit());
    else if (selected === null) return;
    else if (event.key === "Enter" || event.key === "e") act(() => explorer.chooseExpansion(selected));
    else if (event.key === "c") act(() => explorer.collapse(selected));
    else if (event.key === "Delete" || event.key === "Backspace") act(() => explorer.dismiss(selected));
    else if (event.key === "Escape") act(() => explorer.select(null));
  };

  const node = selected === null ? undefined : view.byId.get(selected);
  return (
    <div className="canvas-pane">
      <div
        ref={container}
        className="canvas"
        role="application"
        aria-roledescription="graph"
        aria-label={`Canvas with ${counted(view.nodes.length, "node")} and ${counted(view.relationships.length, "relationship")}. Use the arrow keys to select nodes, E to expand a node, and L to show the list.`}
        aria-busy={!isSettled || isGliding}
        aria-describedby="selected-node"
        data-selected={selected ?? ""}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onKeyUp={() => workspace.dropPushed()}
        onBlur={() => workspace.dropPushed()}
      />
      <p id="selected-node" className="hidden-words">
        {node === undefined ? "No node is selected." : `Selected: ${fullName(node)}, ${node.kind.toLowerCase()}.`}
      </p>
      <div ref={anchor} className="anchor" hidden>
        {choosing !== null && choosing === selected && <ExpandMenu id={choosing} />}
      </div>
      {failure !== null && <NoCanvas reason={failure} />}
    </div>
  );
}

function counted(number: number, name: string): string {
  return number === 1 ? `1 ${name}` : `${number} ${name}s`;
}

function NoCanvas({ reason }: { reason: string }) {
  const { explorer } = useWorkspace();
  return (
    <div className="no-canvas" role="alert">
      <p>
        <strong>This browser cannot draw the graph.</strong> {reason} The list has the same content and the same actions.
      </p>
      <button type="button" onClick={() => explorer.showList(true)}>
        Show the list
      </button>
    </div>
  );
}

function useStage(
  workspace: Workspace,
  container: RefObject<HTMLDivElement | null>,
  anchor: RefObject<HTMLDivElement | null>,
  fail: (reason: string) => void,
  setGliding: (isGliding: boolean) => void,
): Stage | null {
  const [stage, setStage] = useState<Stage | null>(null);
  const { explorer, arranger, arrangement } = workspace;
  const { history, selected, hovered } = useExploreState();
  const view = useView();
  const theme = useTheme();
  const insets = useInsets();

  useEffect(() => {
    const place = container.current;
    if (place === null) return undefined;
    let made: Stage;
    try {
      made = new Stage(place, readColours(), {
        select: (id) => explorer.select(id),
        expand: (id) => explorer.chooseExpansion(id),
        hover(id) {
          place.style.cursor = id === null ? "" : "pointer";
          explorer.hover(id);
        },
        move: (id, to, dropped) => workspace.drag(id, to, dropped),
        glides: setGliding,
        rendered(at) {
          const mark = anchor.current;
          if (mark === null) return;
          mark.hidden = at === null;
          if (at === null) return;
          mark.style.transform = `translate(${at.x}px, ${at.y}px)`;
          placeMenu(mark, place, insets());
        },
      });
    } catch {
      fail("WebGL is missing or disabled.");
      return undefined;
    }
    setStage(made);
    workspace.zoom = (factor) => made.viewpoint.zoom(factor);
    return () => {
      workspace.zoom = () => undefined;
      made.kill();
      setStage(null);
    };
  }, [workspace]);

  useEffect(() => stage?.recolour(readColours()), [stage, theme]);
  useEffect(() => stage?.show(drawingOf(view, history.scene), arranger.places), [stage, view]);
  useEffect(() => {
    stage?.emphasize(emphasisOf(history.scene, view, selected, hovered));
  }, [stage, view, history.scene, selected, hovered]);
  useEffect(() => {
    if (stage === null) return undefined;
    let { fits } = arrangement.get();
    const follow = (): void => {
      const now = arrangement.get();
      stage.place(arranger.places);
      if (now.fits !== fits) stage.viewpoint.fit(insets(), now.isSettled && !prefersStillness());
      fits = now.fits;
    };
    stage.viewpoint.fit(insets(), false);
    return arrangement.subscribe(follow);
  }, [stage]);
  return stage;
}
