/* What is typed between the question to the server and its answer stays.

   An answer exchanges whole fields, drawn from what was typed when it was asked for; on a slow line somebody is boxes
   further by then. */
(() => {
  "use strict";
  const typedAt = new Map();
  const sentAt = new WeakMap();
  let askedAt = 0;

  const noted = (event) => {
    if (event.target.id) typedAt.set(event.target.id, performance.now());
  };

  const carryOver = (old, fragment) => {
    if ((typedAt.get(old.id) || 0) <= askedAt) return;
    const fresh = fragment.getElementById(old.id);
    if (!fresh || fresh.type === "file") return;
    if (old.type === "radio" || old.type === "checkbox") fresh.checked = old.checked;
    else fresh.value = old.value;
  };

  document.addEventListener("input", noted);
  document.addEventListener("change", noted);
  document.addEventListener("htmx:beforeSend", (event) => sentAt.set(event.detail.xhr, performance.now()));
  document.addEventListener("htmx:beforeSwap", (event) => {
    askedAt = sentAt.get(event.detail.xhr) || 0;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    for (const old of event.detail.target.querySelectorAll("[id][name]")) carryOver(old, event.detail.fragment);
  });
})();
