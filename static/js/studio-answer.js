/* The answer to a review goes along with the words of Wagtail's editor. While it is on its way, the editor's window takes
   the answer's own fields for something typed, and would save itself, answer and all, a second time. */
(() => {
  "use strict";

  document.addEventListener("w-autosave:save", (event) => {
    if (event.detail.formData.has("action-workflow-action")) event.preventDefault();
  });
})();
