// Tells beside an article's own time what that is on the reader's clock.

const { lang } = document.documentElement;

function words(at, ownDay) {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const day = { day: "numeric", month: "long" };
  // Dates on the page are written as in Britain.
  const language = lang === "en" ? "en-GB" : lang;
  const form = at.getDate() === ownDay ? time : { ...day, ...time };
  return new Intl.DateTimeFormat(language, form).format(at);
}

for (const place of document.querySelectorAll(".own-time")) {
  const { moment, same, other } = place.dataset;
  const at = new Date(moment);
  const local = new Date(moment.slice(0, 16));
  place.textContent =
    at - local === 0 ? same : other.replace("{time}", words(at, local.getDate()));
}
