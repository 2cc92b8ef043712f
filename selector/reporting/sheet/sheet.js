"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("article.row")];
  const count = document.getElementById("shown-count");
  const noneFits = document.getElementById("none-fits");
  const shown = () => rows.filter((row) => !row.hidden);
  const switches = [...form.querySelectorAll("[data-filter]")];
  let current = -1;

  const fits = (row, wanted) =>
    (!wanted.shot || row.dataset.shot === wanted.shot) &&
    (!wanted.whom || row.dataset.whom.split(" ").includes(wanted.whom)) &&
    (!wanted.warnings || "warnings" in row.dataset) &&
    (!wanted.changed || "changed" in row.dataset);

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    for (const button of switches) {
      wanted[button.dataset.filter] = button.getAttribute("aria-pressed") === "true";
    }
    for (const row of rows) row.hidden = !fits(row, wanted);
    const left = shown().length;
    noneFits.hidden = left > 0;
    count.textContent =
      left === rows.length ? form.dataset.all : `${left} of ${rows.length} scenes`;
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
    if (isOpen) why.scrollIntoView({ block: "nearest" });
    else row.focus({ preventScroll: true });
  };

  const close = () => {
    const here = document.activeElement.closest("article.row");
    const opened = here && here.querySelector("details.why[open]") ? [here] : rows;
    for (const row of opened) {
      if (row.querySelector("details.why[open]")) open(row, false);
    }
    if (!here && current >= 0) rows[current].focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inField = event.target.closest("select, input, button, summary, a");
    if (event.key === "Escape") {
      close();
    } else if (inField && event.target.matches("select, input")) {
      return;
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
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // However many lines the bar takes, no row goes to a stop below it.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
  }).observe(form);
  filter();
})();
