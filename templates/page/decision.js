{
  const walk = document.getElementById("walk");
  const status = walk && walk.querySelector("[role=status]");
  const sections = walk ? walk.querySelectorAll(".question, .outcome") : [];
  const steer = walk && walk.querySelector(".steer");
  const soFar = walk && walk.querySelector(".so-far");
  const steps = []; // the answers given: links of the questions, in order. Kept nowhere else.

  const made = (name, words) => Object.assign(document.createElement(name), { textContent: words });
  const titleOf = (section) => section.querySelector("h2").lastChild.textContent.trim();
  const sectionOf = (answer) => answer.closest(".question");
  const unique = (list) => [...new Set(list.filter(Boolean))];

  function here() {
    const last = steps.at(-1);
    return last ? document.getElementById(last.hash.slice(1)) : sections[0];
  }

  function wayItems() {
    return steps.map((each) => {
      const item = made("li", `${titleOf(sectionOf(each))} `);
      item.append(made("strong", each.textContent));
      return item;
    });
  }

  function fill(list, words) {
    list.replaceChildren(...words.map((each) => (each instanceof Node ? each : made("li", each))));
  }

  /* What an outcome says beside its own words: why, what to write down, the law behind the whole way, what of it changed. */
  function arrive(outcome) {
    const own = outcome.ours ||= Array.from(outcome.querySelectorAll(".record li"), (each) => each.textContent);
    fill(outcome.querySelector(".reasons ul"), unique(steps.map((each) => each.dataset.because)));
    fill(outcome.querySelector(".record"), unique([...steps.map((each) => each.dataset.record), ...own]));
    fill(outcome.querySelector(".route ol"), wayItems());
    const names = [...steps, outcome].flatMap((each) => each.dataset.laws.split(" "));
    const laws = unique(names).map((each) => document.getElementById(`law-${each}`));
    const list = outcome.querySelector(".behind ul");
    if (list) {
      list.parentElement.open = true;
      fill(list, laws.map((each) => {
        const copy = each.cloneNode(true);
        copy.removeAttribute("id");
        return copy;
      }));
    }
    const worries = unique(laws.flatMap((each) => Array.from(each.querySelectorAll(".worry"), (one) => one.textContent)));
    const changed = outcome.querySelector(".changed-law");
    changed.replaceChildren(made("h3", "Law that has changed or is not in force"), ...worries.map((each) => made("p", each)));
    changed.hidden = !worries.length;
    for (const each of outcome.querySelectorAll(".reasons, .route")) each.hidden = false;
  }

  function show(moved) {
    const now = here();
    const arrived = now.classList.contains("outcome");
    for (const each of sections) each.classList.toggle("now", each === now);
    document.body.classList.toggle("arrived", arrived);
    if (arrived) arrive(now);
    else now.querySelector(".number").textContent = `Question ${steps.length + 1}`;
    steer.querySelector(".back").hidden = !steps.length;
    steer.querySelector(".again").hidden = !steps.length;
    steer.querySelector(".print").hidden = !arrived;
    fill(soFar.querySelector("ol"), wayItems());
    soFar.hidden = !steps.length || arrived;
    if (!moved) return;
    status.textContent = arrived ? `Outcome: ${titleOf(now)}` : `Question ${steps.length + 1}: ${titleOf(now)}`;
    now.querySelector("h2").focus();
    now.scrollIntoView();
  }

  if (walk) {
    document.body.classList.add("walking");
    steer.hidden = false;
    walk.addEventListener("click", (event) => {
      const answer = event.target.closest(".answer");
      if (!answer) return;
      event.preventDefault();
      steps.push(answer);
      show(true);
    });
    steer.querySelector(".back").addEventListener("click", () => { steps.pop(); show(true); });
    steer.querySelector(".again").addEventListener("click", () => { steps.length = 0; show(true); });
    steer.querySelector(".print").addEventListener("click", () => print());
    addEventListener("beforeprint", () => {
      for (const each of document.querySelectorAll(".now .behind, .protocol")) each.open = true;
    });
    show(false);
  }
}
