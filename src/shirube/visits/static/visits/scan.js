/* Reads a QR code with the camera of a tablet or phone into the field that takes codes, and sends the form.

   <input data-scan> … <div data-scan-camera hidden>…</div>, both in one form; see visits/_camera.html.

   Nothing depends on it: where the browser cannot read codes, or has no camera, the button stays hidden, and scanners that
   type and people who type do the same. Pictures are looked at here and go nowhere. */
(() => {
  "use strict";
  const LOOKS_EVERY = 250;
  const GIVES_UP_AFTER = 60000;

  const place = document.querySelector("[data-scan-camera]");
  const field = place && place.closest("form").querySelector("[data-scan]");
  if (!field || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const open = place.querySelector("[data-scan-open]");
  const picture = place.querySelector("[data-scan-picture]");
  const told = place.querySelector("[data-scan-told]");
  let stream = null;
  let timer = 0;

  const close = (words) => {
    window.clearTimeout(timer);
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = null;
    picture.srcObject = null;
    picture.hidden = true;
    open.hidden = false;
    told.textContent = words;
  };

  const look = async (detector, until) => {
    let found = [];
    try {
      found = await detector.detect(picture);
    } catch {
      // Between two pictures there is nothing to look at.
    }
    if (!stream) return;
    if (found.length) {
      field.value = found[0].rawValue;
      close("");
      const send = field.form.querySelector("button[type=submit]");
      field.form.requestSubmit(send);
      return;
    }
    if (Date.now() > until) return close("");
    timer = window.setTimeout(() => look(detector, until), LOOKS_EVERY);
  };

  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      picture.srcObject = stream;
      picture.hidden = false;
      open.hidden = true;
      told.textContent = told.dataset.scanLooking;
      await picture.play();
      look(new BarcodeDetector({ formats: ["qr_code"] }), Date.now() + GIVES_UP_AFTER);
    } catch {
      close(told.dataset.scanFailed);
      field.focus();
    }
  };

  const offer = async () => {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return;
    place.hidden = false;
    open.addEventListener("click", start);
    window.addEventListener("pagehide", () => close(""));
  };

  offer().catch(() => {});
})();
