/* Single keys in a list of the desk. Comfort only: every link and button works without this file. */
(() => {
  "use strict";

  const rows = [...document.querySelectorAll("[data-rows] tbody tr")];

  const here = () => rows.findIndex((row) => row.contains(document.activeElement));

  function go(step) {
    const from = here();
    const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), rows.length - 1);
    rows[to]?.querySelector("th a")?.focus();
  }

  const deeds = {
    j: () => go(1),
    k: () => go(-1),
    n: () => document.querySelector("[data-next]")?.click(),
    c: () => rows[here()]?.querySelector("button")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.repeat && key === "c" || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(deeds, key)) return;
    if (target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    deeds[key]();
  });
})();
