import type { Id } from "./graph";
import { type RelationshipType, isKind, isRelationshipType } from "./kinds";
import {
  type Filter,
  type Layout,
  type PathConditions,
  type PathQuestion,
  type Point,
  type Scene,
  emptyScene,
  noConditions,
} from "./scene";

/**
 * A scene as an address holds it: the steps without their results, which are requested again, and the positions of the
 * nodes in the order in which the steps add them.
 */
export interface Recipe {
  readonly steps: readonly RecipeStep[];
  readonly dismissed: readonly Id[];
  readonly pinned: readonly Id[];
  readonly layout: Layout;
  readonly filter: Filter;
  readonly places: readonly Point[];
}

export type RecipeStep =
  | { readonly kind: "add"; readonly ids: readonly Id[] }
  | { readonly kind: "expand"; readonly of: Id; readonly type: RelationshipType; readonly first: number }
  | { readonly kind: "connect"; readonly question: PathQuestion; readonly paths: readonly number[] };

const largestPortion = 1000;
const mostPlaces = 400;

/** The part of the address after `#`. It is readable, and equal for equal scenes. The ids of the API are URL-safe. */
export function toAddress(scene: Scene, places: readonly (Point | undefined)[]): string {
  const parts = scene.steps.map((step) => {
    switch (step.kind) {
      case "add":
        return `add=${step.ids.join("~")}`;
      case "expand":
        return `expand=${[step.of, step.type, step.first].join("~")}`;
      case "connect":
        return `connect=${connectPart(step.question, step.paths.map((path) => path.index))}`;
    }
  });
  if (parts.length === 0) return "";
  const { layout, filter } = scene;
  if (scene.dismissed.size > 0) parts.push(`dismiss=${[...scene.dismissed].join("~")}`);
  if (scene.pins.size > 0) parts.push(`pin=${[...scene.pins.keys()].join("~")}`);
  if (layout.kind !== "force") parts.push(`layout=${[layout.kind, layout.from ?? ""].join("~")}`);
  if (filter.hidden.length > 0) parts.push(`hide=${filter.hidden.join("~")}`);
  if (filter.yearFrom !== null || filter.yearTo !== null) parts.push(`years=${filter.yearFrom ?? ""}~${filter.yearTo ?? ""}`);
  if (places.length > 0 && places.length <= mostPlaces && places.every((place) => place !== undefined)) {
    parts.push(`at=${places.map((place) => `${Math.round(place.x)}.${Math.round(place.y)}`).join("~")}`);
  }
  return parts.join("&");
}

function connectPart(question: PathQuestion, paths: readonly number[]): string {
  const { where } = question;
  const conditions = [
    question.everyRole ? "directing:yes" : "",
    question.maxDegrees === null ? "" : `max:${question.maxDegrees}`,
    where.yearFrom === null ? "" : `from:${where.yearFrom}`,
    where.yearTo === null ? "" : `to:${where.yearTo}`,
    where.minVotes === null ? "" : `votes:${where.minVotes}`,
    where.certificate === null ? "" : `certificate:${escaped(where.certificate)}`,
    where.genre === null ? "" : `genre:${escaped(where.genre)}`,
    where.avoidFilms.length === 0 ? "" : `films:${where.avoidFilms.join(".")}`,
    where.avoidPeople.length === 0 ? "" : `people:${where.avoidPeople.join(".")}`,
  ];
  return [question.from, question.to, paths.join("."), ...conditions.filter((one) => one !== "")].join("~");
}

/** Parses an address; parts that this page cannot have written are ignored. */
export function fromAddress(hash: string): Recipe | null {
  const steps: RecipeStep[] = [];
  const rest = new Map<string, string[]>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name = "", value = ""] = splitOnce(part, "=");
    const values = value.split("~");
    const step = readStep(name, values);
    if (step !== null) steps.push(step);
    else rest.set(name, values);
  }
  if (steps.length === 0) return null;
  return {
    steps,
    dismissed: ids(rest.get("dismiss") ?? []),
    pinned: ids(rest.get("pin") ?? []),
    layout: readLayout(rest.get("layout") ?? []),
    filter: {
      hidden: (rest.get("hide") ?? []).filter(isKind),
      yearFrom: whole(rest.get("years")?.[0]),
      yearTo: whole(rest.get("years")?.[1]),
    },
    places: readPlaces(rest.get("at") ?? []),
  };
}

function readStep(name: string, values: readonly string[]): RecipeStep | null {
  const [first = "", second = "", third = ""] = values;
  if (name === "add") {
    const added = ids(values);
    return added.length === 0 ? null : { kind: "add", ids: added };
  }
  if (name === "expand" && isId(first) && isRelationshipType(second)) {
    const portion = Math.min(Math.max(whole(third) ?? 1, 1), largestPortion);
    return { kind: "expand", of: first, type: second, first: portion };
  }
  if (name === "connect" && isId(first) && isId(second)) {
    const paths = third.split(".").flatMap((text) => whole(text) ?? []).filter((index) => index >= 0 && index < largestPortion);
    return { kind: "connect", question: readQuestion(first, second, values.slice(3)), paths: paths.length === 0 ? [0] : paths };
  }
  return null;
}

function readQuestion(from: Id, to: Id, conditions: readonly string[]): PathQuestion {
  const given = new Map(conditions.map((one) => splitOnce(one, ":") as [string, string]));
  const where: PathConditions = {
    ...noConditions,
    yearFrom: whole(given.get("from")),
    yearTo: whole(given.get("to")),
    minVotes: whole(given.get("votes")),
    certificate: unescaped(given.get("certificate")),
    genre: unescaped(given.get("genre")),
    avoidFilms: ids(given.get("films")?.split(".") ?? []),
    avoidPeople: ids(given.get("people")?.split(".") ?? []),
  };
  return { from, to, everyRole: given.get("directing") === "yes", maxDegrees: whole(given.get("max")), where };
}

function readLayout([kind, from = ""]: readonly string[]): Layout {
  if (kind !== "rings" && kind !== "columns") return emptyScene.layout;
  return { kind, from: isId(from) ? from : null };
}

function readPlaces(values: readonly string[]): Point[] {
  const places = values.map((value) => {
    const [x, y] = splitOnce(value, ".");
    return { x: whole(x), y: whole(y) };
  });
  const known = places.filter((place): place is Point => place.x !== null && place.y !== null);
  return known.length === places.length ? known : [];
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function isId(text: string): boolean {
  return /^[\w-]{4,400}$/.test(text);
}

function ids(values: readonly string[]): Id[] {
  return values.filter(isId);
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,7}$/.test(text) ? Number(text) : null;
}

/** Like encodeURIComponent, but also escapes the separators of this module. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[~.]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescaped(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
