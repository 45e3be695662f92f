// The code editor looks for its workers and for this policy as soon as it is loaded, which "./page" does.
import "graphiql/setup-workers/vite";

import { styleTheEditor } from "./editorStyles";
import { findExamples } from "./examples";
import { renewKeptTabs } from "./keptTabs";

styleTheEditor();
// The values of the examples are read while the browser loads the editor, which is much larger than this script.
const [{ showPage }, examples] = await Promise.all([import("./page"), findExamples()]);
renewKeptTabs(examples);
showPage(examples);
