// SPDX-License-Identifier: EUPL-1.2
// Sends a form and shows the page that is answered in place of this one, without a jump; says things to those who listen.
// For other scripts: `page.say`, `page.post`, `page.turn`.
"use strict";

const page = (() => {
    const region = (kind) => {
        const place = document.createElement("div");
        place.className = "hide";
        place.setAttribute("aria-live", kind);
        document.body.append(place);
        return place;
    };
    // They stand outside of what is replaced, and from the beginning: what appears together with its text is not read out.
    const voices = { polite: region("polite"), assertive: region("assertive") };

    const say = (text, kind = "polite") => {
        voices[kind].textContent = "";
        // The same sentence twice is said twice.
        requestAnimationFrame(() => { voices[kind].textContent = text; });
    };

    /** Sends a form; returns the page that was answered, also one that refuses, or null for a fault. */
    const post = async (address, values) => {
        const response = await fetch(address, {
            method: "POST", headers: { Accept: "text/html" }, body: new URLSearchParams(values),
        });
        const content = new DOMParser().parseFromString(await response.text(), "text/html");
        // A fault of the machine, or of something between, is no page to go on with.
        if (response.status >= 500 || !content.querySelector("main#main")) return null;
        return { isDone: response.ok, url: new URL(response.url), content };
    };

    const sheets = (content) => [...content.querySelectorAll("link[rel=stylesheet]")];
    const href = (link) => link.getAttribute("href");

    /** Loads the style sheets that a page has and this one has not; returns those that are then needless. */
    const dressed = async (content) => {
        const have = new Set(sheets(document).map(href)), need = new Set(sheets(content).map(href));
        await Promise.all(sheets(content).filter((link) => !have.has(href(link))).map((link) => new Promise((done) => {
            const own = document.createElement("link");
            own.rel = "stylesheet";
            own.href = href(link);
            own.onload = own.onerror = done;
            document.head.append(own);
        })));
        return sheets(document).filter((link) => !need.has(href(link)));
    };

    /** The elements themselves stay: other scripts hold them. Those that listen hear "turned". */
    const replace = (content) => {
        document.title = content.title;
        for (const part of ["header.chamber", "main#main"]) {
            const [old, next] = [document.querySelector(part), document.adoptNode(content.querySelector(part))];
            [...old.attributes].forEach(({ name }) => next.hasAttribute(name) || old.removeAttribute(name));
            [...next.attributes].forEach(({ name, value }) => old.setAttribute(name, value));
            old.replaceChildren(...next.childNodes);
        }
    };

    const remember = (url, isSame) => {
        // Another page does not take the place of this one: one comes back to it.
        history.replaceState({ isTurned: true }, "", isSame ? url : location.href);
        if (!isSame) history.pushState({ isTurned: true }, "", url);
    };

    /** How far what is to stay in sight stands from the top of the window, and what has rolled in it. */
    const place = (still) => {
        const frame = document.querySelector(still);
        return frame && { frame, left: frame.scrollLeft, top: frame.scrollTop, y: frame.getBoundingClientRect().top };
    };

    /** Shows an answer in place of this page: the same page where it was, by what is `still`, another from its beginning. */
    const turn = async ({ content, url }, { still, focus }) => {
        const isSame = url.pathname === location.pathname;
        const before = place(still), old = await dressed(content);
        replace(content);
        old.forEach((link) => link.remove());
        remember(url, isSame);
        document.dispatchEvent(new Event("turned"));
        const after = place(still);
        if (isSame && before && after) {
            after.frame.scrollTo(before.left, before.top);
            window.scrollBy(0, after.y - before.y);
        } else window.scrollTo(0, 0);
        const goal = isSame ? document.getElementById(focus) : null;
        (goal ?? document.querySelector("main [autofocus]") ?? document.querySelector("main")).focus({ preventScroll: isSame });
        goal?.scrollIntoView({ block: "nearest", inline: "nearest" });
    };

    window.addEventListener("popstate", (event) => { if (event.state?.isTurned) location.reload(); });

    return { say, post, turn };
})();
