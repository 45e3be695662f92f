import { fullName } from "../model/graph";
import { noConditions } from "../model/scene";
import type { KnownConnection } from "../model/starting";
import { KindIcon } from "./KindIcon";
import { useExplorer } from "./context";

/** A connection of two well-known people in a sentence, which opens the scene with its path. */
export function StartingConnection({ connection }: { connection: KnownConnection }) {
  const explorer = useExplorer();
  const { people, films } = connection;
  const [from, to] = [people[0], people.at(-1)];
  if (from === undefined || to === undefined) return null;
  const open = (): void => {
    const question = { from: from.id, to: to.id, everyRole: false, maxDegrees: null, where: noConditions };
    const path = people.flatMap((person, index) => [person, films[index] ?? []].flat());
    void explorer.connections.connect(question, path.map(({ id }) => id));
  };
  return (
    <button type="button" className="starting-point" onClick={open}>
      <span className="motif" aria-hidden="true">
        {people.map(({ id }, index) => (
          <span key={id}>
            {index > 0 && <KindIcon kind="Film" />}
            <KindIcon kind="Person" />
          </span>
        ))}
      </span>
      <b>
        How are {from.label} and {to.label} connected?
      </b>
      <span>{inASentence(connection)}</span>
    </button>
  );
}

/** "Tom Hanks acted in Apollo 13 (1995) with Gary Sinise, who acted in Snake Eyes (1998) with Carla Gugino." */
function inASentence({ people, films }: KnownConnection): string {
  const [first, ...others] = people.map(({ label }) => label);
  const steps = others.map((name, index) => {
    const film = films[index];
    return `acted in ${film === undefined ? "a film" : fullName(film)} with ${name}`;
  });
  return `${first} ${steps.join(", who ")}.`;
}
