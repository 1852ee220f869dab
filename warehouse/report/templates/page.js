// Search and filters for the events. Without it everything can be read all the same.
"use strict";
(() => {
  const form = document.getElementById("find");
  if (!form) return;
  const spans = [...document.querySelectorAll(".span")].map((span) => ({
    span,
    wasOpen: span.open,
    count: span.querySelector("summary small"),
    told: span.querySelector("summary small").textContent,
    events: [...span.querySelectorAll(".events > li")].map((item) => {
      const details = item.firstElementChild;
      const line = details.querySelector("summary");
      const kind = line.querySelector("i");
      const told = details.querySelectorAll("mark, dd:first-of-type, p > a");
      return {
        item,
        text: plain([line, ...told].map((part) => part.textContent).join(" ")),
        countries: (details.dataset.c || "").split(","),
        kind: kind ? kind.textContent : "",
        standing: details.dataset.s || "happened",
        tone: details.className,
      };
    }),
  }));
  const said = document.getElementById("found");
  const total = spans.reduce((sum, each) => sum + each.events.length, 0);

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function find() {
    const words = plain(form.text.value).split(/\s+/).filter(Boolean);
    const { country, kind, standing, tone } = Object.fromEntries(new FormData(form));
    const isAsked = Boolean(words.length || country || kind || standing || tone);
    let found = 0;
    for (const each of spans) {
      let here = 0;
      for (const event of each.events) {
        const fits =
          (!country || event.countries.includes(country)) &&
          (!kind || event.kind === kind) &&
          (!standing || event.standing === standing) &&
          (!tone || event.tone === tone) &&
          words.every((word) => event.text.includes(word));
        event.item.hidden = !fits;
        here += fits;
      }
      found += here;
      each.span.hidden = !here;
      each.span.open = isAsked ? found - here < 100 && here > 0 : each.wasOpen;
      each.count.textContent = isAsked ? `${here} of ${each.told}` : each.told;
    }
    said.textContent = isAsked
      ? `${found.toLocaleString("en")} of ${total.toLocaleString("en")} events fit.`
      : "";
  }

  let wait;
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(find, 120);
  });
  form.addEventListener("submit", (sent) => sent.preventDefault());
  form.addEventListener("reset", () => setTimeout(find));
  form.hidden = false;
})();
