// The page of the saved list: shows it, writes it to a file, adds what a file has.

import { asText, fromText } from "./habits/forms.js";
import { follow } from "./habits/kept.js";
import { save, saved } from "./habits/list.js";
import { offer, say } from "./habits/saving.js";

const FILES = {
  markdown: ["md", "text/markdown"],
  text: ["txt", "text/plain"],
  json: ["json", "application/json"],
};

const section = document.querySelector(".saved");
const { content } = document.getElementById("saved");
const { lang } = document.documentElement;
const days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long" });

function write(element, words) {
  if (!words?.text) return element.remove();
  element.textContent = words.text;
  element.lang = words.language ?? "";
}

function date(element, moment) {
  // A day without a time is that day everywhere.
  const when = new Date(/^[\d-]+$/.test(moment) ? `${moment}T00:00` : moment);
  if (Number.isNaN(when.valueOf())) return element.remove();
  element.dateTime = moment;
  element.textContent = days.format(when);
}

function card(item) {
  const made = content.querySelector(".card").cloneNode(true);
  const [id, point] = item.name.split("#");
  Object.assign(made.dataset, point ? { id, point } : { id });
  write(made.querySelector(".kicker bdi"), item.publication);
  write(made.querySelector(".card-title bdi"), item.title);
  const link = document.createElement("a");
  link.href = item.path;
  link.append(made.querySelector(".card-title bdi"));
  made.querySelector(".card-title").append(link);
  write(made.querySelector(".statement"), item.statement);
  date(made.querySelector(".card-facts > time"), item.published);
  date(made.querySelector("span time"), item.saved);
  return made;
}

function show() {
  const items = saved();
  const cards = items.map(card);
  section.querySelector(".cards").replaceChildren(...cards);
  section.querySelector(".empty").hidden = items.length > 0;
  for (const button of section.querySelectorAll("[data-form]")) button.disabled = !items.length;
  offer(cards);
}

function download(form) {
  const [ending, type] = FILES[form];
  const title = document.querySelector("h1").textContent;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([asText(form, saved(), title)], { type }));
  link.download = `${title} ${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function add({ target }) {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  const items = fromText(await file.text());
  say(content.querySelector(`[data-word=${items && save(items) ? "added" : "strange"}]`).textContent);
  show();
}

for (const button of section.querySelectorAll("[data-form]")) {
  button.addEventListener("click", () => download(button.dataset.form));
}
section.querySelector("[type=file]").addEventListener("change", add);
follow("saved", show);
section.hidden = false;
document.querySelector(".scriptless").hidden = true;
