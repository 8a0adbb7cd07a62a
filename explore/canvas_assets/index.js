// The drawing of a neighbourhood. Python says which actors and relations there are and where they stand; this file draws
// them with vis-network, keeps what the reader did to the drawing (moved, pinned, hidden, zoomed) and reports selections.
import "./vis-network.min.js";
import { element, legend, tools } from "./controls.js";
import { edge, labelSize, node, readTheme } from "./drawing.js";

const vis = globalThis.vis;
const drawings = new WeakMap(); // the component's root → its Drawing
const memory = new Map(); // view name → what the reader did there; lives as long as the browser tab

const OPTIONS = {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, multiselect: true, keyboard: false, tooltipDelay: 0 },
  nodes: { chosen: true },
};

const TOOLS = [
  [["fit", "Fit everything in view (0)"], ["closer", "Zoom in (+)"], ["farther", "Zoom out (-)"]],
  [["undo", "Undo (Ctrl+Z)"], ["redo", "Redo (Ctrl+Y)"]],
  [["expand", "Expand: draw the actor's own partners (Enter)"], ["collapse", "Collapse again"]],
  [["pin", "Pin where it stands (P)"], ["hide", "Hide (H)"], ["show", "Show everything hidden"]],
];
const MARGIN = 14; // pixels around a fitted drawing
const HEAD = 52; // pixels that the buttons take at the top
const LARGEST = 1.25; // a few actors are not blown up beyond this

class Drawing {
  constructor(root) {
    this.frame = element("div", { class: "canvas" });
    this.stage = element("div", { class: "stage", tabindex: "0", role: "application" });
    this.tip = element("div", { class: "tip", hidden: "" });
    this.said = element("div", { class: "said", role: "status", "aria-live": "polite" });
    this.toolbar = tools((name) => this.act(name), TOOLS);
    this.legend = element("div");
    this.frame.append(this.stage, this.toolbar.bar, this.legend, this.tip, this.said);
    root.append(this.frame);
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.network = new vis.Network(this.stage, { nodes: this.nodes, edges: this.edges }, OPTIONS);
    this.frame.network = this.network;
    this.wire();
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.sized = new ResizeObserver(() => this.open());
    this.sized.observe(this.stage);
  }

  update({ data, setStateValue, setTriggerValue }) {
    this.report = setStateValue;
    this.trigger = setTriggerValue;
    const fresh = data.view !== this.data?.view;
    if (fresh) this.remember(data.view);
    this.data = data;
    this.actors = new Map(data.actors.map(([id, label, kind, x, y, radius]) => [id, { ...data.kinds[kind], id, label, kind, x, y, radius }]));
    this.relations = new Map(data.relations.map((row) => relation(row)).map((one) => [one.id, one]));
    this.expanded = new Set(data.expanded);
    this.stage.style.height = `${data.height}px`;
    this.stage.setAttribute("aria-label", data.description);
    if (data.token !== this.token) this.choose(data.selected);
    this.token = data.token;
    this.draw();
    if (fresh) this.open();
  }

  remember(view) {
    if (this.mind) this.keepCamera();
    this.moved = false;
    if (!memory.has(view)) memory.set(view, { hidden: new Set(), pinned: new Set(), moved: new Map(), off: new Set(), past: [], future: [] });
    this.mind = memory.get(view);
    this.nodes.clear();
    this.edges.clear();
  }

  /** Shows the view as it was left; one that nobody moved yet is fitted to the frame, also when the frame changes. */
  open() {
    if (!this.mind || !this.stage.clientWidth) return;
    this.network.setSize("100%", "100%");
    this.network.redraw();
    if (this.mind.camera) this.network.moveTo({ ...this.mind.camera, animation: false });
    else this.fit(false);
  }

  /** Everything in view, names included, below the buttons. */
  fit(animation) {
    const ids = this.nodes.getIds();
    if (!ids.length) return;
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const { x, y } = this.network.getPosition(id);
      const { label, radius } = this.actors.get(id);
      const [width, height] = labelSize(label);
      const half = Math.max(radius, width / 2);
      box.left = Math.min(box.left, x - half);
      box.right = Math.max(box.right, x + half);
      box.top = Math.min(box.top, y - radius);
      box.bottom = Math.max(box.bottom, y + radius + height);
    }
    const [across, down] = [this.stage.clientWidth - 2 * MARGIN, this.stage.clientHeight - HEAD - MARGIN];
    const scale = Math.min(across / (box.right - box.left), down / (box.bottom - box.top), LARGEST);
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 - (HEAD - MARGIN) / 2 / scale };
    this.network.moveTo({ position, scale, animation });
  }

  keepCamera() {
    if (this.moved) this.mind.camera = { position: this.network.getViewPosition(), scale: this.network.getScale() };
  }

  choose(selected) {
    this.picked = (selected?.actors ?? []).filter((id) => this.actors.has(id));
    const id = selected?.edge ? selected.edge.join("\u001f") : null;
    this.chosen = this.relations.has(id) ? id : null;
  }

  // -- drawing ----------------------------------------------------------------------------------------------------
  shownActor(actor) {
    return !this.mind.hidden.has(actor.id) && !this.mind.off.has(`kind:${actor.kind}`);
  }

  shownRelation(one) {
    return !this.mind.off.has(`quad:${one.quad}`) && !this.mind.off.has(`status:${one.status}`);
  }

  look() {
    const alone = this.picked.length === 1 && this.picked[0] === this.data.centre;
    const focus = this.hover ?? (this.picked.length && !alone ? this.picked : null);
    const near = focus && new Set(focus);
    if (focus) {
      for (const one of this.relations.values()) {
        if (!this.shownRelation(one)) continue;
        if (focus.includes(one.source)) near.add(one.target);
        if (focus.includes(one.target)) near.add(one.source);
      }
    }
    return {
      theme: this.theme,
      palette: this.data.palette,
      dashes: this.data.dashes,
      pinned: this.mind.pinned,
      centre: this.data.centre,
      chosen: this.chosen,
      pointed: this.pointed,
      faint: (id) => Boolean(near) && !near.has(id),
      taken: [],
      dim: (one) => Boolean(focus) && !focus.includes(one.source) && !focus.includes(one.target),
    };
  }

  draw() {
    this.theme = readTheme(this.frame);
    const look = this.looking = this.look();
    const actors = [...this.actors.values()].filter((actor) => this.shownActor(actor));
    const ids = new Set(actors.map((actor) => actor.id));
    const relations = [...this.relations.values()].filter((one) => this.shownRelation(one) && ids.has(one.source) && ids.has(one.target));
    replace(this.nodes, actors.map((actor) => ({ ...node(actor, () => this.looking), ...this.mind.moved.get(actor.id) })));
    replace(this.edges, relations.map((one) => edge(one, look, relations.length)));
    this.network.setSelection({ nodes: this.picked.filter((id) => ids.has(id)), edges: relations.some((one) => one.id === this.chosen) ? [this.chosen] : [] }, { highlightEdges: false });
    const contents = legend(this.data.legend, this.mind.off, this.theme, (group, name) => this.toggle(group, name));
    const focused = [...this.legend.querySelectorAll("button")].indexOf(this.legend.getRootNode().activeElement);
    this.legend.replaceChildren(contents);
    if (focused >= 0) contents.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    this.enable();
  }

  enable() {
    const { buttons } = this.toolbar;
    const one = this.picked.length === 1 ? this.picked[0] : null;
    buttons.undo.disabled = !this.mind.past.length;
    buttons.redo.disabled = !this.mind.future.length;
    buttons.expand.parentElement.hidden = !this.data.grows;
    buttons.expand.disabled = !one || this.expanded.has(one);
    buttons.collapse.disabled = !one || !this.expanded.has(one) || one === this.data.centre;
    buttons.pin.disabled = buttons.hide.disabled = !this.picked.length;
    buttons.show.disabled = !this.mind.hidden.size;
  }

  // -- what the reader does ---------------------------------------------------------------------------------------
  wire() {
    const on = (name, act) => this.network.on(name, act);
    on("click", (event) => this.click(event));
    on("doubleClick", ({ nodes }) => nodes.length && this.act(this.expanded.has(nodes[0]) ? "collapse" : "expand"));
    on("beforeDrawing", () => {
      if (this.looking) this.looking.taken = [];
    });
    on("zoom", () => this.touch());
    on("dragStart", ({ nodes }) => (nodes.length ? this.step() : this.touch()));
    on("dragEnd", ({ nodes }) => {
      for (const id of nodes) this.mind.moved.set(id, this.network.getPosition(id));
      if (nodes.length) this.enable();
      this.keepCamera();
    });
    on("hoverNode", ({ node: id, event }) => this.point([id], null, event));
    on("blurNode", () => this.point(null, null));
    on("hoverEdge", ({ edge: id, event }) => this.point(null, id, event));
    on("blurEdge", () => this.point(null, null));
    on("animationFinished", () => this.keepCamera());
  }

  touch() {
    this.moved = true;
    this.keepCamera();
  }

  click({ nodes, edges, event }) {
    const several = event.srcEvent?.ctrlKey || event.srcEvent?.metaKey || event.srcEvent?.shiftKey;
    const actor = nodes.at(-1);
    this.stage.focus({ preventScroll: true });
    if (actor === undefined && edges.length) return this.select([], edges[0]);
    if (actor === undefined) return this.select([], null);
    return this.select(several ? nodes : [actor], null);
  }

  select(actors, edgeId) {
    const same = this.chosen === edgeId && actors.join("\u001f") === this.picked.join("\u001f");
    this.picked = actors;
    this.chosen = edgeId;
    this.hover = null;
    this.draw();
    if (same) return;
    const one = this.relations.get(edgeId);
    this.said.textContent = one ? this.telling(one) : actors.map((id) => this.actors.get(id)?.label).join(", ");
    this.report("selection", { actors, edge: one ? [one.source, one.name, one.target] : null });
  }

  point(actors, edgeId, event) {
    this.hover = actors;
    this.pointed = edgeId;
    const one = this.relations.get(edgeId);
    const text = one ? this.telling(one) : actors ? this.about(actors[0]) : "";
    this.tip.textContent = text;
    this.tip.hidden = !text;
    if (text && event) {
      const box = this.frame.getBoundingClientRect();
      const at = event.srcEvent ?? event;
      this.tip.style.left = `${Math.max(4, Math.min(at.clientX - box.left + 14, box.width - 310))}px`;
      this.tip.style.top = `${at.clientY - box.top + 16}px`;
    }
    if (this.actors.size <= 200 || edgeId === null) this.draw();
  }

  about(id) {
    const actor = this.actors.get(id);
    const count = [...this.relations.values()].filter((one) => one.source === id || one.target === id).length;
    return `${actor.label}\n${this.data.kinds[actor.kind].name} · ${count} ${count === 1 ? "relation" : "relations"} drawn`;
  }

  telling(one) {
    const name = (id) => this.actors.get(id)?.label ?? "";
    const status = one.status === "actual" ? "" : ` (${one.status})`;
    const arrow = one.symmetric ? "↔" : "→";
    return `${name(one.source)} ${arrow} ${name(one.target)}\n${one.label}${status} · ${one.claims} ${one.claims === 1 ? "claim" : "claims"}`;
  }

  toggle(group, name) {
    this.step();
    const { off } = this.mind;
    const key = `${group}:${name}`;
    if (!off.delete(key)) off.add(key);
    this.draw();
  }

  act(name) {
    const { network, mind } = this;
    const animation = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 200 };
    if (["closer", "farther"].includes(name)) this.moved = true;
    const still = () => {};
    ({
      fit: () => {
        this.moved = false;
        mind.camera = null;
        this.fit(animation);
      },
      closer: () => network.moveTo({ scale: network.getScale() * 1.3, animation }),
      farther: () => network.moveTo({ scale: network.getScale() / 1.3, animation }),
      undo: () => this.turn(mind.past, mind.future),
      redo: () => this.turn(mind.future, mind.past),
      expand: () => this.grow("expand", this.picked[0]),
      collapse: () => this.grow("collapse", this.picked[0]),
      pin: () => this.change(() => this.picked.forEach((id) => mind.pinned.delete(id) || mind.pinned.add(id))),
      hide: () => this.change(() => { this.picked.forEach((id) => mind.hidden.add(id)); this.picked = []; }),
      show: () => this.change(() => mind.hidden.clear()),
    }[name] ?? still)();
  }

  change(act) {
    this.step();
    act();
    this.draw();
  }

  grow(verb, id) {
    if (!this.data.grows || !id || (verb === "expand") === this.expanded.has(id) || id === this.data.centre) return;
    this.step({ verb: verb === "expand" ? "collapse" : "expand", id });
    this.trigger(verb, id);
  }

  // -- undo: a step is the state before it, or the verb that takes an expansion back ----------------------------------
  snapshot() {
    const { hidden, pinned, moved, off } = this.mind;
    return { hidden: new Set(hidden), pinned: new Set(pinned), moved: new Map(moved), off: new Set(off) };
  }

  step(inverse) {
    this.mind.past.push(inverse ?? this.snapshot());
    this.mind.future.length = 0;
  }

  turn(from, to) {
    const step = from.pop();
    if (!step) return;
    if (step.verb) {
      to.push({ verb: step.verb === "expand" ? "collapse" : "expand", id: step.id });
      this.trigger(step.verb, step.id);
      return;
    }
    to.push(this.snapshot());
    Object.assign(this.mind, step);
    this.draw();
  }

  // -- keyboard ---------------------------------------------------------------------------------------------------
  key(event) {
    const letter = event.key.toLowerCase();
    const combined = event.ctrlKey || event.metaKey;
    const verbs = { "+": "closer", "=": "closer", "-": "farther", 0: "fit", p: "pin", h: "hide" };
    if (combined && letter === "z") this.act(event.shiftKey ? "redo" : "undo");
    else if (combined && letter === "y") this.act("redo");
    else if (combined) return;
    else if (letter === "enter" && this.picked.length) this.act(this.expanded.has(this.picked[0]) ? "collapse" : "expand");
    else if (letter === "escape") this.select([], null);
    else if (letter.startsWith("arrow")) this.walk(letter);
    else if (verbs[letter]) this.act(verbs[letter]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Arrow keys go to the nearest actor that way. */
  walk(letter) {
    const [dx, dy] = { arrowleft: [-1, 0], arrowright: [1, 0], arrowup: [0, -1], arrowdown: [0, 1] }[letter];
    const from = this.picked[0] ?? this.data.centre ?? this.nodes.getIds()[0];
    if (!this.nodes.get(from)) return;
    const here = this.network.getPosition(from);
    let best = null;
    for (const id of this.nodes.getIds()) {
      const { x, y } = this.network.getPosition(id);
      const ahead = (x - here.x) * dx + (y - here.y) * dy;
      const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
      const cost = ahead + 2 * aside;
      if (id !== from && ahead > 1 && (!best || cost < best.cost)) best = { id, cost };
    }
    if (best) this.select([best.id], null);
    else if (!this.picked.length) this.select([from], null);
  }
}

function relation([source, name, target, label, quad, status, claims, width, bend, symmetric]) {
  return { id: [source, name, target].join("\u001f"), source, name, target, label, quad, status, claims, width, bend, symmetric };
}

function replace(set, rows) {
  const ids = new Set(rows.map((row) => row.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  if (gone.length) set.remove(gone);
  set.update(rows);
}

export default function mount(component) {
  const { parentElement: root } = component;
  let drawing = drawings.get(root);
  if (!drawing) {
    drawing = new Drawing(root);
    drawings.set(root, drawing);
  }
  drawing.update(component);
  return () => {
    drawing.keepCamera();
    drawing.sized.disconnect();
    drawing.network.destroy();
    drawing.frame.remove();
    drawings.delete(root);
  };
}
