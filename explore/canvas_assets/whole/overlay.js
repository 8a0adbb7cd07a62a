// What is painted over the drawing: names, the weightiest first and none over another; and of whoever is pointed at or
// selected the partners and the lines to them, over a veil that dims the rest. The drawing below is not touched, so that
// pointing at an actor costs the same among 50,000 as among 50.
const VEIL = 0.84; // of the background over what is not lit
const MOST_NAMES = 60; // painted at once; who wants more zooms in
const AIR = [16, 9]; // pixels beside and above a name that others keep clear of, when nobody is lit
const MOST_LIT = 60; // names of partners

export class Overlay {
  constructor(canvas) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.named = []; // the actors whose names are on the screen
  }

  resize(width, height) {
    const ratio = globalThis.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    this.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(this, { width, height });
  }

  /** `look`: net, theme, palette, kinds, focus (numbers of actors), hidden(actor), shown(line), place [x, y, scaleX, scaleY], grow (of radii). */
  paint(look) {
    const { ctx } = this;
    ctx.clearRect(0, 0, this.width, this.height);
    this.taken = [];
    this.named = [];
    if (look.focus.length) this.light(look);
    else this.names(look, each(look.net.size), MOST_NAMES, false);
  }

  light(look) {
    const { ctx } = this;
    const { net, focus, theme } = look;
    ctx.globalAlpha = VEIL;
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, this.width, this.height);
    ctx.globalAlpha = 1;
    const lit = litBy(look);
    ctx.lineCap = "round";
    const many = lit.lines.length > 400;
    for (const line of lit.lines) {
      ctx.strokeStyle = look.palette[net.quad[line]];
      ctx.globalAlpha = many ? 0.45 : 0.8;
      ctx.lineWidth = Math.min(1 + 0.55 * Math.log2(net.lineClaims[line]), 5) * (many ? 0.6 : 1);
      ctx.beginPath();
      ctx.moveTo(...this.at(look, net.one[line]));
      ctx.lineTo(...this.at(look, net.other[line]));
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    for (const actor of [...lit.actors].reverse()) this.dot(look, actor, focus.includes(actor));
    this.names(look, lit.actors, MOST_LIT, true);
  }

  at({ net, place }, actor) {
    return [place[0] + net.x[actor] * place[2], place[1] + net.y[actor] * place[3]];
  }

  dot(look, actor, chosen) {
    const { ctx } = this;
    const [x, y] = this.at(look, actor);
    ctx.beginPath();
    ctx.arc(x, y, Math.max(look.net.radius[actor] * look.grow, 2.5) + (chosen ? 2 : 0), 0, 2 * Math.PI);
    ctx.lineWidth = chosen ? 5 : 2;
    ctx.strokeStyle = chosen ? look.theme.accent : look.theme.background;
    ctx.stroke();
    ctx.fillStyle = look.kinds[look.net.kind[actor]];
    ctx.fill();
  }

  names(look, actors, most, lit) {
    const { ctx } = this;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.strokeStyle = look.theme.background;
    ctx.fillStyle = look.theme.text;
    for (const actor of actors) {
      if (this.named.length >= most) break;
      const [x, y] = this.at(look, actor);
      if (x < 0 || y < 0 || x > this.width || y > this.height || look.hidden(actor)) continue;
      const chosen = lit && look.focus.includes(actor);
      const size = chosen ? 14 : 11 + Math.min(3, look.net.radius[actor] / 5);
      const top = y + Math.max(look.net.radius[actor] * look.grow, 2) + (chosen ? 5 : 3);
      const rough = look.net.names[actor].length * size * 0.26;
      if (!chosen && this.covered([x - rough, top, x + rough, top + size])) continue;
      ctx.font = `${chosen ? 600 : 500} ${size}px ${look.theme.font}`;
      const half = ctx.measureText(look.net.names[actor]).width / 2 + 3;
      const middle = Math.max(half, Math.min(x, this.width - half)); // names at the edge stay within the frame
      const [beside, above] = lit ? [0, 0] : AIR;
      const box = [middle - half - beside, top - above, middle + half + beside, top + size * 1.2 + above];
      if (!chosen && this.covered(box)) continue;
      this.taken.push(box);
      this.named.push(actor);
      ctx.lineWidth = 3.5;
      ctx.strokeText(look.net.names[actor], middle, top);
      ctx.fillText(look.net.names[actor], middle, top);
    }
  }

  covered([left, top, right, bottom]) {
    return this.taken.some((other) => left < other[2] && right > other[0] && top < other[3] && bottom > other[1]);
  }
}

function* each(count) {
  for (let number = 0; number < count; number += 1) yield number;
}

/** The actors in focus, then their partners by weight, and the lines that touch the focus, the strongest last. */
export function litBy({ net, focus, hidden, shown }) {
  const lines = new Set();
  const partners = new Set();
  for (const actor of focus) {
    for (let at = net.starts[actor]; at < net.starts[actor + 1]; at += 1) {
      const line = net.touching[at];
      const partner = net.one[line] === actor ? net.other[line] : net.one[line];
      if (!shown(line) || hidden(partner)) continue;
      lines.add(line);
      if (!focus.includes(partner)) partners.add(partner);
    }
  }
  return { actors: [...focus, ...[...partners].sort((a, b) => a - b)], lines: [...lines].sort((a, b) => a - b) };
}
