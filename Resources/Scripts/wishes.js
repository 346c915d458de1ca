// SPDX-License-Identifier: EUPL-1.2
// Ranks visits by dragging them, and by two buttons; a rank that is chosen twice makes room. Without it, a select for each visit says the same.
"use strict";

(() => {
    const form = document.querySelector("form.wishes");
    const list = form?.querySelector(".wish-cards");
    if (!list || list.querySelector("select:disabled")) return;

    const voice = document.createElement("p");
    voice.className = "hide";
    voice.setAttribute("aria-live", "polite");
    form.append(voice);

    const cards = () => [...list.children];
    const select = (card) => card.querySelector("select");
    const rank = (card) => Number(select(card).value) || 0;
    const ranked = () => cards().filter(rank).sort((a, b) => rank(a) - rank(b));
    const hasTies = form.dataset.ties === "yes";
    const most = (card) => Math.max(...[...select(card).options].map((option) => Number(option.value) || 0));

    const say = (card) => {
        const text = form.dataset.said.replace("{visit}", card.dataset.name).replace("{rank}", rank(card));
        voice.textContent = rank(card) ? text : "";
    };

    /** Puts the ranked cards first, in their order, without losing the place that has the focus. */
    const order = () => {
        const here = document.activeElement;
        const first = ranked();
        const rest = cards().filter((card) => !rank(card));
        [...first, ...rest].forEach((card, place) => { if (list.children[place] !== card) list.insertBefore(card, list.children[place] ?? null); });
        cards().forEach((card) => card.classList.toggle("ranked", rank(card) > 0));
        if (here !== document.activeElement) here?.focus({ preventScroll: true });
        here?.scrollIntoView?.({ block: "nearest" });
    };

    /** Gives these cards the ranks 1, 2, 3 in this order, as far as ranks go; all others none. */
    const number = (first) => {
        cards().forEach((card) => { if (!first.includes(card)) select(card).value = ""; });
        first.forEach((card, place) => { select(card).value = place < most(card) ? String(place + 1) : ""; });
    };

    /** Moves a card to a place among those that are ranked. */
    const move = (card, place) => {
        const others = ranked().filter((other) => other !== card);
        others.splice(Math.max(0, place), 0, card);
        number(others);
        order();
        say(card);
    };

    list.addEventListener("change", ({ target }) => {
        const card = target.closest(".wish");
        if (!card || target.tagName !== "SELECT") return;
        if (hasTies || !target.value) { if (!hasTies) number(ranked()); order(); say(card); return; }
        move(card, Number(target.value) - 1);
    });

    // Two buttons for each card: what a finger or a key can do without dragging.
    const button = (card, label, sign, step) => {
        const one = document.createElement("button");
        one.type = "button";
        one.className = "btn line step";
        one.textContent = sign;
        one.setAttribute("aria-label", label.replace("{visit}", card.dataset.name));
        one.addEventListener("click", () => {
            const all = ranked(), place = all.indexOf(card);
            if (place < 0) { if (step < 0) move(card, all.length); } else if (place === all.length - 1 && step > 0) {
                number(all.slice(0, -1));
                order();
            } else move(card, place + step);
            one.focus();
        });
        return one;
    };

    if (!hasTies) {
        cards().forEach((card) => {
            const row = document.createElement("div");
            row.className = "steps-row";
            row.append(button(card, form.dataset.up, "↑", -1), button(card, form.dataset.down, "↓", 1));
            const handle = document.createElement("span");
            handle.className = "handle";
            handle.setAttribute("aria-hidden", "true");
            handle.textContent = "⋮⋮";
            row.append(handle);
            card.querySelector(".wish-head").append(row);
        });
    }

    // MARK: Dragging

    let dragged = null;
    list.addEventListener("pointerdown", (event) => {
        if (!event.target.closest(".handle") || event.button) return;
        dragged = event.target.closest(".wish");
        dragged.classList.add("dragged");
        // The card moves in the list while it is dragged; the list stays.
        list.setPointerCapture(event.pointerId);
        event.preventDefault();
    });
    list.addEventListener("pointermove", (event) => {
        if (!dragged) return;
        const over = cards().find((card) => {
            const { top, bottom } = card.getBoundingClientRect();
            return card !== dragged && event.clientY >= top && event.clientY <= bottom;
        });
        if (!over) return;
        const { top, height } = over.getBoundingClientRect();
        list.insertBefore(dragged, event.clientY < top + height / 2 ? over : over.nextSibling);
    });
    const drop = (event) => {
        if (!dragged) return;
        const card = dragged, all = cards();
        dragged = null;
        card.classList.remove("dragged");
        if (event.type === "pointercancel") return order();
        const place = all.slice(0, all.indexOf(card)).filter(rank).length;
        move(card, place);
    };
    list.addEventListener("pointerup", drop);
    list.addEventListener("pointercancel", drop);
})();
