/* After a ticket was taken: prints it, and goes back to the start when nobody touches the screen. Without script the
   button "おわる" leads back, and the number can be photographed. */
(() => {
  "use strict";
  const GOES_BACK_AFTER = 40000;
  const WARNS_BEFORE = 10000;

  const ticket = document.querySelector("[data-kiosk-ticket]");
  if (!ticket) return;
  const button = document.querySelector("[data-kiosk-print]");
  const left = document.querySelector("[data-kiosk-left]");
  let warning = 0;
  let back = 0;

  const start = () => {
    window.clearTimeout(warning);
    window.clearTimeout(back);
    left.hidden = true;
    warning = window.setTimeout(() => (left.hidden = false), GOES_BACK_AFTER - WARNS_BEFORE);
    back = window.setTimeout(() => window.location.assign(ticket.dataset.kioskStart), GOES_BACK_AFTER);
  };

  button.hidden = false;
  button.addEventListener("click", () => window.print());
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, start);
  start();
})();
