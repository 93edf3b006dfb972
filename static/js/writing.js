/* Comfort while a letter is written: quotes and templates go in where the writer stands, words are counted. Every
   button works without this file. Nothing is kept in the browser; nothing is asked of any host. */
(() => {
  "use strict";

  const form = document.getElementById("letter-form");
  const box = form?.querySelector("textarea[name=text]");
  if (!box) return;

  /* --- Putting text in --------------------------------------------------------------------------------------- */

  let was = false;
  box.addEventListener("focus", () => {
    was = true;
  });

  /* Where the writer stands; at the end while nobody has been in the box. */
  function put(text) {
    const at = was ? box.selectionEnd : box.value.length;
    const before = box.value.slice(0, at).trimEnd();
    const after = box.value.slice(at).trimStart();
    const head = `${before}${before ? "\n\n" : ""}${text.trim()}\n\n`;
    box.value = head + after;
    box.focus({ preventScroll: true });
    box.setSelectionRange(head.length, head.length);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const quoted = (text) =>
    text
      .trim()
      .split("\n")
      .map((line) => `> ${line}`.trimEnd())
      .join("\n");

  /* --- Quoting ----------------------------------------------------------------------------------------------- */

  /* Pressing a button clears the selection in some browsers: it is looked at before. */
  let selected = "";
  function look(answer) {
    const selection = getSelection();
    const inside = !selection.isCollapsed && answer.contains(selection.anchorNode) && answer.contains(selection.focusNode);
    return inside ? selection.toString() : "";
  }

  function ticked(part) {
    const boxes = [...part.querySelectorAll("input[name=mark]")];
    let text = "";
    let last = -1;
    for (const [place, mark] of boxes.entries()) {
      if (!mark.checked) continue;
      const sentence = mark.closest("label").textContent.trim().replace(/\s+/g, " ");
      if (text) text += place === last + 1 ? " " : " … ";
      text += sentence;
      last = place;
      mark.checked = false;
    }
    return text && quoted(text);
  }

  for (const part of document.querySelectorAll(".quote")) {
    const button = part.querySelector("button");
    const answer = part.closest(".answer");
    const done = part.querySelector("[data-done]");
    button.addEventListener("pointerdown", () => {
      selected = look(answer);
    });
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const chosen = selected || look(answer);
      selected = "";
      const parts = [];
      for (const each of document.querySelectorAll(".quote")) {
        const marked = ticked(each);
        if (each === part && chosen) parts.push(quoted(chosen));
        else if (marked) parts.push(marked);
        else if (each === part) parts.push(part.dataset.quote);
      }
      put(parts.join("\n\n"));
      if (done) done.textContent = done.dataset.done;
    });
  }

  for (const offer of document.querySelectorAll("[data-insert]")) {
    offer.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      put(offer.dataset.insert);
      offer.closest("details.offers").open = false;
    });
  }

  /* --- Counting ---------------------------------------------------------------------------------------------- */

  const guide = document.querySelector("[data-count]");

  function count() {
    const own = box.value.split("\n").filter((line) => !line.startsWith(">"));
    const words = own.join(" ").split(/\s+/).filter(Boolean).length;
    const least = Number(guide.dataset.least);
    const most = Number(guide.dataset.most);
    const show = (name, shown) => {
      guide.querySelector(`[data-${name}]`).hidden = !shown;
    };
    show("none", words === 0);
    show("one", words === 1);
    show("many", words > 1);
    show("short", words > 0 && words < least);
    show("fits", words >= least && words <= most);
    show("long", words > most);
    for (const number of guide.querySelectorAll("[data-number]")) number.textContent = words;
  }

  if (guide) box.addEventListener("input", count);

  /* --- Sending from the keyboard ----------------------------------------------------------------------------- */

  const onward = form.querySelector("button[value=send-next]");
  const hint = form.querySelector("[data-keys]");
  if (hint) hint.hidden = !onward;

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !onward) return;
    event.preventDefault();
    form.requestSubmit(onward);
  });

  /* --- What to look at again: comes with the answer to each save -------------------------------------------------- */

  const notice = document.querySelector("[data-marked]");

  form.addEventListener("saved", ({ detail }) => {
    if (!notice || !detail.marked) return;
    const lines = detail.marked.map(([does, sentence]) => {
      const line = document.createElement("li");
      line.textContent = `“${sentence}” ${does}.`;
      return line;
    });
    notice.querySelector("[data-marked-list]").replaceChildren(...lines);
    notice.hidden = !lines.length;
  });
})();
