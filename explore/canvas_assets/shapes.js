// The outline of each kind of actor, drawn around (0, 0) within a circle of radius r. Shape, not colour, tells kinds
// apart, so that the drawing reads in grey and for every kind of colour vision.
const polygon = (sides, turn) => (ctx, r) => {
  ctx.beginPath();
  for (let side = 0; side < sides; side += 1) {
    const angle = turn + (2 * Math.PI * side) / sides;
    ctx.lineTo(r * Math.cos(angle), r * Math.sin(angle));
  }
  ctx.closePath();
};

const circle = (ctx, r) => {
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, 2 * Math.PI);
  ctx.closePath();
};

const rounded = (width, height) => (ctx, r) => {
  ctx.beginPath();
  ctx.roundRect(-r * width, -r * height, 2 * r * width, 2 * r * height, r * 0.25);
  ctx.closePath();
};

const person = (ctx, r) => {
  ctx.beginPath();
  ctx.arc(0, -r * 0.45, r * 0.5, 0, 2 * Math.PI);
  ctx.closePath();
  ctx.moveTo(-r * 0.85, r * 0.95);
  ctx.bezierCurveTo(-r * 0.85, -r * 0.1, r * 0.85, -r * 0.1, r * 0.85, r * 0.95);
  ctx.closePath();
};

const cross = (ctx, r) => {
  const a = r * 0.36;
  const b = r * 0.95;
  ctx.beginPath();
  for (const [x, y] of [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]) {
    ctx.lineTo(x, y);
  }
  ctx.closePath();
};

export const SHAPES = {
  circle,
  square: rounded(0.86, 0.86),
  triangle: polygon(3, -Math.PI / 2),
  wedge: polygon(3, Math.PI / 2),
  diamond: polygon(4, -Math.PI / 2),
  hexagon: polygon(6, 0),
  pentagon: polygon(5, -Math.PI / 2),
  bar: rounded(1, 0.6),
  person,
  cross,
};

/** Draws a shape on a small canvas of its own, for the legend. */
export function swatch(shape, colour) {
  const canvas = document.createElement("canvas");
  canvas.width = 32;
  canvas.height = 32;
  canvas.className = "swatch";
  const ctx = canvas.getContext("2d");
  ctx.translate(16, 16);
  SHAPES[shape](ctx, 12);
  ctx.fillStyle = colour;
  ctx.fill();
  return canvas;
}

/** A line as the canvas draws it: colour of a quad class, dash of a status. */
export function stroke(colour, dash, width = 3) {
  const canvas = document.createElement("canvas");
  canvas.width = 56;
  canvas.height = 16;
  canvas.className = "stroke";
  const ctx = canvas.getContext("2d");
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash.map((length) => length * 1.4));
  ctx.beginPath();
  ctx.moveTo(2, 8);
  ctx.lineTo(54, 8);
  ctx.stroke();
  return canvas;
}
