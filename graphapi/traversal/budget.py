"""The limit on how much a search may visit."""

from __future__ import annotations

from dataclasses import dataclass

from graphapi.errors import CostLimitError


@dataclass(slots=True)
class Budget:
    """The number of nodes and partial paths that one search may visit, and has visited."""

    most: int
    spent: int = 0

    def spend(self, amount: int) -> None:
        """Count visited nodes or partial paths.

        Raises:
            CostLimitError: the search exceeded its budget.
        """
        self.spent += amount
        if self.spent > self.most:
            msg = (
                f"The search reached its limit of {self.most:,} people, films and partial paths. Ask for fewer "
                "degrees, for fewer paths, or filter the films."
            )
            raise CostLimitError(msg)
