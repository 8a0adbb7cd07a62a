// A document's text with its mentions and claims. The text reaches the page as text nodes only; a click on a mention or a
// claim is reported to Python, and the claim that Python names is scrolled to.
const readers = new WeakMap();

class Reader {
  constructor(root) {
    this.frame = document.createElement("div");
    this.frame.className = "reader";
    this.frame.dir = "auto";
    root.append(this.frame);
  }

  update({ data, setStateValue }) {
    this.report = setStateValue;
    if (data.version !== this.version) this.fill(data);
    this.version = data.version;
    if (data.wish !== this.wish) this.show(data.claim, true);
    this.wish = data.wish;
  }

  fill({ pieces, height, description }) {
    this.frame.style.maxHeight = `${height}px`;
    this.frame.setAttribute("role", "document");
    this.frame.setAttribute("aria-label", description);
    this.frame.tabIndex = 0;
    this.frame.replaceChildren(...pieces.map((piece) => this.piece(piece)));
    this.wish = undefined;
  }

  piece([text, actor, title, claims]) {
    if (!actor && !claims.length) return document.createTextNode(text);
    const span = document.createElement(actor ? "button" : "span");
    span.textContent = text;
    span.className = [actor && "mention", claims.length && "evidence"].filter(Boolean).join(" ");
    if (title) span.title = title;
    span.dataset.claims = claims.join(" ");
    if (actor) span.type = "button";
    span.onclick = () => this.pick(actor, claims);
    return span;
  }

  /** A second click on the same place goes on to the next of the claims that share it. */
  pick(actor, claims) {
    const at = claims.indexOf(this.claim);
    const claim = claims.length ? claims[(at + 1) % claims.length] : null;
    this.show(claim, false);
    this.report("picked", { actor: actor ?? null, claim });
  }

  show(claim, scroll) {
    this.claim = claim;
    let first = null;
    for (const span of this.frame.querySelectorAll("[data-claims]")) {
      const on = claim !== null && claim !== undefined && span.dataset.claims.split(" ").includes(String(claim));
      span.classList.toggle("chosen", on);
      if (on && !first) first = span;
    }
    if (first && scroll) this.frame.scrollTo({ top: first.offsetTop - this.frame.clientHeight / 3 });
  }
}

export default function mount(component) {
  const { parentElement: root } = component;
  if (!readers.has(root)) readers.set(root, new Reader(root));
  const reader = readers.get(root);
  reader.update(component);
  return () => {
    reader.frame.remove();
    readers.delete(root);
  };
}
