/** Joins the comments below the editor to the points they speak of. */

const said = document.getElementById("point-comments");
const editor = document.querySelector("[data-digest-editor]");
const form = document.getElementById("comment-form");

if (said && editor) join(JSON.parse(said.textContent));

function join({ counts, words }) {
  const draw = (place) => drawBadge(place, counts, words);
  const drawAll = (root) => root.querySelectorAll(".point-extras[data-point-key]").forEach(draw);
  drawAll(editor);
  // Rows come, go and get their keys as the editor draws them.
  new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      if (type === "attributes") draw(target);
      else for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) drawAll(node);
    }
  }).observe(editor, { childList: true, subtree: true, attributeFilter: ["data-point-key"] });
  editor.addEventListener("click", comment);
  document.addEventListener("click", goToPoint);
}

/** Offer to comment on a point, or say how many comments wait. */
function drawBadge(place, counts, words) {
  const key = place.dataset.pointKey;
  if (!key || place.dataset.drawnFor === key) return;
  place.dataset.drawnFor = key;
  const count = counts[key] ?? 0;
  const badge = document.createElement("button");
  badge.type = "button";
  badge.className = count ? "comment-badge has-comments" : "comment-badge";
  badge.dataset.commentOn = key;
  badge.textContent = count ? words.count[count === 1 ? "one" : "other"].replace("{count}", count) : words.comment;
  place.replaceChildren(badge);
}

/** Lead from a point to the form, with the point chosen. */
function comment(event) {
  const badge = event.target.closest("[data-comment-on]");
  if (!badge || !form) return;
  form.elements.point_key.value = badge.dataset.commentOn;
  form.elements.text.focus();
}

/** Lead from a comment to its point, where the editor shows it. */
function goToPoint(event) {
  const link = event.target.closest("[data-go-to-point]");
  if (!link) return;
  const key = CSS.escape(link.dataset.goToPoint);
  const field = editor.querySelector(`.point-extras[data-point-key="${key}"]`)?.closest("[data-point]")?.querySelector("textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
}
