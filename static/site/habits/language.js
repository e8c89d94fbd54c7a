import { keep, read } from "./kept.js";
import { piece } from "./page.js";

const plain = (language) => language.split("-")[0].toLowerCase();

/** Return the link to this page in the language its reader prefers, if that is another. */
function preferred() {
  const links = [...document.querySelectorAll(".languages a[hreflang]")];
  const known = links.map(({ hreflang }) => plain(hreflang));
  const wanted = navigator.languages.map(plain).find((language) => known.includes(language));
  return wanted !== plain(document.documentElement.lang) && links[known.indexOf(wanted)];
}

function show(link) {
  const offer = piece(`offer:lang(${link.hreflang})`);
  const copy = link.cloneNode();
  copy.append(offer.firstChild);
  offer.prepend(copy);
  offer.querySelector("button").addEventListener("click", () => {
    offer.remove();
    keep("offer", "no");
  });
  document.body.append(offer);
}

// A page that tells of no alternate, such as that of an error, has none in any language.
const link = document.querySelector("link[rel=alternate][hreflang]") && preferred();
if (link && read("offer") !== "no") show(link);
