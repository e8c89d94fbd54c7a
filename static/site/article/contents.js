// Marks in the contents the part that is being read: the first whose heading stands in
// the upper half of the window or, where none does, the last that begins above it.

const links = [...document.querySelectorAll(".contents a")];
const heads = links.map((link) => document.querySelector(link.hash));

function mark() {
  const tops = heads.map((head) => head.getBoundingClientRect().top);
  let current = tops.findIndex((top) => top >= 0 && top < innerHeight / 2);
  if (current < 0) current = tops.findLastIndex((top) => top < 0);
  links.forEach((link, place) => {
    if (place === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
}

// Asked only when a heading comes or goes, or a part crosses the middle.
const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -50%" });
for (const head of heads) {
  observer.observe(head);
  observer.observe(head.closest(".group"));
}
