"""The planner, which turns a selection into a plan and the shapes of its result."""
