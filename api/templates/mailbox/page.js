// Looks for new mail, and puts it into the list beside what is being read.

const LOOK_MS = 2000;
const [box, list, news, mail] = ["box", "list", "news", "mail"].map((id) => document.getElementById(id));
const known = new Set([...list.children].map((item) => item.id));
const title = document.title;
let seen = list.innerHTML;

function showTimes(part) {
  const today = new Date().toDateString();
  for (const time of part.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const hour = { hour: "2-digit", minute: "2-digit" };
    const day = { day: "numeric", month: "short" };
    time.title = at.toLocaleString();
    if ("long" in time.dataset) time.textContent = at.toLocaleString([], { dateStyle: "long", timeStyle: "medium" });
    else time.textContent = at.toDateString() === today ? at.toLocaleTimeString([], hour) : at.toLocaleDateString([], day);
  }
}

function fit() {
  const html = mail.contentDocument?.documentElement;
  if (html) mail.style.height = `${html.getBoundingClientRect().height + 2}px`;
}

function showList(html) {
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("li").id : null;
  list.innerHTML = seen = html;
  const arrived = [...list.children].filter((item) => !known.has(item.id));
  for (const item of arrived) item.dataset.new = "";
  showTimes(list);
  if (focused) document.getElementById(focused)?.querySelector("a").focus();
  news.textContent = arrived.length ? `${arrived.length} new` : "";
  document.title = arrived.length ? `(${arrived.length}) ${title}` : title;
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(box.dataset.address).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const html = page.getElementById("list").innerHTML;
  if (html === seen) return;
  // Where nothing is being read there is nothing to lose.
  if (mail) showList(html);
  else location.reload();
}

showTimes(document);
if (mail) {
  mail.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}
setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", look);
