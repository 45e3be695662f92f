"""The declarations that the page ``/explore`` needs, as TypeScript: ``python -m graphapi.model.typescript``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS

TARGET: Final = Path(__file__).parents[1] / "web" / "src" / "explore" / "model" / "kinds.generated.ts"


def typescript() -> str:
    """The text of the generated module."""
    titles: dict[str, dict[str, str]] = {}
    for one in RELATIONSHIPS:
        titles[one.type] = {one.source: one.target_title, one.target: one.source_title}
    return "\n\n".join(
        [
            "// Made by `python -m graphapi.model.typescript` from the declarations of the graph.",
            "/** The kinds of nodes, by the names of their types in the schema, in the order of the legend. */\n"
            f"export const kinds = {_literal([label.name for label in LABELS])} as const;",
            f"export const relationshipTypes = {_literal([one.type for one in RELATIONSHIPS])} as const;",
            "/** How several nodes of a kind are called. */\n"
            f"export const plural = {_literal({label.name: label.plural for label in LABELS})} as const;",
            "/** What a type leads to from a node of a kind; a kind without such relationships is missing. */\n"
            f"export const leadsTo = {_literal(titles)} as const;",
            "/** A relationship in words, read from its start to its end. */\n"
            f"export const verb = {_literal({one.type: one.verb for one in RELATIONSHIPS})} as const;\n",
        ]
    )


def _literal(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    TARGET.write_text(typescript(), encoding="utf-8")
