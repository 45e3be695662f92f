"""From a selection to a plan and the shapes of its result."""
