import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { WorkspaceContext } from "./panels/context";
import { applyTheme } from "./panels/theme";
import { Workspace } from "./state/workspace";

applyTheme();
const place = document.getElementById("explore");
if (place === null) throw new Error("The page has no element #explore.");

const workspace = new Workspace();
createRoot(place).render(
  <StrictMode>
    <WorkspaceContext value={workspace}>
      <App />
    </WorkspaceContext>
  </StrictMode>,
);
void workspace.begin();
