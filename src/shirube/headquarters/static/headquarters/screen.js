// Arrow and page keys turn the screens; without this script the links do.
"use strict";

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const link = document.querySelector(`a[rel="${KEYS[event.key]}"]`);
  if (link) link.click();
});
