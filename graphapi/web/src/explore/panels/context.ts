import { createContext, useContext, useSyncExternalStore } from "react";

import type { Explorer } from "../state/explorer";
import type { State } from "../state/state";
import type { Workspace } from "../state/workspace";
import { type View, viewOf } from "../model/view";

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error("This component needs a WorkspaceContext.");
  return workspace;
}

export function useExplorer(): Explorer {
  return useWorkspace().explorer;
}

export function useExploreState(): State {
  const { store } = useExplorer();
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useView(): View {
  const { history, library } = useExploreState();
  return viewOf(history.scene, library);
}
