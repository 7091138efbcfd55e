/* A writing desk forgets whoever walks away: after so many seconds without a touch the page goes, with what stands in it.
   The server counts the same time by itself; this only clears the screen. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-forget-after]");
  if (!form) return;
  const after = Number(form.dataset.forgetAfter) * 1000;
  let last = Date.now();
  const touched = () => {
    last = Date.now();
  };
  const look = () => {
    if (Date.now() - last < after) return;
    form.reset();
    window.location.replace(form.dataset.forgetUrl);
  };
  for (const name of ["input", "keydown", "pointerdown"]) document.addEventListener(name, touched);
  // A page out of the browser's memory would show the last person's answers.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  window.setInterval(look, 1000);
})();
