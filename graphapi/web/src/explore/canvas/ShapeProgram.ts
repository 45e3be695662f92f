import type Sigma from "sigma";
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import { cornerRadius, sideDistance, squareHalf } from "./shapes";

/** The display data of a node, with what Sigma does not have. */
export interface ShapeData extends NodeDisplayData {
  shape: number;
  /** The colour of the outline. */
  ring: string;
  /** The colour of the halo; transparent for none. */
  halo: string;
}

const uniforms = ["u_sizeRatio", "u_correctionRatio", "u_pixelRatio", "u_matrix"] as const;
/** Half the side of the drawn square, in radii: to the tip of a triangle, or with room for a halo. */
const reach = 1.4;
const reachOfHalo = 1.8;
const corners = [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]];

const vertexShader = /* glsl */ `
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec4 a_halo;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_halo;
varying vec2 v_point;
varying float v_shape;
varying float v_pixel;

void main() {
  float radius = 2.0 * a_size * u_correctionRatio / u_sizeRatio;
  v_point = a_corner * (a_halo.a > 0.0 ? ${reachOfHalo.toFixed(1)} : ${reach.toFixed(1)});
  gl_Position = vec4((u_matrix * vec3(a_position + v_point * radius, 1)).xy, 0, 1);
  v_pixel = u_sizeRatio / (a_size * u_pixelRatio);
  v_shape = a_shape;
  v_color = a_color;
  v_ring = a_ring;
  v_halo = a_halo;
  v_color.a *= 255.0 / 254.0;
}
`;

const fragmentShader = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_halo;
varying vec2 v_point;
varying float v_shape;
varying float v_pixel;

float polygon(vec2 point, float sides, float distanceOfSides) {
  float angle = atan(point.x, point.y) + 3.14159265;
  // Of a polygon with an even number of sides, this would put a side at the top.
  if (mod(sides, 2.0) < 0.5) angle += 3.14159265 / sides;
  float part = 6.28318531 / sides;
  return cos(floor(0.5 + angle / part) * part - angle) * length(point) - distanceOfSides;
}

float distanceTo(vec2 point) {
  if (v_shape < 0.5) return length(point) - 1.0;
  if (v_shape < 1.5) {
    vec2 outside = abs(point) - ${(squareHalf - cornerRadius).toFixed(2)};
    return length(max(outside, 0.0)) + min(max(outside.x, outside.y), 0.0) - ${cornerRadius.toFixed(2)};
  }
  if (v_shape < 3.5) return polygon(point, 3.0, ${sideDistance[3]?.toFixed(2)});
  if (v_shape < 4.5) return polygon(point, 4.0, ${sideDistance[4]?.toFixed(2)});
  if (v_shape < 5.5) return polygon(point, 5.0, ${sideDistance[5]?.toFixed(2)});
  return polygon(point, floor(v_shape + 0.5), ${sideDistance[6]?.toFixed(2)});
}

vec4 premultiplied(vec4 color, float part) {
  float alpha = color.a * part;
  return vec4(color.rgb * alpha, alpha);
}

void main() {
  float outside = distanceTo(v_point);
  float soft = max(v_pixel, 0.001);
  float body = 1.0 - smoothstep(-soft, soft, outside);
  float ring = smoothstep(-soft, soft, outside + max(0.14, 1.5 * v_pixel)) * body;
  float halo = smoothstep(-soft, soft, outside - 0.14) * (1.0 - smoothstep(-soft, soft, outside - 0.34));
  vec4 inner = mix(v_color, vec4(v_ring.rgb, v_ring.a * v_color.a), ring);
  vec4 color = premultiplied(inner, body) + premultiplied(v_halo, halo) * (1.0 - body);
  gl_FragColor = color;
}
`;

/** Draws each kind of node in its shape, with sharp edges at every zoom. */
export class ShapeProgram extends NodeProgram<(typeof uniforms)[number]> {
  constructor(gl: WebGLRenderingContext, _pickingBuffer: WebGLFramebuffer | null, renderer: Sigma) {
    // Without a picking buffer, nodes are not drawn twice; the stage finds the node under the pointer by position.
    super(gl, null, renderer);
  }

  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGL2RenderingContext;
    return {
      VERTICES: corners.length,
      VERTEX_SHADER_SOURCE: vertexShader,
      FRAGMENT_SHADER_SOURCE: fragmentShader,
      METHOD: TRIANGLES as 4,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_ring", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_halo", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: corners,
    };
  }

  override processVisibleItem(_nodeIndex: number, startIndex: number, data: NodeDisplayData): void {
    const { x, y, size, shape, color, ring, halo } = data as ShapeData;
    this.array.set([x, y, size, shape, floatColor(color), floatColor(ring), floatColor(halo)], startIndex);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations["u_sizeRatio"] ?? null, params.sizeRatio);
    gl.uniform1f(uniformLocations["u_correctionRatio"] ?? null, params.correctionRatio);
    gl.uniform1f(uniformLocations["u_pixelRatio"] ?? null, params.pixelRatio);
    gl.uniformMatrix3fv(uniformLocations["u_matrix"] ?? null, false, params.matrix);
  }
}
