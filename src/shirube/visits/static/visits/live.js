/* Keeps a part of the page as it is in the house, and says plainly since when it could not.

   <div data-live="address" data-live-every="600"> … </div>
   <p data-live-stale="{time}から新しくなっていません…" hidden></p>

   Nothing depends on it: without script the page tells how to load it anew. Asks again only when the last answer has
   come, a little later after each failure, and not at all while nobody looks. The server answers 304 as long as nothing
   has changed. */
(() => {
  "use strict";
  const STALE_AFTER = 5000;
  const SLOWEST = 8000;
  const TIMEOUT = 6000;

  const place = document.querySelector("[data-live]");
  if (!place) return;
  const told = document.querySelector("[data-live-stale]");
  const clock = document.querySelector("[data-live-clock]");
  const every = Number(place.dataset.liveEvery) || 2000;
  let tag = "";
  let lastGood = new Date();
  let failures = 0;
  let timer = 0;

  const time = (moment) =>
    `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;

  const tell = () => {
    if (clock) clock.textContent = time(new Date());
    if (!told) return;
    const isStale = Date.now() - lastGood.getTime() > STALE_AFTER;
    if (isStale === !told.hidden) return;
    told.textContent = isStale ? told.dataset.liveStale.replace("{time}", time(lastGood)) : "";
    told.hidden = !isStale;
    document.documentElement.classList.toggle("is-stale", isStale);
  };

  const show = async (response) => {
    const before = place.querySelector("[data-live-mark]");
    place.innerHTML = await response.text();
    const now = place.querySelector("[data-live-mark]");
    if (now && before && now.dataset.liveMark !== before.dataset.liveMark) now.classList.add("is-new");
  };

  const ask = async () => {
    const abort = new AbortController();
    const limit = window.setTimeout(() => abort.abort(), TIMEOUT);
    try {
      const response = await fetch(place.dataset.live, {
        headers: tag ? { "If-None-Match": tag } : {},
        cache: "no-store",
        credentials: "same-origin",
        signal: abort.signal,
      });
      if (response.status !== 304) {
        if (!response.ok) throw new Error(String(response.status));
        tag = response.headers.get("ETag") || "";
        await show(response);
      }
      lastGood = new Date();
      failures = 0;
    } catch {
      failures += 1;
    } finally {
      window.clearTimeout(limit);
      tell();
      schedule();
    }
  };

  const schedule = () => {
    window.clearTimeout(timer);
    // A little chance keeps two hundred screens from asking in the same moment.
    const pause = Math.min(every * 2 ** Math.min(failures, 4), SLOWEST);
    if (!document.hidden) timer = window.setTimeout(ask, pause * (0.9 + 0.2 * Math.random()));
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  window.setInterval(tell, 1000);
  schedule();
})();
