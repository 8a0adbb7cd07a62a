// How an actor and a relation look: what vis-network is given for each, and how an actor is painted.
import { SHAPES } from "./shapes.js";

const LABEL_SIZE = 13; // pixels at scale 1
const LEAST_ON_SCREEN = 10.5; // pixels
const TOUCH = 0.84; // of its width that a name keeps to itself: ends of names may touch before one gives way
const LABEL_WIDTH = 22; // characters a line; longer names break at a space
const FULL_LABELS = 8; // up to this many relations, each carries its label; above, the one pointed at

export function wrap(label) {
  const lines = [""];
  for (const word of label.split(" ")) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + word.length >= LABEL_WIDTH) lines.push(word);
    else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
  }
  if (lines.length > 2) lines.splice(2, lines.length, `${lines[1].slice(0, LABEL_WIDTH - 1)}…`, );
  return lines.map((line) => (line.length > LABEL_WIDTH + 6 ? `${line.slice(0, LABEL_WIDTH + 5)}…` : line));
}

/** Width and height of a label below its actor, in pixels at scale 1; close enough to fit a drawing into its frame. */
export function labelSize(label) {
  const lines = wrap(label);
  return [Math.max(...lines.map((line) => line.length)) * LABEL_SIZE * 0.58, 6 + lines.length * LABEL_SIZE * 1.2];
}

/** Colours of the theme in force, read off the component's own style. */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  const background = read("--st-background-color") || "#ffffff";
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = background;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16));
  return {
    dark: 0.299 * red + 0.587 * green + 0.114 * blue < 128,
    background,
    text: read("--st-text-color") || "#222222",
    accent: read("--st-primary-color") || "#3355aa",
    font: read("--st-font") || "sans-serif",
  };
}

/** The vis-network node of an actor. `looking` gives, when it is painted, the theme and who is pinned or faint. */
export function node(actor, looking) {
  return {
    id: actor.id,
    label: actor.label,
    shape: "custom",
    size: actor.radius,
    x: actor.x,
    y: actor.y,
    ctxRenderer: ({ ctx, x, y, state }) => paintActor(ctx, x, y, actor, state, looking()),
  };
}

function paintActor(ctx, x, y, actor, state, look) {
  const { theme } = look;
  const faded = look.faint(actor.id);
  const lines = wrap(actor.label);
  const emphasised = state.selected || look.centre === actor.id;
  const drawNode = () => {
    ctx.globalAlpha = faded ? 0.18 : 1;
    ctx.translate(x, y);
    SHAPES[actor.shape](ctx, actor.radius);
    ctx.lineJoin = "round";
    ctx.lineWidth = state.selected ? 7 : 4;
    ctx.strokeStyle = state.selected || state.hover ? theme.accent : theme.background;
    ctx.stroke();
    ctx.fillStyle = theme.dark ? actor.colour[1] : actor.colour[0];
    ctx.fill();
    if (look.pinned.has(actor.id)) paintPin(ctx, actor.radius, theme);
  };
  const drawExternalLabel = () => {
    ctx.globalAlpha = faded ? 0.18 : 1;
    const size = fontSize(ctx);
    ctx.font = `${emphasised ? 600 : 400} ${size}px ${theme.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.lineWidth = size / 3.5;
    ctx.strokeStyle = theme.background;
    ctx.fillStyle = theme.text;
    const under = y + actor.radius + 4;
    const half = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2;
    const box = [x - half * TOUCH, under, x + half * TOUCH, under + lines.length * size * 1.15];
    if (!emphasised && !state.hover && look.taken.some((other) => overlaps(box, other))) return;
    look.taken.push(box);
    lines.forEach((line, index) => {
      const top = under + index * size * 1.15;
      ctx.strokeText(line, x, top);
      ctx.fillText(line, x, top);
    });
  };
  return { drawNode, drawExternalLabel, nodeDimensions: { width: 2 * actor.radius, height: 2 * actor.radius } };
}

/** Names give way to those painted before them: the centre, then the best attested. */
function overlaps([left, top, right, bottom], other) {
  return left < other[2] && right > other[0] && top < other[3] && bottom > other[1];
}

/** Letters stay readable when the drawing is zoomed out, up to where they would cover it. */
function fontSize(ctx) {
  const scale = ctx.getTransform().a / (globalThis.devicePixelRatio || 1);
  return Math.min(Math.max(LABEL_SIZE, LEAST_ON_SCREEN / scale), 1.6 * LABEL_SIZE);
}

function paintPin(ctx, radius, theme) {
  ctx.beginPath();
  ctx.arc(radius * 0.75, -radius * 0.75, 4.5, 0, 2 * Math.PI);
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
}

/** The vis-network edge of a relation. */
export function edge(relation, look, count) {
  const { theme, palette, dashes } = look;
  const faded = look.faint(relation.source) || look.faint(relation.target) || look.dim(relation);
  const colour = palette[relation.quad][theme.dark ? 1 : 0];
  const chosen = look.chosen === relation.id;
  return {
    id: relation.id,
    from: relation.source,
    to: relation.target,
    width: relation.width + (chosen ? 2 : 0),
    dashes: dashes[relation.status].length ? dashes[relation.status] : false,
    color: { color: colour, highlight: colour, hover: colour, opacity: faded ? 0.12 : 1 },
    arrows: relation.symmetric ? "" : { to: { enabled: true, scaleFactor: 0.65, type: relation.status === "negated" ? "bar" : "arrow" } },
    smooth: { enabled: relation.bend !== 0, type: relation.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(relation.bend) },
    label: chosen || look.pointed === relation.id || (count <= FULL_LABELS && !faded) ? relation.label : "",
    font: { face: theme.font, size: 12, color: theme.text, strokeWidth: 4, strokeColor: theme.background, vadjust: 0 },
    selectionWidth: 2,
    hoverWidth: 1.5,
  };
}
