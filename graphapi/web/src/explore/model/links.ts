import type { Id } from "./graph";

export interface Link {
  readonly from: Id;
  readonly to: Id;
}

/** The nodes and links that a layout needs. */
export interface Network {
  readonly nodes: readonly { readonly id: Id }[];
  readonly relationships: readonly Link[];
  /** The links at each node. */
  readonly around: ReadonlyMap<Id, readonly Link[]>;
}

export function otherEnd(link: Link, id: Id): Id {
  return link.from === id ? link.to : link.from;
}

export function linksAround<One extends Link>(links: readonly One[]): Map<Id, One[]> {
  const around = new Map<Id, One[]>();
  const put = (id: Id, one: One): void => {
    const there = around.get(id);
    if (there === undefined) around.set(id, [one]);
    else there.push(one);
  };
  for (const one of links) {
    put(one.from, one);
    put(one.to, one);
  }
  return around;
}
