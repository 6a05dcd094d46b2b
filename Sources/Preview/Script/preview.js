// Listens for builds and brings the page up to date.

const address = new URL(document.currentScript.src);
/** The version of the output that the page shows. */
let shownMark = address.searchParams.get("at");
/** The page as it was served last, or null where that is not known. */
let served = null;
let stream = null;
/** One thing after the other: an event that comes during an update waits for its end. */
let work = Promise.resolve();

const memory = "rigbook-review";
let isReviewing = (sessionStorage.getItem(memory) ?? String(address.searchParams.has("review"))) === "true";

function inTurn(task) {
  work = work.then(task).catch((error) => console.warn("preview:", error));
}

function connect() {
  if (stream || document.hidden) return;
  stream = new EventSource(`/.rigbook/events?since=${encodeURIComponent(shownMark)}`);
  stream.addEventListener("open", () => (notice.textContent = ""));
  stream.addEventListener("message", (message) => inTurn(() => take(JSON.parse(message.data))));
  stream.addEventListener("error", () => {
    notice.textContent = "no server";
    // The browser tries again by itself, unless it was refused.
    if (stream?.readyState !== EventSource.CLOSED) return;
    disconnect();
    setTimeout(connect, 2000);
  });
}

/** A browser has few connections for one server: a page that nobody sees needs none. */
function disconnect() {
  stream?.close();
  stream = null;
}

async function take(event) {
  showFaults(event);
  if (event.pages === "all" || event.pages.length > 0 || event.assets.length > 0) {
    if (!refreshAssets(event.assets)) return location.reload();
    await update();
  }
  shownMark = event.mark;
  document.documentElement.dataset.rigbookMark = shownMark;
}

/** Fetches the page and changes what differs. */
async function update() {
  const fetched = await fetchPage("no-store");
  if (!fetched) return;
  if (!served || needsReload(served, fetched.page)) return location.reload();
  if (!served.documentElement.isEqualNode(fetched.page.documentElement)) {
    unmark();
    patchPage(served, fetched.page);
    served = fetched.page;
  }
  if (isReviewing) await review();
}

/** Marks what differs from the last release, or takes the marks away. */
async function review() {
  unmark();
  reviewButton.setAttribute("aria-pressed", String(isReviewing));
  reviewButton.textContent = "Review";
  nextButton.hidden = listButton.hidden = !isReviewing;
  if (!isReviewing) return openList(false);
  const last = await lastRelease();
  if (!last) {
    reviewButton.textContent = "Review: a new page";
    nextButton.hidden = true;
    return;
  }
  let found;
  keepingPlace(() => (found = markDifferences(last)));
  reviewButton.textContent = `Review: ${counted(found.count, "difference")}`;
  nextButton.hidden = !document.querySelector("ins.rigbook-mark, del.rigbook-mark");
  list.dataset.removed = JSON.stringify(found.removed);
  if (!list.hidden) await showList();
}

let lastSeen = -1;

function showNext() {
  const marks = [...document.querySelectorAll("ins.rigbook-mark, del.rigbook-mark")];
  if (marks.length === 0) return;
  lastSeen = (lastSeen + 1) % marks.length;
  for (let node = marks[lastSeen]; node; node = node.parentElement) {
    if (node.nodeName === "DETAILS") node.open = true;
  }
  marks[lastSeen].scrollIntoView({ block: "center" });
  marks[lastSeen].tabIndex = -1;
  marks[lastSeen].focus({ preventScroll: true });
}

async function showList() {
  const pages = await (await fetch("/.rigbook/changes", { cache: "no-store" })).json();
  const links = pages.map(({ page, kind }) =>
    make("li", {}, ...(kind === "removed" ? [`/${page}`]
      : [make("a", { href: `/${page.split("/").map(encodeURIComponent).join("/")}` }, `/${page}`)]),
    ` (${kind})`));
  const removed = JSON.parse(list.dataset.removed ?? "[]");
  list.replaceChildren(
    make("h2", {}, `${counted(pages.length, "page")} differ from the last release`),
    make("ul", {}, ...links),
    ...(removed.length ? [make("h2", {}, "No more on this page"),
      make("ul", {}, ...removed.map((text) => make("li", {}, text)))] : []));
}

async function start() {
  showCorner();
  reviewButton.addEventListener("click", () => {
    isReviewing = !isReviewing;
    sessionStorage.setItem(memory, String(isReviewing));
    inTurn(review);
  });
  nextButton.addEventListener("click", showNext);
  listButton.addEventListener("click", () => {
    openList(list.hidden);
    if (!list.hidden) inTurn(showList);
  });
  // The page as the browser has it already; where the server has a newer one by now, the next event
  // says so, and without the old text the page is loaded again.
  const fetched = await fetchPage("force-cache");
  if (fetched?.at === shownMark) served = fetched.page;
  if (isReviewing) await review();
}

inTurn(start);
connect();
document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
