/* One box that chooses all lines of a list. Without this script each line has its own, which is enough. */
(() => {
  "use strict";
  for (const all of document.querySelectorAll("[data-choose-all]")) {
    const each = [...all.form.querySelectorAll(`[name="${all.dataset.chooseAll}"]`)];
    const reflect = () => {
      const chosen = each.filter((box) => box.checked).length;
      all.checked = chosen === each.length;
      all.indeterminate = chosen > 0 && chosen < each.length;
    };
    all.addEventListener("change", () => each.forEach((box) => { box.checked = all.checked; }));
    each.forEach((box) => box.addEventListener("change", reflect));
    all.closest("[hidden]").hidden = false;
    reflect();
  }
})();
