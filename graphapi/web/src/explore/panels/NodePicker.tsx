import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from "react";

import { NoAnswerError } from "../api/client";
import type { SearchKind } from "../api/operations.generated";
import { suggest } from "../api/questions";
import type { GraphNode } from "../model/graph";
import { recentNodes } from "../state/recent";
import { KindIcon } from "./KindIcon";

interface NodePickerProps {
  label: string;
  placeholder: string;
  kinds?: SearchKind[];
  onPick: (node: GraphNode) => void;
  ref?: Ref<HTMLInputElement>;
}

type Suggestions =
  | { readonly kind: "recent" | "found"; readonly nodes: readonly GraphNode[] }
  | { readonly kind: "waiting" }
  | { readonly kind: "failed"; readonly reason: string };

const millisecondsOfTyping = 90;

/** A search box for a node. It suggests matches while the user types, and recently opened nodes before that. */
export function NodePicker({ label, placeholder, kinds, onPick, ref }: NodePickerProps) {
  const listId = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const suggestions = useSuggestions(text, kinds, isOpen);
  const nodes = "nodes" in suggestions ? suggestions.nodes : [];

  const pick = (node: GraphNode): void => {
    setText("");
    setOpen(false);
    onPick(node);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = nodes.length - 1;
    if (event.key === "ArrowDown") setActive(isOpen ? (active >= last ? 0 : active + 1) : 0);
    else if (event.key === "ArrowUp") setActive(active <= 0 ? Math.max(last, 0) : active - 1);
    else if (event.key === "Enter") {
      const node = nodes[active];
      if (isOpen && node !== undefined) pick(node);
    } else if (event.key === "Escape") {
      if (!isOpen && text === "") return;
      setText("");
      setOpen(false);
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
    setOpen(event.key !== "Enter");
  };

  return (
    <div className="picker">
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && nodes[active] !== undefined ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div className="suggestions" hidden={!isOpen || (suggestions.kind === "recent" && nodes.length === 0)}>
        <SuggestionState suggestions={suggestions} text={text} />
        <ul role="listbox" id={listId} hidden={nodes.length === 0} aria-label={suggestions.kind === "recent" ? "Recently opened" : label}>
          {nodes.map((node, index) => (
            <li
              key={node.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerEnter={() => setActive(index)}
              // Keeps the focus in the box; losing it would close the list under the pointer.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(node)}
            >
              <KindIcon kind={node.kind} />
              <span className="name">{node.label}</span>
              <span className="hint">{hintOf(node)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SuggestionState({ suggestions, text }: { suggestions: Suggestions; text: string }) {
  const words = {
    recent: "Recently opened",
    waiting: "Searching …",
    failed: suggestions.kind === "failed" ? suggestions.reason : "",
    found: "nodes" in suggestions && suggestions.nodes.length === 0 ? `No match for “${text.trim()}”. Try fewer letters.` : "",
  }[suggestions.kind];
  return (
    <p className="suggestion-state" role="status">
      {words}
    </p>
  );
}

function hintOf(node: GraphNode): string {
  if (node.kind === "Person") return node.year === null ? "person" : `person, born ${node.year}`;
  return node.year === null ? node.kind.toLowerCase() : `film, ${node.year}`;
}

function useSuggestions(text: string, kinds: SearchKind[] | undefined, isOpen: boolean): Suggestions {
  const [suggestions, setSuggestions] = useState<Suggestions>({ kind: "recent", nodes: [] });
  const wanted = text.trim();
  const kindsRef = useRef(kinds);
  useEffect(() => {
    if (!isOpen) return undefined;
    if (wanted === "") {
      const fitting = recentNodes().filter((node) => kindsRef.current?.includes(node.kind.toUpperCase() as SearchKind) ?? true);
      setSuggestions({ kind: "recent", nodes: fitting });
      return undefined;
    }
    const asking = new AbortController();
    const timer = window.setTimeout(() => {
      suggest(wanted, kindsRef.current ?? null, asking.signal).then(
        (nodes) => setSuggestions({ kind: "found", nodes }),
        (error: unknown) => {
          if (asking.signal.aborted) return;
          setSuggestions({ kind: "failed", reason: error instanceof NoAnswerError ? error.message : String(error) });
        },
      );
    }, millisecondsOfTyping);
    setSuggestions((before) => (before.kind === "found" ? before : { kind: "waiting" }));
    return () => {
      window.clearTimeout(timer);
      asking.abort();
    };
  }, [wanted, isOpen]);
  return suggestions;
}
