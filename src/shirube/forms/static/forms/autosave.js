/* Keeps what is typed on the server, some moments after it was typed and when the page is left.

   Nothing depends on it: without script, every button keeps what is typed. It never blocks typing, tells of trouble once
   and plainly, and tries again by itself. Files are not sent; they go with the page. */
(() => {
  "use strict";
  const PAUSE = 2000;
  const LONGEST_PAUSE = 15000;
  const TIMEOUT = 20000;
  const RETRIES = [5000, 10000, 20000, 40000, 60000];

  const form = document.querySelector("form[data-autosave]");
  const place = document.getElementById("autosave");
  if (!form || !place) return;
  const line = document.getElementById("autosave-line");
  const spoken = document.getElementById("autosave-spoken");
  let timer = 0;
  let firstChange = 0;
  let isDirty = false;
  let isSending = null;
  let failures = 0;
  let inTrouble = "";
  let hasSpoken = false;
  let isLeaving = false;

  const content = () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "_next") body.append(name, value);
    }
    body.append("_autosave", "1");
    return body;
  };

  const show = (words, trouble) => {
    place.hidden = false;
    line.textContent = words;
    line.classList.toggle("form-autosave-trouble", Boolean(trouble));
    // Read aloud: the first time it works, the beginning of trouble, and its end. Not every few seconds.
    if (!hasSpoken || trouble !== inTrouble) spoken.textContent = words;
    hasSpoken = hasSpoken || !trouble;
    inTrouble = trouble;
  };

  const schedule = (delay) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  };

  const changed = () => {
    isDirty = true;
    // A later try is planned already.
    if (inTrouble === "offline" || inTrouble === "signed-out") return;
    if (!firstChange) firstChange = Date.now();
    schedule(Math.min(PAUSE, Math.max(0, firstChange + LONGEST_PAUSE - Date.now())));
  };

  const saved = async (response) => {
    const told = response.status === 204 ? {} : await response.json().catch(() => ({}));
    const revision = form.elements.namedItem("_revision");
    if (told.revision !== undefined && revision) revision.value = told.revision;
    failures = 0;
    const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(new Date());
    show(`${place.dataset.saved} ${clock}`, "");
  };

  const failed = (words, trouble) => {
    isDirty = true;
    show(words, trouble);
    schedule(RETRIES[Math.min(failures, RETRIES.length - 1)]);
    failures += 1;
  };

  const answered = async (response) => {
    if (response.redirected || response.status === 401 || response.status === 403) {
      failed(place.dataset.signedOut, "signed-out");
    } else if (response.ok) {
      await saved(response);
    } else if (response.status >= 500 || response.status === 429) {
      failed(place.dataset.offline, "offline");
    } else {
      const told = await response.json().catch(() => ({}));
      show(told.message || place.dataset.refused, "refused");
    }
  };

  async function save() {
    if (!isDirty || isSending || isLeaving) return;
    window.clearTimeout(timer);
    isDirty = false;
    firstChange = 0;
    isSending = new AbortController();
    const watch = window.setTimeout(() => isSending && isSending.abort(), TIMEOUT);
    try {
      await answered(
        await fetch(form.dataset.autosave, {
          method: "POST",
          body: content(),
          headers: { Accept: "application/json", "X-Requested-With": "autosave" },
          signal: isSending.signal,
        }),
      );
    } catch {
      if (!isLeaving) failed(place.dataset.offline, "offline");
    } finally {
      window.clearTimeout(watch);
      isSending = null;
      if (isDirty) changed();
    }
  }

  const leave = () => {
    if (isDirty && !isLeaving) navigator.sendBeacon(form.dataset.autosave, content());
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    // The page itself carries everything now; an older copy must not arrive after it.
    isLeaving = true;
    if (isSending) isSending.abort();
    if ([...form.querySelectorAll('input[type="file"]')].some((one) => one.files.length)) {
      show(place.dataset.sending, "");
      spoken.textContent = place.dataset.sending;
    }
  });
  form.addEventListener("reset", () => {
    // Who empties the form wants nothing of it kept: neither what is on its way nor what would be sent on leaving.
    isDirty = false;
    window.clearTimeout(timer);
    if (isSending) isSending.abort();
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
    if (isDirty) changed();
  });
  window.addEventListener("online", () => {
    failures = 0;
    save();
  });
  window.addEventListener("offline", () => {
    if (isDirty) show(place.dataset.offline, "offline");
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
})();
