// The buttons over and under the drawing. Text reaches the page as text nodes only.
import { stroke, swatch } from "./shapes.js";

const ICONS = {
  fit: "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5",
  closer: "M12 5v14 M5 12h14",
  farther: "M5 12h14",
  undo: "M9 7L4 12l5 5 M4 12h10a6 6 0 0 1 6 6",
  redo: "M15 7l5 5-5 5 M20 12H10a6 6 0 0 0-6 6",
  expand: "M12 8v8 M8 12h8 M12 3a9 9 0 1 0 0.01 0",
  collapse: "M8 12h8 M12 3a9 9 0 1 0 0.01 0",
  pin: "M12 14v7 M8 3h8l-1.5 6L18 14H6l3.5-5z",
  hide: "M3 3l18 18 M10 5.5a10 10 0 0 1 11 6.5a13 13 0 0 1-2.4 3.4 M6 7.5A13 13 0 0 0 3 12a10 10 0 0 0 12 5.6",
  show: "M3 12a10 10 0 0 1 18 0a10 10 0 0 1-18 0 M12 9a3 3 0 1 0 0.01 0",
};

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Tool buttons as [name, title], in groups; `act(name)` is called on a click. */
export function tools(act, groups) {
  const bar = element("div", { class: "tools", role: "toolbar", "aria-label": "Drawing" });
  const buttons = {};
  for (const group of groups) {
    const box = element("div", { class: "group" });
    for (const [name, title] of group) {
      const button = element("button", { type: "button", title, "aria-label": title }, icon(name));
      button.onclick = () => act(name);
      buttons[name] = button;
      box.append(button);
    }
    bar.append(box);
  }
  return { bar, buttons };
}

/** Toggle buttons: quad classes and statuses hide relations, kinds hide actors. `toggle(group, name)` on a click. */
export function legend(contents, off, theme, toggle) {
  const box = element("div", { class: "legend", role: "group", "aria-label": "Legend; press to hide or show" });
  const add = (group, name, mark, label) => {
    const shown = !off.has(`${group}:${name}`);
    const button = element("button", { type: "button", "aria-pressed": String(shown), title: `Hide or show: ${label}` }, mark, label);
    button.onclick = () => toggle(group, name);
    box.append(button);
  };
  const shade = theme.dark ? 1 : 0;
  for (const { name, label, colour } of contents.quads) add("quad", name, stroke(colour[shade], [], 6), label);
  if (contents.statuses.length) box.append(element("span", { class: "gap" }));
  for (const { name, label, dash } of contents.statuses) add("status", name, stroke(theme.text, dash), label);
  box.append(element("span", { class: "gap" }));
  for (const { name, label, shape, colour } of contents.kinds) add("kind", name, swatch(shape, colour[shade]), label);
  return box;
}
