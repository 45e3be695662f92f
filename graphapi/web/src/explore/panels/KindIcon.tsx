import { colourOf } from "../canvas/colours";
import { cornerRadius, polygonPoints, shapeOf, squareHalf } from "../canvas/shapes";
import type { Kind } from "../model/kinds";

/** The shape and colour of a kind, as on the canvas; a text beside it names the kind. */
export function KindIcon({ kind }: { kind: Kind }) {
  return (
    <svg className={`kind-icon ${colourOf(kind)}`} viewBox="-1.3 -1.3 2.6 2.6" width="16" height="16" aria-hidden="true">
      <Shape kind={kind} />
    </svg>
  );
}

function Shape({ kind }: { kind: Kind }) {
  const shape = shapeOf(kind);
  if (shape === 0) return <circle r="1" />;
  if (shape === 1) return <rect x={-squareHalf} y={-squareHalf} width={2 * squareHalf} height={2 * squareHalf} rx={cornerRadius} />;
  return <polygon points={polygonPoints(shape)} />;
}
