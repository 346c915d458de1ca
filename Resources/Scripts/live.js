// SPDX-License-Identifier: EUPL-1.2
// Pages that stay current: a stream says that something changed, the page is fetched once more, and its content replaced.
// WHATWG HTML, section 9.2. What a reader has begun to fill in is never taken away.
"use strict";

(() => {
    const main = document.querySelector("main[data-live]");
    if (!main || !window.EventSource) return;

    const hiddenFor = 60_000;       // a page that nobody sees for so long needs no stream
    const spread = 1_500;           // so that not all pages ask in the same moment
    const saidFor = 20_000;         // what was read needs no place for longer
    const firstRetry = 10_000, lastRetry = 120_000;

    let source = null, retry = firstRetry, waiting = 0, closing = 0, asking = null, isDue = false, saying = 0;
    const heading = (place) => place.querySelector("header .title");
    const state = (place) => (heading(place)?.innerHTML ?? "") + place.querySelector("main").innerHTML;
    let shown = state(document);

    const note = document.createElement("div");
    note.className = "live-note";
    note.setAttribute("role", "status");
    main.after(note);

    const say = (text, button) => {
        clearTimeout(saying);
        note.replaceChildren();
        const line = document.createElement("p");
        line.textContent = text;
        note.append(line);
        if (button) note.append(button);
        else saying = setTimeout(() => note.replaceChildren(), saidFor);
    };

    // Fields

    const fields = () => Array.from(main.querySelectorAll("input, textarea, select"));

    const isChanged = (field) => {
        if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
        if (field.tagName !== "SELECT") return field.type !== "hidden" && field.value !== field.defaultValue;
        const options = Array.from(field.options);
        const chosen = options.findIndex((option) => option.defaultSelected);
        return field.multiple
            ? options.some((option) => option.selected !== option.defaultSelected) : field.selectedIndex !== Math.max(0, chosen);
    };

    const keepFields = () => {
        const changed = fields().filter((field) => field.id && isChanged(field));
        return () => changed.forEach((old) => {
            const field = document.getElementById(old.id);
            if (!field || field.type !== old.type) return;
            if (old.type === "checkbox" || old.type === "radio") field.checked = old.checked;
            else field.value = old.value;
        });
    };

    // What the reader did to the page, to be done to its next state

    const keepDetails = () => {
        const key = (details) => details.id || details.querySelector("summary")?.textContent.trim();
        const state = new Map(Array.from(main.querySelectorAll("details"), (details) => [key(details), details.open]));
        return () => main.querySelectorAll("details").forEach((details) => {
            if (state.has(key(details))) details.open = state.get(key(details));
        });
    };

    const keepFocus = () => {
        const old = document.activeElement;
        if (!old || old === main || !main.contains(old)) return () => {};
        const link = old.getAttribute("href");
        const canSelect = old.tagName === "TEXTAREA" || ["text", "search", "tel", "url"].includes(old.type);
        const range = canSelect ? [old.selectionStart, old.selectionEnd] : null;
        return () => {
            const same = old.id ? document.getElementById(old.id)
                : link && Array.from(main.querySelectorAll("a[href]")).find((one) => one.getAttribute("href") === link);
            (same || main).focus({ preventScroll: true });
            if (same && range) same.setSelectionRange(...range);
        };
    };

    // What stands at the upper edge of the window stays there, though what is above it grows or shrinks.
    const keepPlace = () => {
        const { scrollX, scrollY } = window;
        const frames = () => Array.from(main.querySelectorAll("[role=region]"));
        const rolled = frames().map((frame) => [frame.scrollLeft, frame.scrollTop]);
        const first = Array.from(main.querySelectorAll("[id]")).find((one) => {
            const box = one.getBoundingClientRect();
            return box.height > 0 && box.top >= 0;
        });
        const top = first?.getBoundingClientRect().top;
        return () => {
            frames().forEach((frame, number) => frame.scrollTo(...(rolled[number] ?? [0, 0])));
            const same = scrollY > 0 && first ? document.getElementById(first.id) : null;
            const moved = same ? same.getBoundingClientRect().top - top + window.scrollY : scrollY;
            window.scrollTo({ left: scrollX, top: moved, behavior: "instant" });
        };
    };

    // Style sheets of one page name what is on it: the new ones are there before the content is.
    const takeSheets = async (next) => {
        const links = (place) => Array.from(place.querySelectorAll("link[rel=stylesheet]"));
        const addresses = (place) => links(place).map((link) => link.getAttribute("href"));
        const old = links(document).filter((link) => !addresses(next).includes(link.getAttribute("href")));
        const fresh = addresses(next).filter((address) => !addresses(document).includes(address));
        await Promise.all(fresh.map((address) => new Promise((done) => {
            const link = document.createElement("link");
            link.rel = "stylesheet";
            link.href = address;
            link.onload = link.onerror = done;
            document.head.append(link);
        })));
        return () => old.forEach((link) => link.remove());
    };

    const show = async (next, content) => {
        const dropSheets = await takeSheets(next);
        const again = [keepFields(), keepDetails(), keepFocus(), keepPlace()];
        shown = state(next);
        const [title, newTitle] = [heading(document), heading(next)];
        if (title && newTitle) title.innerHTML = newTitle.innerHTML;
        main.replaceChildren(...document.adoptNode(content).childNodes);
        document.title = next.title;
        dropSheets();
        again.forEach((step) => step());
        const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(main.dataset.liveUpdated.replace("{time}", time.format(new Date())));
    };

    const offer = (next, content) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn";
        button.textContent = main.dataset.liveShow;
        button.addEventListener("click", async () => {
            await show(next, content);
            main.focus({ preventScroll: true });
        });
        say(main.dataset.liveWaiting, button);
    };

    // Another script showed a newer state, or another page.
    document.addEventListener("turned", () => {
        shown = state(document);
        note.replaceChildren();
    });

    // Fetching

    const later = (time) => new Promise((done) => setTimeout(done, time));

    // Another process than the one that told may answer, and not know yet: then it is asked again.
    const fetched = async () => {
        for (let tries = 1; ; tries += 1) {
            const answer = await fetch(location.href, { cache: "no-cache", headers: { Accept: "text/html" } });
            const text = answer.ok ? await answer.text() : "";
            const next = new DOMParser().parseFromString(text, "text/html");
            const content = next.querySelector("main[data-live]");
            if (!content || content.dataset.live !== main.dataset.live || tries === 3) return [next, content];
            await later(1_000);
        }
    };

    // What somebody is moving is not taken out of their hands.
    const isHeld = () => Boolean(main.querySelector(".is-moving"));

    const refresh = async () => {
        const [next, content] = await fetched();
        if (!content) return;
        main.dataset.live = content.dataset.live;
        if (state(next) === shown) return;
        if (isHeld()) {
            isDue = true;
            return;
        }
        if (fields().some(isChanged)) offer(next, content);
        else await show(next, content);
    };

    // One at a time; what comes meanwhile is asked for once more afterwards.
    const ask = (delay) => {
        isDue = true;
        asking ??= (async () => {
            while (isDue && !document.hidden) {
                await later(delay);
                while (isHeld()) await later(1_000);
                isDue = false;
                // Without a network there is nothing to show; the stream comes again, and says what was missed.
                await refresh().catch(() => {});
            }
        })().finally(() => {
            asking = null;
            if (isDue && !document.hidden) ask(0);
        });
    };

    // The stream

    const close = () => {
        source?.close();
        clearTimeout(waiting);
        source = null;
    };

    const open = () => {
        close();
        source = new EventSource(main.dataset.live);
        source.addEventListener("open", () => { retry = firstRetry; });
        source.addEventListener("change", () => ask(Math.random() * spread));
        source.addEventListener("error", () => {
            if (source?.readyState !== EventSource.CLOSED) return;
            waiting = setTimeout(open, retry * (1 + Math.random()));
            retry = Math.min(2 * retry, lastRetry);
        });
    };

    document.addEventListener("visibilitychange", () => {
        clearTimeout(closing);
        if (document.hidden) {
            closing = setTimeout(close, hiddenFor);
        } else if (!source) {
            open();
            ask(0);
        } else if (isDue) {
            ask(0);
        }
    });
    // A page that is kept by the browser to go back to may hold no connection.
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", (event) => {
        if (!event.persisted || document.hidden) return;
        open();
        ask(0);
    });
    if (!document.hidden) open();
})();
