"""How much a search may look at before it gives up."""

from __future__ import annotations

from dataclasses import dataclass

from graphapi.errors import CostLimitError


@dataclass(slots=True)
class Budget:
    """What is left of the nodes and the partial paths that one search may look at."""

    most: int
    spent: int = 0

    def spend(self, amount: int) -> None:
        """Count what was looked at.

        Raises:
            CostLimitError: it is more than the search may look at.
        """
        self.spent += amount
        if self.spent > self.most:
            msg = (
                f"The search looked at {self.most:,} people and films, the most that one may. Ask for fewer degrees, "
                "for fewer paths, or filter the films."
            )
            raise CostLimitError(msg)
