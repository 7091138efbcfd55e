/* Asks now and then how far the line has come, and says so; loads the page anew when something else is to be done.

   <div data-turn="token" data-turn-ask="address" data-turn-in="12"> <p data-turn-words>…</p> <p data-turn-late hidden>…</p> </div>

   Nothing depends on it: without script the page renews itself. The server says after how many seconds asking again is worth
   it (far behind seldom, near the door often); a little chance keeps a crowd from asking in the same moment, and after a
   failure the pause doubles. No cookie is sent, so that the answer needs no session. */
(() => {
  "use strict";
  const SLOWEST = 120;
  const TIMEOUT = 8000;

  const place = document.querySelector("[data-turn]");
  if (!place) return;
  const words = place.querySelector("[data-turn-words]");
  const late = place.querySelector("[data-turn-late]");
  let tag = "";
  let pause = Number(place.dataset.turnIn) || 10;
  let failures = 0;

  const listen = async (response) => {
    tag = response.headers.get("ETag") || "";
    const turn = await response.json();
    if (turn.state !== "waiting") return window.location.reload();
    if (words.textContent !== turn.words) words.textContent = turn.words;
    pause = turn.ask_in;
  };

  const ask = async () => {
    const abort = new AbortController();
    const limit = window.setTimeout(() => abort.abort(), TIMEOUT);
    const headers = { "Booking-Turn": place.dataset.turn };
    if (tag) headers["If-None-Match"] = tag;
    try {
      const response = await fetch(place.dataset.turnAsk, {
        headers,
        cache: "no-store",
        credentials: "omit",
        signal: abort.signal,
      });
      if (response.status === 404) return window.location.reload();
      if (response.status !== 304) {
        if (!response.ok) throw new Error(String(response.status));
        await listen(response);
      }
      failures = 0;
    } catch {
      failures += 1;
    } finally {
      window.clearTimeout(limit);
      late.hidden = failures < 2;
      schedule();
    }
  };

  const schedule = () => {
    const seconds = Math.min(pause * 2 ** Math.min(failures, 4), SLOWEST);
    window.setTimeout(ask, seconds * 1000 * (0.85 + 0.3 * Math.random()));
  };

  schedule();
})();
