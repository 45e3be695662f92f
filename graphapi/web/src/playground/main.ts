import { findExamples } from "./examples";
import { renewKeptTabs } from "./keptTabs";

// The values of the examples are read while the browser loads the editor, which is much larger than this script.
const [{ showPage }, examples] = await Promise.all([import("./page"), findExamples()]);
renewKeptTabs(examples);
showPage(examples);
