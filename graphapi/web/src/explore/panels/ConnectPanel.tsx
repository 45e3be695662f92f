import { useEffect, useRef, useState } from "react";

import type { GraphNode, Id } from "../model/graph";
import { allRoles, leadsTo, relationshipOf } from "../model/kinds";
import { listed } from "../model/path";
import { type PathConditions, type PathQuestion, noConditions } from "../model/scene";
import { Icon, IconButton } from "./Icon";
import { KindIcon } from "./KindIcon";
import { NodePicker } from "./NodePicker";
import { NumberField } from "./NumberField";
import { PathList } from "./PathList";
import { SidePanel } from "./SidePanel";
import { TextField } from "./TextField";
import { YearFields } from "./YearFields";
import { useExploreState, useExplorer } from "./context";

/** The further roles in words: "directors", or "directors and writers". */
const otherRoles = listed(allRoles.slice(1).map((role) => leadsTo[relationshipOf[role]].Film ?? role)).toLowerCase();

/** The panel for two people, with the filters of the search and its result. */
export function ConnectPanel() {
  const explorer = useExplorer();
  const { connection, library, selected, start } = useExploreState();
  const known = (id: Id | undefined): GraphNode | null => (id === undefined ? null : (library.nodes.get(id) ?? null));
  const chosen = known(selected ?? undefined);
  const [from, setFrom] = useState(() => known(connection?.question.from) ?? (chosen?.kind === "Person" ? chosen : null));
  const [to, setTo] = useState(() => known(connection?.question.to));
  const [rest, setRest] = useState<Omit<PathQuestion, "from" | "to">>(
    () => connection?.question ?? { everyRole: false, maxDegrees: null, where: noConditions },
  );
  // If the connection comes from elsewhere, such as the address, its people are known only when it is found.
  const [found, sought] = [known(connection?.question.from), known(connection?.question.to)];
  useEffect(() => {
    if (found !== null) setFrom(found);
    if (sought !== null) setTo(sought);
    if (connection !== null) setRest(connection.question);
  }, [connection?.question, found, sought]);

  const search = (question: Partial<PathQuestion>, ends: { from?: GraphNode | null; to?: GraphNode | null } = {}): void => {
    const [start, end] = [ends.from === undefined ? from : ends.from, ends.to === undefined ? to : ends.to];
    const asked = { ...rest, ...question };
    setFrom(start);
    setTo(end);
    setRest(asked);
    if (start !== null && end !== null) void explorer.connections.connect({ ...asked, from: start.id, to: end.id });
  };
  const where = (change: Partial<PathConditions>): void => search({ where: { ...rest.where, ...change } });

  return (
    <SidePanel title="Connect two people">
      <div className="ends">
        <End label="From" node={from} onPick={(node) => search({}, { from: node })} onDrop={() => setFrom(null)} focused={connection === null || to !== null} />
        <IconButton name="swap" label="Swap the two people" disabled={from === null && to === null} onClick={() => search({}, { from: to, to: from })} />
        <End label="To" node={to} onPick={(node) => search({}, { to: node })} onDrop={() => setTo(null)} focused={from !== null} />
      </div>
      <details className="path-filters" open={isFiltered(rest) ? true : undefined}>
        <summary>
          <Icon name="filter" /> Filters {isFiltered(rest) && <span className="count">on</span>}
        </summary>
        <YearFields
          from={rest.where.yearFrom}
          to={rest.where.yearTo}
          onChange={(yearFrom, yearTo) => where({ yearFrom, yearTo })}
        />
        <div className="pair">
          <NumberField label="Minimum votes" value={rest.where.minVotes} onChange={(minVotes) => where({ minVotes })} />
          <NumberField label="Maximum degrees" value={rest.maxDegrees} onChange={(maxDegrees) => search({ maxDegrees })} />
        </div>
        <div className="pair">
          <label className="field">
            <span>Genre</span>
            <select value={rest.where.genre ?? ""} onChange={({ target }) => where({ genre: target.value === "" ? null : target.value })}>
              <option value="">any</option>
              {(start?.genres.nodes ?? []).map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <TextField label="Certificate" value={rest.where.certificate} onChange={(certificate) => where({ certificate })} />
        </div>
        <label className="check">
          <input type="checkbox" checked={rest.everyRole} onChange={({ target }) => search({ everyRole: target.checked })} /> Include {otherRoles}
        </label>
        <Avoided where={rest.where} onChange={where} />
      </details>
      {connection === null ? (
        <p className="hint">Choose two people. The shortest path between them, through films and actors, appears here and on the canvas.</p>
      ) : (
        <PathList connection={connection} onAvoid={(node) => where(node.kind === "Film" ? { avoidFilms: [...rest.where.avoidFilms, node.id] } : { avoidPeople: [...rest.where.avoidPeople, node.id] })} />
      )}
    </SidePanel>
  );
}

function isFiltered({ everyRole, maxDegrees, where }: Omit<PathQuestion, "from" | "to">): boolean {
  return everyRole || maxDegrees !== null || JSON.stringify(where) !== JSON.stringify(noConditions);
}

interface EndProps {
  label: string;
  node: GraphNode | null;
  onPick: (node: GraphNode) => void;
  onDrop: () => void;
  focused?: boolean;
}

function End({ label, node, onPick, onDrop, focused = false }: EndProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused && node === null) box.current?.focus();
  }, [focused, node]);
  if (node === null) return <NodePicker ref={box} label={`${label}: choose a person`} placeholder={`${label} …`} kinds={["PERSON"]} onPick={onPick} />;
  return (
    <div className="end">
      <span className="end-label">{label}</span>
      <KindIcon kind={node.kind} />
      <b>{node.label}</b>
      <IconButton name="close" label={`Replace ${node.label}`} onClick={onDrop} />
    </div>
  );
}

function Avoided({ where, onChange }: { where: PathConditions; onChange: (change: Partial<PathConditions>) => void }) {
  const { library } = useExploreState();
  const all = [...where.avoidFilms, ...where.avoidPeople];
  if (all.length === 0) return null;
  const without = (id: Id): void =>
    onChange({ avoidFilms: where.avoidFilms.filter((one) => one !== id), avoidPeople: where.avoidPeople.filter((one) => one !== id) });
  return (
    <ul className="chips" aria-label="Avoided">
      {all.map((id) => (
        <li key={id}>
          not through {library.nodes.get(id)?.label ?? "an unknown node"}
          <IconButton name="close" label={`Allow ${library.nodes.get(id)?.label ?? "it"} again`} onClick={() => without(id)} />
        </li>
      ))}
    </ul>
  );
}
