/* Comfort only: every page works without this file. No storage, no dependency, requests to our own host only. */
(() => {
  "use strict";

  const PAUSE = 2000;
  const RETRY = 15000;
  const KEEPALIVE_LIMIT = 60000;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  /* --- Saving while writing ------------------------------------------------------------------------------- */

  const savers = [];

  function makeSaver(form) {
    const note = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    const state = { dirty: false, running: null, timer: 0 };

    function say(text) {
      if (note && text) note.textContent = text;
    }

    function sayTime() {
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say((note?.dataset.savedText || "{time}").replace("{time}", time));
    }

    function plan(ms) {
      clearTimeout(state.timer);
      state.timer = setTimeout(save, ms);
    }

    async function post(leaving) {
      const body = new FormData(form);
      body.set("autosave", "1");
      const size = [...body.values()].reduce((sum, value) => sum + 3 * String(value).length, 0);
      const keepalive = leaving && size < KEEPALIVE_LIMIT;
      const options = { method: "POST", body, keepalive, redirect: "error", headers: { Accept: "application/json" } };
      const response = await fetch(form.dataset.autosave, options);
      const answer = await response.json();
      if (!answer.saved) {
        say(answer.message || note?.dataset.failedText);
        return;
      }
      const base = form.querySelector("input[name=base]");
      if (base) base.value = answer.base;
      form.dispatchEvent(new CustomEvent("saved", { detail: answer }));
      sayTime();
    }

    /* One request at a time, so that each builds on the base the last one answered with. */
    function save(leaving = false) {
      clearTimeout(state.timer);
      state.timer = 0;
      if (state.running || !state.dirty) return state.running || Promise.resolve();
      state.dirty = false;
      state.running = post(leaving)
        .catch(() => {
          state.dirty = true;
          say(note?.dataset.failedText);
          plan(RETRY);
        })
        .finally(() => {
          state.running = null;
          if (state.dirty && !state.timer) plan(PAUSE);
        });
      return state.running;
    }

    form.addEventListener("input", () => {
      state.dirty = true;
      plan(PAUSE);
    });

    /* A save under way is let finish, or the form would be sent with a base that has just grown old. */
    form.addEventListener("submit", (event) => {
      clearTimeout(state.timer);
      state.dirty = false;
      if (!state.running) return;
      event.preventDefault();
      const button = event.submitter;
      Promise.race([state.running, wait(4000)]).then(() => {
        state.running = null;
        state.dirty = false;
        form.requestSubmit(button);
      });
    });

    return save;
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) savers.push(makeSaver(form));

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const save of savers) save(true);
  });

  /* --- Leaving at once ------------------------------------------------------------------------------------ */

  const exit = document.querySelector("form[data-quick-exit]");
  let leaving = false;

  async function leave() {
    if (leaving) return;
    leaving = true;
    const action = exit.getAttribute("action");
    const { away } = exit.dataset;
    const body = new FormData(exit);
    /* Words are saved before the session ends, but the page is blank from the first moment. */
    const saving = savers.map((save) => save(true));
    document.title = "\u00a0";
    document.body.replaceChildren();
    await Promise.race([Promise.allSettled(saving), wait(800)]);
    const gone = fetch(action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
    await Promise.race([gone, wait(1500)]);
    location.replace(away);
  }

  if (exit) {
    let taps = [];
    let alone = false;
    exit.addEventListener("submit", (event) => {
      event.preventDefault();
      leave();
    });
    const startAnew = () => {
      taps = [];
      alone = false;
    };
    /* Shift three times within a second and a half. Any other key in between starts anew: nobody leaves by typing capitals. */
    document.addEventListener("keydown", (event) => {
      if (event.key === "Shift") alone = true;
      else startAnew();
    });
    document.addEventListener("pointerdown", startAnew);
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !alone) return;
      alone = false;
      const now = performance.now();
      taps = [...taps, now].filter((tap) => now - tap <= 1500);
      if (taps.length >= 3) leave();
    });
  }

  /* --- Nobody touched the page for some minutes --------------------------------------------------------------- */

  const cover = document.querySelector("dialog[data-idle]");

  if (cover) {
    const { dataset } = cover;
    const title = document.title;
    const minute = 60000;
    let touched = Date.now();

    const post = (url) => fetch(url, { method: "POST", body: new FormData(cover.querySelector("form")), keepalive: true });

    async function signOut() {
      await Promise.race([post(dataset.signOut).catch(() => {}), wait(1500)]);
      location.replace(dataset.gone);
    }

    /* A laptop that was shut for hours wakes up here, too: what counts is the clock, not the timer. */
    function look() {
      const idle = Date.now() - touched;
      if (idle >= Number(dataset.session) * minute) {
        document.body.replaceChildren();
        signOut();
        return;
      }
      if (idle >= Number(dataset.idle) * minute && !cover.open && !leaving) {
        for (const save of savers) save(true);
        document.title = dataset.title;
        cover.showModal();
      }
      setTimeout(look, 1000);
    }

    /* Going on makes the session longer as well; where it is over already, the page says so. */
    cover.addEventListener("close", async () => {
      touched = Date.now();
      document.title = title;
      const answer = await post(dataset.ping).catch(() => null);
      if (answer?.redirected) location.replace(dataset.gone);
    });

    for (const kind of ["pointerdown", "keydown", "input", "scroll"])
      addEventListener(kind, () => { if (!cover.open) touched = Date.now(); }, { passive: true });
    look();
  }

  /* --- Nothing comes back with the back button -------------------------------------------------------------- */

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    location.reload();
  });
})();
