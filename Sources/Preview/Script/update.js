// Changes a page in place into what the server has now.

/** Returns a page of the server as a document without the preview's script, or null. */
async function fetchPage(cache) {
  const response = await fetch(location.pathname + location.search, { cache });
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("text/html")) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const own = page.querySelector('script[src^="/.rigbook/preview.js"]');
  const at = own && new URL(own.getAttribute("src"), location.href).searchParams.get("at");
  own?.remove();
  return { page, at };
}

/** What would be another page to the browser: its scripts and what they may do. */
function needsReload(old, next) {
  const fixed = (page) => [...page.querySelectorAll("script, meta[http-equiv]")]
    .map((element) => element.outerHTML).join("\n");
  return fixed(old) !== fixed(next);
}

/** Turns the page that was served as `old` into `next` and keeps the reader's place in it. */
function patchPage(old, next) {
  keepingPlace(() => {
    patchAttributes(document.documentElement, old.documentElement, next.documentElement);
    patch(document.head, old.head, next.head);
    patch(document.body, old.body, next.body);
  });
}

/** Changes a node as far as its new form differs from its old one; the rest is left as scripts and
 *  readers have made it. */
function patch(live, old, next) {
  if (old.isEqualNode(next)) return;
  if (!isSameKind(live, next)) {
    live.replaceWith(document.importNode(next, true));
  } else if (isStyle(next)) {
    replaceStyle(live, next);
  } else if (next.nodeType === Node.ELEMENT_NODE) {
    patchAttributes(live, old, next);
    patchChildren(live, old, next);
  } else {
    live.nodeValue = next.nodeValue;
  }
}

function isStyle(node) {
  return node.nodeName === "LINK" && node.relList.contains("stylesheet");
}

/** Puts another style sheet in the place of one, which stays until the other is there. Changed in
 *  place it would be loaded anew with each attribute, and be held against the old integrity. */
function replaceStyle(live, next) {
  const fresh = document.importNode(next, true);
  for (const event of ["load", "error"]) fresh.addEventListener(event, () => live.remove());
  live.after(fresh);
}

function isSameKind(one, other) {
  return one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
}

function patchAttributes(live, old, next) {
  for (const { name } of old.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

function patchChildren(live, old, next) {
  const was = [...old.childNodes];
  const will = [...next.childNodes];
  const now = counterparts(live, was);
  if (!now) {
    live.replaceChildren(...will.map((node) => document.importNode(node, true)));
    return;
  }
  const sign = (node) => node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : `#${node.nodeValue}`;
  const found = gaps(align(was.map(sign), will.map(sign)), was.length, will.length);
  for (const { one, oneNext, other, otherNext } of found) {
    let place = one;
    for (const node of will.slice(other, otherNext)) {
      if (place < oneNext && isSameKind(was[place], node)) {
        patch(now[place], was[place], node);
        place++;
      } else {
        live.insertBefore(document.importNode(node, true), now[place] ?? null);
      }
    }
    for (; place < oneNext; place++) now[place].remove();
  }
}

/** Returns the nodes that stand in the page for those that were served, passing over what scripts
 *  have added; null where some are gone. */
function counterparts(live, was) {
  const found = [];
  let node = live.firstChild;
  for (const served of was) {
    while (node && !isSameKind(node, served)) node = node.nextSibling;
    if (!node) return null;
    found.push(node);
    node = node.nextSibling;
  }
  return found;
}

/** Runs a change and puts back what was in view and what had the focus. */
function keepingPlace(change) {
  const seen = [...document.querySelectorAll("main [id], main p, main tr, main li, main h2")]
    .filter((element) => element.getBoundingClientRect().bottom > 0)
    .slice(0, 20)
    .map((element) => [element, element.getBoundingClientRect().top]);
  const [left, top] = [scrollX, scrollY];
  const focus = document.activeElement;
  const way = focus && focus !== document.body ? wayTo(focus) : null;
  change();
  const [anchor, before] = top > 0 ? seen.find(([element]) => element.isConnected) ?? [] : [];
  const shift = anchor ? anchor.getBoundingClientRect().top - before : top - scrollY;
  if (shift) scrollBy({ left: left - scrollX, top: shift, behavior: "instant" });
  if (way && document.activeElement !== focus) {
    const again = focus.isConnected ? focus : document.getElementById(focus.id) ?? follow(way);
    again?.focus({ preventScroll: true });
  }
}

function wayTo(element) {
  const way = [];
  for (let node = element; node.parentElement; node = node.parentElement) {
    way.unshift([...node.parentElement.children].indexOf(node));
  }
  return way;
}

function follow(way) {
  return way.reduce((node, place) => node?.children[place], document.documentElement);
}

/** Loads style sheets and pictures again that are others now; returns whether that was enough. */
function refreshAssets(assets) {
  if (assets.length === 0) return true;
  const isChanged = (address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin &&
      assets.includes(decodeURIComponent(url.pathname.replace(/^\//, "")));
  };
  if ([...document.scripts].some((script) => script.src && isChanged(script.src))) return false;
  const again = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set("rigbook", Date.now());
    return url.href;
  };
  for (const image of document.images) {
    if (image.src && isChanged(image.src)) image.src = again(image.src);
  }
  // A style sheet may load what changed.
  if (!assets.some((name) => /\.(css|woff2?|ttf|svg|png|webp|avif|jpe?g|gif)$/i.test(name))) return true;
  for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const fresh = link.cloneNode();
    fresh.href = again(link.href);
    fresh.addEventListener("load", () => link.remove());
    fresh.addEventListener("error", () => fresh.remove());
    link.after(fresh);
  }
  return true;
}
