"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("article.row")];
  const count = document.getElementById("shown-count");
  const onPaper = document.getElementById("filtered");
  const noneFits = document.getElementById("none-fits");
  const shown = () => rows.filter((row) => !row.hidden);
  const switches = [...form.querySelectorAll("[data-filter]")];
  const canTellOpen = CSS.supports("selector(:open)");
  const typeAhead = 1000; // milliseconds for which a list takes letters as one word
  let current = -1;
  let lastLetter = -Infinity; // when a letter was typed into a list
  let isChoosingByKey = false;

  const fits = (row, wanted) =>
    (!wanted.shot || row.dataset.shot === wanted.shot) &&
    (!wanted.whom || row.dataset.whom.split(" ").includes(wanted.whom)) &&
    (!wanted.warnings || "warnings" in row.dataset) &&
    (!wanted.changed || "changed" in row.dataset);

  const chosen = () => {
    const options = form.querySelectorAll("option:checked:not([value=''])");
    const pressed = form.querySelectorAll("[aria-pressed=true]");
    return [...options, ...pressed].map((each) => each.textContent).join(", ");
  };

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    for (const button of switches) {
      wanted[button.dataset.filter] = button.getAttribute("aria-pressed") === "true";
    }
    const belowBar = form.offsetHeight + 60; // a row that ends above this is read
    const read = shown().find((row) => row.getBoundingClientRect().bottom > belowBar);
    const isBarAtTop = form.getBoundingClientRect().top <= 0;
    for (const row of rows) row.hidden = !fits(row, wanted);
    const left = shown();
    noneFits.hidden = left.length > 0;
    count.textContent =
      left.length === rows.length ? form.dataset.all : `${left.length} of ${rows.length} scenes`;
    onPaper.textContent = left.length === rows.length ? "" : `Only ${count.textContent}: ${chosen()}`;
    if (!isBarAtTop) return;
    const first = left.length === rows.length ? read : left[0];
    (first || noneFits).scrollIntoView({ block: "start" });
  };

  const showAll = () => {
    for (const button of switches) button.setAttribute("aria-pressed", "false");
    for (const list of form.querySelectorAll("select")) list.value = "";
    filter();
  };

  const go = (steps) => {
    const left = shown();
    if (!left.length) return;
    const at = left.indexOf(rows[current]);
    const next = at < 0 ? (steps > 0 ? 0 : left.length - 1) : at + steps;
    const row = left[Math.min(Math.max(next, 0), left.length - 1)];
    current = rows.indexOf(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "start", behavior: "auto" });
  };

  const open = (row, isOpen) => {
    const why = row.querySelector("details.why");
    why.open = isOpen;
    if (isOpen) {
      why.querySelector("summary").scrollIntoView({ block: "nearest" });
    } else {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "start" });
    }
  };

  const close = () => {
    const here = document.activeElement.closest("article.row");
    const opened = here && here.querySelector("details.why[open]") ? [here] : rows;
    for (const row of opened) {
      if (row.querySelector("details.why[open]")) open(row, false);
    }
    if (!here && current >= 0) rows[current].focus({ preventScroll: true });
  };

  // A list that is open takes every key. One that is closed takes letters, but not `j` and `k`
  // at the beginning of a word: they lead on, as they do everywhere else.
  const keyInList = (list, event) => {
    const isLetter = event.key.length === 1 && event.key !== " ";
    if (canTellOpen && list.matches(":open")) return;
    if (event.key === "Escape") {
      list.blur();
    } else if (isLetter && event.timeStamp - lastLetter < typeAhead) {
      lastLetter = event.timeStamp;
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
    } else if (isLetter) {
      lastLetter = event.timeStamp;
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const list = event.target.closest("select");
    const inField = event.target.closest("button, summary, a");
    if (list) {
      keyInList(list, event);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && !inField && document.activeElement.matches("article.row")) {
      event.preventDefault();
      open(document.activeElement, true);
    }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("article.row");
    if (row) current = rows.indexOf(row);
  });

  // A link to a list opens it, and one on somebody shows the scenes with them.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    const list = target && target.closest("details");
    if (list) list.open = true;
    if (rows.includes(target) && target.hidden) showAll();
    if (link.dataset.whom === undefined) return;
    form.elements.whom.value = link.dataset.whom;
    filter();
  });

  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });

  for (const button of switches) {
    button.addEventListener("click", () => {
      const isPressed = button.getAttribute("aria-pressed") === "true";
      button.setAttribute("aria-pressed", String(!isPressed));
      filter();
    });
  }
  form.addEventListener("input", filter);
  form.addEventListener("keydown", () => (isChoosingByKey = true));
  form.addEventListener("pointerdown", () => (isChoosingByKey = false));
  form.addEventListener("change", (event) => {
    if (!isChoosingByKey) event.target.blur(); // the keys are those of the page again
  });
  noneFits.querySelector("button").addEventListener("click", showAll);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // However many lines the bar takes, no row goes to a stop below it.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
  }).observe(form);
  filter();
})();
