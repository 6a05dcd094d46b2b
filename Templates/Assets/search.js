// The search field: finds pages, questions, parts and models in an index that is loaded with the
// first use. A classic script without dependencies: it also works on pages opened from a folder.
(function () {
  "use strict";

  var form = document.querySelector("form.site-search");
  if (!form) return;
  var field = form.querySelector("input[type=search]");
  var root = form.getAttribute("data-root") || "";
  var limit = 12;
  var entries = null;
  var waiting = [];

  // Letters and digits of any script in lower case, without accents; all else separates words.
  function words(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
  }

  // Words that a question has and a title need not.
  var idle = new Set(("a an and any are best can do does enough for how i in is it kind many me much my need of on or " +
    "should than the there to use versus vs what when which will with").split(" "));

  // What a reader may call a thing, and what these pages call it.
  var other = {
    vram: ["graphics memory"], gpu: ["card", "graphics"], gpus: ["card", "graphics"], cpu: ["processor"], cpus: ["processor"],
    ram: ["system memory"], ecc: ["error correction"], fp4: ["number formats"], fp8: ["number formats"], int8: ["number formats"],
    gguf: ["quantization"], awq: ["quantization"], gptq: ["quantization"], nvfp4: ["quantization"], quant: ["quantization"],
    kv: ["cache"], psu: ["power", "suggested systems"], supply: ["power", "suggested systems"], watt: ["power"], watts: ["power"],
    price: ["card should i buy", "system memory"], prices: ["card should i buy", "system memory"],
    cost: ["card should i buy", "system memory"], budget: ["card should i buy", "suggested systems"],
    laptop: ["unified memory"], mac: ["apple"], pc: ["systems"], computer: ["systems"], workstation: ["systems"],
    finetune: ["training"], finetuning: ["training"], tuning: ["training"], lora: ["training"], whisper: ["speech"],
    tokens: ["speed"], slow: ["speed"], fast: ["speed", "faster"], rocm: ["amd"], cuda: ["nvidia", "software"],
    program: ["software"], programs: ["software"], vllm: ["software"], ollama: ["software"], comfyui: ["software"]
  };

  // Every word that counts, each as the phrases that would answer it.
  function meant(text) {
    var parts = words(text.replace(/\bi?q\d(_\w+)*\b/gi, "quantization"));
    var counting = parts.filter(function (word) { return !idle.has(word); });
    return (counting.length ? counting : parts).map(function (word) {
      return [word].concat(Object.hasOwn(other, word) ? other[word] : []).map(words);
    });
  }

  function answers(all) {
    return function (phrases) {
      return phrases.some(function (phrase) {
        return phrase.every(function (word) { return all.some(begins(word)); });
      });
    };
  }

  function prepare(row) {
    var title = words(row[0]);
    return {
      title: row[0], href: row[1], context: row[2],
      words: title, text: title.join(" "), squeezed: title.join(""),
      more: words(row[1] + " " + row[2])
    };
  }

  // The index calls this once.
  window.rigbookSearch = function (rows) {
    entries = rows.map(prepare);
    waiting.splice(0).forEach(function (done) { done(); });
  };

  function withIndex(done) {
    if (entries) return done();
    waiting.push(done);
    if (waiting.length > 1) return;
    var script = document.createElement("script");
    script.src = form.getAttribute("data-index");
    script.onerror = function () {
      waiting = [];
      script.remove();
      say("The search index could not be loaded.");
    };
    document.head.appendChild(script);
  }

  function begins(word) {
    return function (other) { return other.indexOf(word) === 0; };
  }

  // The title begins with the query, before words that begin with each word of it, before any
  // place in the title, before the address and the kind, before other names of what is asked for.
  // Zero: no match.
  function score(entry, query) {
    if (entry.text === query.text) return 6;
    if (entry.text.indexOf(query.text) === 0) return 5;
    if (query.words.every(function (word) { return entry.words.some(begins(word)); })) return 4;
    if (entry.squeezed.indexOf(query.squeezed) >= 0) return 3;
    if (query.words.every(function (word) { return entry.text.indexOf(word) >= 0; })) return 2;
    var all = entry.words.concat(entry.more);
    if (query.words.every(function (word) { return all.some(begins(word)); })) return 1;
    if (query.meant.every(answers(entry.words))) return 0.6;
    return query.meant.every(answers(all)) ? 0.3 : 0;
  }

  function find(text) {
    var parts = words(text);
    if (!parts.length) return [];
    var query = { words: parts, text: parts.join(" "), squeezed: parts.join(""), meant: meant(text) };
    return entries.map(function (entry, index) {
      return { entry: entry, index: index, score: score(entry, query) };
    }).filter(function (hit) { return hit.score > 0; }).sort(function (a, b) {
      return b.score - a.score || a.entry.words.length - b.entry.words.length || a.index - b.index;
    }).map(function (hit) { return hit.entry; });
  }

  function link(entry) {
    var item = document.createElement("li");
    var anchor = document.createElement("a");
    var context = document.createElement("span");
    anchor.href = root + entry.href;
    anchor.textContent = entry.title;
    context.className = "search-context";
    context.textContent = entry.context;
    anchor.append(" ", context);
    item.append(anchor);
    return item;
  }

  function counted(count) {
    return count === 0 ? "Nothing found" : count === 1 ? "1 result" : count + " results";
  }

  // The list below the field.
  var panel = document.createElement("div");
  var status = document.createElement("p");
  var list = document.createElement("ul");
  panel.className = "search-panel";
  panel.hidden = true;
  status.className = "search-status";
  status.setAttribute("role", "status");
  panel.append(status, list);
  form.append(panel);

  function say(text) {
    status.textContent = text;
    panel.hidden = false;
  }

  function show() {
    if (!words(field.value).length) return hide();
    withIndex(function () {
      var hits = find(field.value);
      var more = hits.length > limit ? ", the first " + limit + " below; press Enter for all" : "";
      list.replaceChildren.apply(list, hits.slice(0, limit).map(link));
      list.hidden = hits.length === 0;
      say(counted(hits.length) + more);
    });
  }

  function hide() {
    panel.hidden = true;
    status.textContent = "";
  }

  function move(step) {
    var links = Array.from(list.querySelectorAll("a"));
    var place = links.indexOf(document.activeElement) + step;
    if (place < 0) field.focus(); else if (links[place]) links[place].focus();
  }

  field.addEventListener("focus", function () { withIndex(function () {}); });
  field.addEventListener("input", show);
  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      field.focus();
      hide();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (panel.hidden || list.hidden) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  form.addEventListener("focusout", function (event) {
    if (!form.contains(event.relatedTarget)) hide();
  });

  // The search page itself: all results of the query it was opened with.
  var asked = new URLSearchParams(location.search).get("q");
  var target = new URL(form.getAttribute("action"), document.baseURI);
  function folder(path) { return path.replace(/index\.html$/, ""); }
  if (asked && folder(location.pathname) === folder(target.pathname)) {
    field.value = asked;
    withIndex(function () {
      var hits = find(asked);
      var section = document.createElement("section");
      var heading = document.createElement("h2");
      var found = document.createElement("ul");
      section.className = "search-results";
      heading.id = "search-results";
      heading.textContent = counted(hits.length) + " for “" + asked + "”";
      section.setAttribute("aria-labelledby", heading.id);
      found.append.apply(found, hits.map(link));
      section.append(heading);
      if (hits.length) section.append(found);
      var prose = document.querySelector("main .prose");
      if (prose) prose.prepend(section);
    });
  }
})();
