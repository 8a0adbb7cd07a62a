// The drawing of a whole network, up to 50,000 actors, by sigma.js. Python says where its bytes lie and what is selected;
// this file fetches and draws them, keeps the reader's view and filters, and reports selections as numbers of actors.
import "../shapes.js"; // named here, too, so that the browser does not wait for controls.js to ask for it
import { element, legend, tools } from "../controls.js";
import { readTheme } from "../drawing.js";
import { EdgeLineProgram, EdgeRectangleProgram, Graph, NodeCircleProgram, Sigma } from "./libraries.min.js";
import { readNetwork } from "./network.js";
import { Overlay, litBy } from "./overlay.js";

const drawings = new WeakMap(); // the component's root → its Drawing
const memory = new Map(); // view name → camera and what the legend hides; lives as long as the browser tab
const fetched = new Map(); // key → network; the last few, so that coming back to a view fetches nothing
const KEPT = 3;
const WIDE_LINES = 12_000; // up to so many lines have a width each; more are one pixel, which is all they have room for

const TOOLS = [
  [["fit", "Fit everything in view (0)"], ["closer", "Zoom in (+)"], ["farther", "Zoom out (-)"]],
  [["expand", "Draw the neighbourhood of the selected actor (Enter)"]],
];

class Drawing {
  constructor(root) {
    this.frame = element("div", { class: "canvas whole" });
    this.stage = element("div", { class: "stage", tabindex: "0", role: "application" });
    this.room = element("div", { class: "room" });
    this.veil = element("canvas", { class: "veil", "aria-hidden": "true" });
    this.note = element("p", { class: "note" });
    this.tip = element("div", { class: "tip", hidden: "" });
    this.said = element("div", { class: "said", role: "status", "aria-live": "polite" });
    this.toolbar = tools((name) => this.act(name), TOOLS);
    this.legend = element("div");
    this.stage.append(this.room, this.veil, this.note);
    this.frame.append(this.stage, this.toolbar.bar, this.legend, this.tip, this.said);
    root.append(this.frame);
    this.overlay = new Overlay(this.veil);
    this.frame.drawing = this;
    this.picked = [];
    this.hover = null;
    this.filtered = false;
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.sized = new ResizeObserver(() => this.resize());
    this.sized.observe(this.stage);
  }

  update({ data, setStateValue, setTriggerValue }) {
    this.report = setStateValue;
    this.trigger = setTriggerValue;
    this.data = data;
    this.stage.style.height = `${data.height}px`;
    this.stage.setAttribute("aria-label", data.description);
    if (!memory.has(data.view)) memory.set(data.view, { camera: null, off: new Set() });
    this.mind = memory.get(data.view);
    const theme = readTheme(this.frame);
    const repaint = JSON.stringify(theme) !== JSON.stringify(this.theme);
    this.theme = theme;
    const told = data.token !== this.token;
    this.token = data.token;
    if (told) this.picked = [...data.selected];
    if (data.key !== this.drawn) this.load(data.key);
    else if (repaint) this.show(this.net);
    else if (told) this.refocus();
    this.controls();
  }

  // -- drawing ----------------------------------------------------------------------------------------------------
  async load(key) {
    this.drawn = key;
    this.say(`Drawing ${this.data.actors.toLocaleString("en")} actors …`);
    try {
      if (!fetched.has(key)) fetched.set(key, await readNetwork(address(this.data.url)));
    } catch (error) {
      this.say("The drawing did not arrive. Reload the page to fetch it again.");
      return;
    }
    for (const old of [...fetched.keys()].slice(0, -KEPT)) if (old !== key) fetched.delete(old);
    await new Promise(requestAnimationFrame);
    if (this.drawn === key && !this.gone) this.show(fetched.get(key));
  }

  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  show(net) {
    if (!net) return;
    this.net = net;
    this.colours();
    const graph = this.graph();
    if (!this.sigma && !this.start()) return;
    const [left, right, low, high] = net.extent;
    this.sigma.setCustomBBox({ x: [left, right], y: [low, high] });
    if (this.mind.camera) this.sigma.getCamera().setState(this.mind.camera);
    if (this.filtered !== this.mind.off.size > 0) this.filter();
    this.sigma.setGraph(graph); // last: it computes everything anew
    this.say("");
    this.refocus();
    this.controls();
    this.frame.dataset.drawn = this.drawn;
  }

  colours() {
    const shade = this.theme.dark ? 1 : 0;
    this.palette = this.data.quads.map(({ colour }) => colour[shade]);
    this.kinds = this.data.kinds.map(({ colour }) => colour[shade]);
  }

  graph() {
    const { net } = this;
    const graph = new Graph({ multi: true, type: "undirected", allowSelfLoops: false });
    for (let actor = 0; actor < net.size; actor += 1) {
      graph.addNode(actor, { x: net.x[actor], y: net.y[actor], size: net.radius[actor], color: this.kinds[net.kind[actor]], label: null });
    }
    const type = net.lines > WIDE_LINES ? "thin" : "wide";
    const paint = inks(this.palette, net.lines);
    for (let line = 0; line < net.lines; line += 1) {
      const strength = Math.log2(net.lineClaims[line]);
      const color = paint(net.quad[line], strength);
      graph.addEdgeWithKey(line, net.one[line], net.other[line], { type, color, size: Math.min(1.2 + 0.7 * strength, 6) });
    }
    return graph;
  }

  /** False where there is no WebGL: Python is told, and draws something else. */
  start() {
    try {
      this.sigma = this.renderer();
    } catch (error) {
      if (hasWebgl()) throw error;
      this.say("This browser draws without WebGL, which a drawing of this size needs.");
      this.report("webgl", false);
      return false;
    }
    for (const canvas of Object.values(this.sigma.getCanvases())) canvas.setAttribute("aria-hidden", "true");
    this.wire();
    this.overlay.resize(this.stage.clientWidth, this.stage.clientHeight);
    return true;
  }

  renderer() {
    return new Sigma(new Graph({ multi: true, type: "undirected" }), this.room, {
      allowInvalidContainer: true,
      hideEdgesOnMove: true,
      renderLabels: false, // the overlay paints them, none over another
      defaultDrawNodeHover: () => {},
      defaultEdgeType: "thin",
      edgeProgramClasses: { thin: EdgeLineProgram, wide: EdgeRectangleProgram },
      nodeProgramClasses: { circle: NodeCircleProgram },
      enableCameraRotation: false,
      minCameraRatio: 0.002,
      maxCameraRatio: 2.5,
      stagePadding: 34,
      zIndex: false,
    });
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    this.overlay.resize(width, height);
    if (this.sigma) this.sigma.resize(true).refresh({ skipIndexation: true });
  }

  /** Paints names and whoever is lit, wherever the camera stands now. */
  paint() {
    if (!this.net || !this.overlay.width) return;
    this.overlay.paint(this.look());
  }

  look() {
    const origin = this.sigma.graphToViewport({ x: 0, y: 0 });
    const unit = this.sigma.graphToViewport({ x: 1000, y: 1000 });
    const { off } = this.mind;
    return {
      net: this.net,
      theme: this.theme,
      palette: this.palette,
      kinds: this.kinds,
      focus: this.hover === null ? this.picked : [this.hover],
      hidden: (actor) => off.has(`kind:${this.data.kinds[this.net.kind[actor]].name}`),
      shown: (line) => !off.has(`quad:${this.data.quads[this.net.quad[line]].name}`),
      place: [origin.x, origin.y, (unit.x - origin.x) / 1000, (unit.y - origin.y) / 1000],
      grow: this.sigma.scaleSize(1),
    };
  }

  filter() {
    const { hidden, shown } = this.look();
    const all = !this.mind.off.size;
    this.filtered = !all;
    this.sigma.setSettings({
      nodeReducer: all ? null : (node, attributes) => (hidden(Number(node)) ? { ...attributes, hidden: true } : attributes),
      edgeReducer: all ? null : (edge, attributes) => (shown(Number(edge)) ? attributes : { ...attributes, hidden: true }),
    });
  }

  controls() {
    this.toolbar.buttons.expand.disabled = this.picked.length !== 1;
    const contents = legend(this.data.legend, this.mind.off, this.theme, (group, name) => this.toggle(group, name));
    const focused = [...this.legend.querySelectorAll("button")].indexOf(this.legend.getRootNode().activeElement);
    this.legend.replaceChildren(contents);
    if (focused >= 0) contents.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }

  // -- what the reader does ---------------------------------------------------------------------------------------
  wire() {
    const { sigma } = this;
    sigma.on("afterRender", () => this.paint());
    sigma.on("enterNode", ({ node, event }) => this.point(Number(node), event));
    sigma.on("leaveNode", () => this.point(null));
    sigma.on("clickNode", ({ node, event }) => this.click(Number(node), event.original));
    sigma.on("clickStage", () => this.click(null, {}));
    sigma.on("doubleClickNode", ({ node, event }) => {
      event.preventSigmaDefault();
      this.open(Number(node));
    });
    sigma.getCamera().on("updated", (state) => {
      this.mind.camera = { ...state };
    });
  }

  point(actor, event) {
    this.hover = actor;
    this.room.style.cursor = actor === null ? "" : "pointer";
    this.tip.textContent = actor === null ? "" : this.about(actor);
    this.tip.hidden = actor === null;
    if (event) {
      this.tip.style.left = `${Math.max(4, Math.min(event.x + 14, this.stage.clientWidth - 310))}px`;
      this.tip.style.top = `${event.y > 90 ? event.y - this.tip.offsetHeight - 14 : event.y + 40}px`; // its name stands below it
    }
    this.paint();
  }

  about(actor) {
    const partners = litBy({ ...this.look(), focus: [actor] }).actors.length - 1;
    const kind = this.data.kinds[this.net.kind[actor]].label;
    return `${this.net.names[actor]}\n${kind} · ${counted(partners, "partner")} drawn · ${counted(this.net.claims[actor], "claim")}`;
  }

  click(actor, { ctrlKey, metaKey, shiftKey }) {
    this.stage.focus({ preventScroll: true });
    const several = ctrlKey || metaKey || shiftKey;
    if (actor === null) this.select([]);
    else if (several && this.picked.includes(actor)) this.select(this.picked.filter((other) => other !== actor));
    else this.select(several ? [...this.picked, actor] : [actor]);
  }

  select(actors) {
    const same = actors.join() === this.picked.join();
    this.picked = actors;
    this.hover = null;
    this.tip.hidden = true;
    this.paint();
    this.toolbar.buttons.expand.disabled = actors.length !== 1;
    if (same) return;
    this.said.textContent = actors.length === 1 ? this.about(actors[0]) : actors.map((one) => this.net.names[one]).join(", ");
    this.report("selection", { key: this.drawn, actors });
  }

  /** Brings what is selected into view, if it is not. */
  refocus() {
    if (!this.sigma || !this.net) return;
    this.picked = this.picked.filter((actor) => actor < this.net.size);
    const actor = this.picked[0];
    if (actor !== undefined) {
      const { x, y } = this.sigma.graphToViewport({ x: this.net.x[actor], y: this.net.y[actor] });
      const { width, height } = this.overlay;
      if (x < 30 || y < 60 || x > width - 30 || y > height - 40) {
        const there = this.sigma.viewportToFramedGraph({ x, y });
        this.move({ x: there.x, y: there.y });
      }
    }
    this.paint();
  }

  move(state) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) this.sigma.getCamera().setState(state);
    else this.sigma.getCamera().animate(state, { duration: 250 });
  }

  toggle(group, name) {
    const { off } = this.mind;
    const key = `${group}:${name}`;
    if (!off.delete(key)) off.add(key);
    if (this.sigma) this.filter();
    this.controls();
  }

  open(actor) {
    this.trigger("expand", { key: this.drawn, actor });
  }

  act(name) {
    if (!this.sigma) return;
    const { ratio } = this.sigma.getCamera().getState();
    if (name === "fit") this.move({ x: 0.5, y: 0.5, ratio: 1 });
    if (name === "closer") this.move({ ratio: ratio / 1.5 });
    if (name === "farther") this.move({ ratio: ratio * 1.5 });
    if (name === "expand" && this.picked.length === 1) this.open(this.picked[0]);
  }

  // -- keyboard ---------------------------------------------------------------------------------------------------
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verbs = { "+": "closer", "=": "closer", "-": "farther", 0: "fit", Enter: "expand" };
    if (event.key === "Escape") this.select([]);
    else if (event.key.startsWith("Arrow")) this.walk(event.key);
    else if (verbs[event.key]) this.act(verbs[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Arrow keys go to the nearest actor that way, of those whose names can be read. */
  walk(name) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[name];
    const from = this.picked.at(-1);
    if (!this.overlay.named.length) return;
    if (from === undefined) {
      this.select([Math.min(...this.overlay.named)]);
      return;
    }
    const look = this.look();
    const [x, y] = this.overlay.at(look, from);
    let best = null;
    for (const actor of this.overlay.named) {
      const [otherX, otherY] = this.overlay.at(look, actor);
      const ahead = (otherX - x) * dx + (otherY - y) * dy;
      const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
      if (actor !== from && ahead > 1 && (!best || ahead + 2 * aside < best.cost)) best = { actor, cost: ahead + 2 * aside };
    }
    if (!best) return;
    this.select([best.actor]);
    this.refocus();
  }

  end() {
    this.gone = true;
    this.sized.disconnect();
    this.sigma?.kill();
    this.frame.remove();
  }
}

/**
 * The colour of a line by class and strength: many lines are fainter each, so that what is dense does not hide all.
 * Sigma blends colours as premultiplied with their alpha, and leaves the multiplying to us.
 */
function inks(palette, lines) {
  const base = lines > 60_000 ? 0.035 : lines > WIDE_LINES ? 0.08 : lines > 3_000 ? 0.3 : lines > 800 ? 0.45 : 0.85;
  const made = palette.map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return Array.from({ length: 9 }, (_, step) => {
      const alpha = Math.min(base * (1 + step / 2), 0.9);
      const part = (shade) => Math.round(shade * alpha);
      return `rgba(${part(red)}, ${part(green)}, ${part(blue)}, ${alpha.toFixed(3)})`;
    });
  });
  return (quad, strength) => made[quad][Math.min(8, Math.floor(strength))];
}

function counted(number, noun) {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : `${noun}s`}`;
}

function hasWebgl() {
  const probe = document.createElement("canvas");
  return Boolean(probe.getContext("webgl2") ?? probe.getContext("webgl"));
}

/** Streamlit serves media beside this file's own folder, below whatever path the app has. */
function address(path) {
  return import.meta.url.split("/_stcore/")[0] + path;
}

export default function mount(component) {
  const { parentElement: root } = component;
  if (!drawings.has(root)) drawings.set(root, new Drawing(root));
  drawings.get(root).update(component);
  return () => {
    drawings.get(root)?.end();
    drawings.delete(root);
  };
}
