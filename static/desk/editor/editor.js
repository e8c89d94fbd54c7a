/** The digest editor: takes the place of the text area and joins all its parts. */

import { createActions } from "./actions.js";
import { createAnnouncer, createToasts } from "./announce.js";
import { get, post } from "./ask.js";
import { createCarrying } from "./carrying.js";
import { createConfirm } from "./dialogs.js";
import { CORE, DOCUMENT, isEmpty, placeOf } from "./document.js";
import { listenToDrags } from "./drag.js";
import { mountFacts } from "./facts.js";
import { listenToKeys, listenToSave, listenToUndo } from "./keyboard.js";
import { createPlaces } from "./layout.js";
import { attachMarkers, citedNumbers } from "./markers.js";
import { mountOutline } from "./outline.js";
import { listenToPastes } from "./paste.js";
import { mountPreview } from "./preview.js";
import { mountProblems } from "./problems.js";
import { mountReferences } from "./references.js";
import { returnToPlace } from "./returning.js";
import { createStore } from "./store.js";
import { mountSuggestions } from "./suggestions.js";
import { mountTags } from "./tags.js";
import { createTextMode } from "./textmode.js";
import { listenToOutline } from "./typing.js";
import { say } from "./words.js";

for (const root of document.querySelectorAll("[data-digest-editor]")) mountEditor(root);

/** Put the editor into `root`, beside the text area that carries its document. */
function mountEditor(root) {
  const textarea = document.getElementById(root.dataset.digestEditor);
  const form = dataOf(`${textarea.id}-document`);
  const settings = dataOf(`${textarea.id}-settings`);
  const context = createContext(root, form, settings);
  const { store, words, places, announce, isReadOnly } = context;
  const { toast } = createToasts(root, words);

  const facts = mountFacts(places.facts, context);
  const digestTags = mountTags(places.tags, tagOptions(context, DOCUMENT));
  const outline = mountOutline(places.outline, {
    ...context,
    citedNumbers,
    mountPointTags: (place, id) => mountTags(place, tagOptions(context, id)),
  });
  const actions = createActions({ ...context, toast, outline });
  const textMode = createTextMode({ ...context, textarea });
  facts.render();
  outline.render();
  textMode.begin(form === null ? settings.problems : null);
  const carrying = createCarrying({ ...context, textarea, textMode, settings });

  mountSuggestions(places.suggestions, context);
  mountReferences(places.references, context);
  mountProblems(places.problems, { ...context, initial: settings.problems, focusOn: outline.focus });
  mountPreview(places.preview, context);
  store.subscribe(onChange);
  places.tools.bind({ actions, textMode });
  places.tools.drawSteps(store);
  if (!isReadOnly) listen();
  root.classList.add("is-ready");

  /** Draw what changed, then put the caret where the change wants it. */
  function onChange({ tags }, { kind, merge, focus, previous }) {
    const active = document.activeElement;
    facts.render();
    outline.render();
    if (tags !== previous.tags) digestTags.update(tags);
    const isTyping = kind === "do" && Boolean(merge);
    if (focus && !isTyping) outline.focus(focus);
    else if (document.activeElement === document.body && root.contains(active)) active.focus();
    places.tools.drawSteps(store);
    carrying.changed();
  }

  function listen() {
    listenToOutline(places.outline, {
      ...context,
      actions,
      outline,
      attach: (field) => attachMarkers(field, context),
    });
    listenToKeys(places.outline, { actions, outline });
    listenToUndo(root, actions);
    listenToSave(textarea.form);
    listenToDrags(places.outline, { store, actions });
    listenToPastes(root, { ...context, actions, outline });
    carrying.listen();
    carrying.sync();
    carrying.offerLost();
    if (!returnToPlace({ ...context, outline }) && isEmpty(store.document)) {
      outline.focus({ id: DOCUMENT, field: "title" });
    }
  }
}

/** Return what the parts of one editor share. */
function createContext(root, form, settings) {
  const { urls, words, limits, article, is_read_only: isReadOnly } = settings;
  const focusNow = () => focusIn(root);
  return {
    urls,
    words,
    limits,
    isReadOnly,
    articleId: article,
    post,
    get,
    focusNow,
    store: createStore(startingForm(form), { limits, focusNow }),
    places: createPlaces(root, { words, isReadOnly }),
    announce: createAnnouncer(root),
    confirm: createConfirm(root, words),
  };
}

/** A digest without a core gets an empty point to begin with; it is not sent. */
function startingForm(form) {
  const given = form ?? {};
  return given.core?.length ? given : { ...given, core: [{}] };
}

function tagOptions(context, id) {
  const { store, words } = context;
  const isDigest = id === DOCUMENT;
  const ownerIn = (document_) => (isDigest ? document_ : placeOf(document_, id).point);
  return {
    ...context,
    fieldId: id,
    tags: ownerIn(store.document).tags,
    label: say(words, isDigest ? "outline.digest_tags" : "outline.point_tags"),
    onChange(tags, label = say(words, "outline.tags_changed")) {
      store.change(label, (draft) => {
        ownerIn(draft).tags = [...tags];
      });
    },
  };
}

/** Return where the caret is, or the row whose buttons have it, for undo to go back to. */
function focusIn(root) {
  const active = document.activeElement;
  if (!root.contains(active)) return null;
  const { fieldId: id, field } = active.dataset;
  if (id) return { id, field, start: active.selectionStart ?? undefined };
  const row = active.closest("[data-point]");
  if (row) return { id: row.dataset.point, field: "text" };
  const group = active.closest("[data-group]")?.dataset.group;
  return group && group !== CORE ? { id: group, field: "heading" } : null;
}

function dataOf(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
