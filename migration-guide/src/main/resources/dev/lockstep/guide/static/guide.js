// Search: every word of the query must occur in a page; hits in the title come first.
"use strict";

(function () {
  const form = document.getElementById("search");
  const input = document.getElementById("query");
  const list = document.getElementById("results");
  const MOST = 12;
  const AROUND = 60;

  function score(page, words) {
    let sum = 0;
    for (const word of words) {
      const title = page[1].toLowerCase();
      if (title.endsWith("." + word) || title === word) {
        sum += 8;
      } else if (title.includes(word)) {
        sum += 4;
      } else if (page[3].toLowerCase().includes(word)) {
        sum += 1;
      } else {
        return 0;
      }
    }
    return sum;
  }

  function excerpt(text, word) {
    const at = Math.max(0, text.toLowerCase().indexOf(word) - AROUND / 2);
    return (at > 0 ? "… " : "") + text.slice(at, at + 2 * AROUND) + " …";
  }

  function item(page, words) {
    const link = document.createElement("a");
    link.href = form.dataset.up + page[0];
    const title = document.createElement("b");
    title.textContent = page[1];
    const kind = document.createElement("span");
    kind.className = "soft";
    kind.textContent = " " + page[2];
    const text = document.createElement("span");
    text.className = "excerpt";
    text.textContent = excerpt(page[3], words[0]);
    link.append(title, kind, text);
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function nothing() {
    const entry = document.createElement("li");
    entry.textContent = form.dataset.none;
    return entry;
  }

  function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = window.guideIndex
      .map((page) => [score(page, words), page])
      .filter((hit) => words.length > 0 && hit[0] > 0)
      .sort((a, b) => b[0] - a[0])
      .slice(0, MOST)
      .map((hit) => item(hit[1], words));
    list.replaceChildren(...(hits.length > 0 ? hits : [nothing()]));
    list.hidden = words.length === 0;
  }

  input.addEventListener("input", show);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first && !list.hidden) {
      window.location.href = first.href;
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      list.hidden = true;
    } else if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  const navigation = document.querySelector("nav details");
  if (navigation && window.matchMedia("(max-width: 860px)").matches) {
    navigation.open = false;
  }
})();
