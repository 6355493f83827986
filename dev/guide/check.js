// Loads every page, wide and narrow, and looks at what a reader would see.
"use strict";

const frame = document.getElementById("page");
const report = document.getElementById("report");
const WIDTHS = [1300, 400];
let formulas = 0;
let wrong = 0;

function load(path, width) {
  return new Promise((done) => {
    frame.width = width;
    frame.onload = () => done(frame.contentDocument);
    frame.src = path;
  });
}

function problems(page, width) {
  const found = [];
  if (page.querySelectorAll("h1").length !== 1) {
    found.push("has not one heading");
  }
  if (page.documentElement.scrollWidth > width) {
    found.push("is " + page.documentElement.scrollWidth + " wide in " + width);
  }
  for (const formula of page.querySelectorAll("math")) {
    formulas++;
    const box = formula.getBoundingClientRect();
    if (box.height < 5 || box.width < 10) {
      found.push("has a formula that is not shown: " + formula.textContent);
    }
  }
  for (const bar of page.querySelectorAll("mfrac")) {
    const [over, under] = [...bar.children].map((part) => part.getBoundingClientRect());
    if (over.bottom > under.top + 1) {
      found.push("has a fraction that is not drawn as one");
    }
  }
  return found;
}

function search(page) {
  const input = page.getElementById("query");
  input.value = page.documentElement.lang === "en" ? "epsilon" : "动量";
  input.dispatchEvent(new Event("input"));
  return page.querySelectorAll("#results a").length > 0 ? [] : ["finds nothing for " + input.value];
}

async function run() {
  for (const path of window.pages) {
    for (const width of WIDTHS) {
      const page = await load(path, width);
      const found = problems(page, width);
      if (path.endsWith("/index.html")) {
        found.push(...search(page));
      }
      wrong += found.length > 0 ? 1 : 0;
      found.forEach((what) => (report.textContent += path + " " + what + "\n"));
    }
  }
  report.textContent += window.pages.length + " pages, " + wrong + " wrong, " + formulas / WIDTHS.length + " formulas\n";
}

run();
