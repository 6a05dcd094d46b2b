// The preview's own corner of the page: faults, and the review. It lives in a shadow tree, so that the
// site's styles and scripts do not meet it.

const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none;
  font: 14px/1.5 system-ui, sans-serif; color: #1a1a1a; }
* { box-sizing: border-box; } [hidden] { display: none !important; }
section, .bar { pointer-events: auto; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; width: fit-content;
  max-width: calc(100vw - 1rem); margin: .5rem .5rem .5rem auto; padding: .25rem .6rem;
  border: 1px solid #8a8a8a; border-radius: .5rem; background: #fff; box-shadow: 0 1px 4px #0003; }
button { min-height: 28px; padding: .1rem .6rem; border: 1px solid #767676; border-radius: .35rem;
  background: #f4f4f4; color: inherit; font: inherit; cursor: pointer; }
button[aria-pressed="true"] { background: #14532d; border-color: #14532d; color: #fff; }
:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
section { max-height: 60vh; overflow: auto; padding: .75rem 1rem 1rem; border-top: 4px solid #b91c1c;
  background: #fff; box-shadow: 0 -2px 12px #0004; }
section.list { border-top-color: #14532d; }
header { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
h2 { margin: 0 0 .5rem; font-size: 1rem; } ol, ul { margin: 0; padding: 0 0 0 1.25rem; }
ol { padding: 0; list-style: none; } ol > li { padding: .6rem 0; border-top: 1px solid #ddd; }
p { margin: .15rem 0; } a { color: inherit; } [role="status"]:empty { display: none; } .error { color: #b91c1c; } .warning { color: #92400e; }
.place { font-family: ui-monospace, monospace; font-size: 13px; color: #444; overflow-wrap: anywhere; }
pre { margin: .35rem 0; padding: .4rem .6rem; overflow-x: auto; background: #f4f4f4;
  font: 13px/1.4 ui-monospace, monospace; }
@media (prefers-color-scheme: dark) {
  :host { color: #ececec; } section { background: #1c1c1c; } .bar { background: #1c1c1c; }
  button, pre { background: #2c2c2c; } .error { color: #fca5a5; } .warning { color: #fcd34d; }
  .place { color: #bbb; } ol > li { border-color: #444; } }
@media print { :host { display: none; } }
`;

const MARK_STYLE = `
.rigbook-mark { border-radius: .15em; padding: 0 .1em; }
ins.rigbook-mark { background: #c9f2d3; color: #0b3d1c; text-decoration: underline 2px #1f7a3d; }
del.rigbook-mark { background: #fbdad7; color: #6f130e; text-decoration: line-through; margin-inline-end: .3em; }
.rigbook-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
`;

/** Makes an element with a text or children; text is never read as markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const host = make("rigbook-preview");
const corner = host.attachShadow({ mode: "open" });
const faults = make("section", { role: "region", "aria-label": "Faults of the site", tabindex: "0" });
const list = make("section", { class: "list", role: "region", "aria-label": "Changed pages" });
const notice = make("span", { role: "status" });
const faultButton = make("button", { type: "button", "aria-expanded": "true" });
const reviewButton = make("button", { type: "button", "aria-pressed": "false" }, "Review");
const nextButton = make("button", { type: "button" }, "Next");
const listButton = make("button", { type: "button", "aria-expanded": "false" }, "Pages");

function showCorner() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  corner.adoptedStyleSheets = [sheet];
  const marks = new CSSStyleSheet();
  marks.replaceSync(MARK_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];
  faults.hidden = list.hidden = faultButton.hidden = nextButton.hidden = listButton.hidden = true;
  corner.append(
    make("div", { class: "bar", role: "toolbar", "aria-label": "Preview" },
      notice, faultButton, reviewButton, nextButton, listButton),
    list, faults);
  document.documentElement.append(host);
  faultButton.addEventListener("click", () => openFaults(faults.hidden));
  corner.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openFaults(false);
    openList(false);
  });
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function openFaults(isOpen) {
  faults.hidden = !isOpen;
  faultButton.setAttribute("aria-expanded", String(isOpen));
}

function openList(isOpen) {
  list.hidden = !isOpen;
  listButton.setAttribute("aria-expanded", String(isOpen));
}

/** Shows what a build found; faults open by themselves, warnings wait to be asked for. */
function showFaults(event) {
  const isNews = JSON.stringify(event.diagnostics) !== faults.dataset.shown;
  faults.dataset.shown = JSON.stringify(event.diagnostics);
  const found = [event.errors && counted(event.errors, "error"),
    event.warnings && counted(event.warnings, "warning")].filter(Boolean).join(", ");
  faultButton.hidden = event.diagnostics.length === 0;
  faultButton.textContent = found || "Remarks";
  faultButton.className = event.faulty ? "error" : "warning";
  if (event.diagnostics.length === 0) return openFaults(false);
  const title = event.faulty
    ? `${found}: this page is from the last build that succeeded`
    : `${found || "Remarks"}`;
  const more = event.more > 0 ? [make("p", {}, `and ${event.more} more`)] : [];
  faults.replaceChildren(
    make("h2", {}, title), make("ol", {}, ...event.diagnostics.map(faultItem)), ...more);
  if (isNews || !event.faulty) openFaults(event.faulty);
}

function faultItem(fault) {
  return make("li", {},
    make("p", {}, make("strong", { class: fault.severity }, `${fault.severity}[${fault.id}]`),
      `: ${fault.summary}`),
    ...placeOf(fault),
    ...fault.notes.flatMap((note) => [make("p", {}, `note: ${note.text}`), ...placeOf(note)]),
    ...fault.help.map((help) => make("p", {}, `help: ${help}`)));
}

function placeOf(fault) {
  if (!fault.file) return [];
  const place = make("p", { class: "place" }, `${fault.file}:${fault.line}:${fault.column}`);
  if (fault.excerpt === undefined) return [place];
  return [place, make("pre", {}, `${fault.excerpt}\n${fault.marks}`)];
}
