// SPDX-License-Identifier: EUPL-1.2
// The board of those who plan: sessions are dragged to another time and room, with the pointer or with the keyboard.
// Without it, "Move" leads to a form that sends the same. Needs turn.js.
// One file, though a long one: pointer and keyboard move the same thing, of which there is one.
"use strict";

(() => {
    const day = 24 * 60;
    // Before this hour it is still the evening before, so no day of the programme begins earlier.
    const dayBegins = 4 * 60;
    // Pixels a mouse may tremble in a click, and a finger while it rests.
    const clickSlack = 5, restSlack = 10;
    // Milliseconds a finger rests before it drags: less than that is scrolling.
    const longPress = 400;
    // Pixels from an edge within which the board rolls, and how far it does at most in a frame of the screen.
    const rollZone = 48, rollMost = 16;
    // Milliseconds after which a slow answer is told.
    const slow = 1000;

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
    const clock = (minutes) =>
        [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
    const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

    // MARK: The board as it is drawn

    const theBoard = () => document.getElementById("board");

    /** Whether rooms stand beside each other; in a list there is nothing to drag to. */
    const isDrawn = (board) => getComputedStyle(board.querySelector(".room")).display !== "none";

    const measured = (board) => {
        const number = (name) => Number(board.dataset[name]);
        const rooms = [...board.querySelectorAll(".room")].map((head) => {
            const { left, right } = head.getBoundingClientRect(), style = getComputedStyle(head);
            return {
                id: head.dataset.room, name: head.firstChild.textContent.trim(), left, right,
                lines: [style.gridColumnStart, style.gridColumnEnd],
            };
        });
        const hour = board.querySelector(".tick").getBoundingClientRect();
        const step = number("step"), first = number("first"), rows = number("rows");
        return { rooms, step, first, rows, last: first + rows * step, top: hour.top, row: hour.height * step / 60 };
    };

    /** Those who are in a room while a session would be. */
    const others = (move, at) => {
        if (!at.room.id) return [];
        return [...move.board.querySelectorAll(".card:not(.gone)")].filter((card) => {
            const start = Number(card.dataset.start);
            return card !== move.card && card.dataset.rooms.split(" ").includes(at.room.id)
                && start < at.start + move.minutes && at.start < start + Number(card.dataset.minutes);
        }).map((card) => card.dataset.code);
    };

    // MARK: Moving

    // What is being moved, if anything: one thing at a time.
    let move = null;

    const begin = (card) => {
        forgive();
        const board = theBoard(), grid = measured(board);
        const room = grid.rooms.find((one) => one.id === card.dataset.room) ?? grid.rooms[0];
        const start = Number(card.dataset.start);
        const ghost = document.createElement("li");
        ghost.className = "ghost";
        ghost.setAttribute("aria-hidden", "true");
        ghost.append(document.createElement("span"));
        move = {
            board, card, ghost, from: { room, start }, at: null, minutes: Number(card.dataset.minutes), isSaving: false,
            session: card.querySelector("h3").textContent.trim().replace(/\s+/g, " "),
        };
        card.classList.add("moving");
        board.classList.add("is-moving");
        board.append(ghost);
        show(move.from);
    };

    const isSame = (one, other) => one?.start === other?.start && one?.room.id === other?.room.id;

    /** Puts the outline somewhere; returns what stands on it, or null where it was already. */
    const show = (at) => {
        if (isSame(at, move.at) && !move.ghost.hidden) return null;
        const grid = measured(move.board), taken = others(move, at);
        const row = Math.floor((at.start - grid.first) / grid.step);
        const end = clamp(Math.ceil((at.start + move.minutes - grid.first) / grid.step), row + 1, grid.rows);
        move.at = at;
        move.ghost.hidden = false;
        move.ghost.style.gridRow = `${row + 2} / ${end + 2}`;
        move.ghost.style.gridColumn = `${at.room.lines[0]} / ${at.room.lines[1]}`;
        move.ghost.classList.toggle("clash", taken.length > 0);
        const text = fill(move.board.dataset[taken.length ? "taken" : "over"],
            { time: clock(at.start), room: at.room.name, sessions: taken.join(", ") });
        move.ghost.firstChild.textContent = text;
        return text;
    };

    const end = () => {
        move.ghost.remove();
        move.card.classList.remove("moving");
        move.board.classList.remove("is-moving");
        move.board.removeAttribute("aria-busy");
        move = null;
    };

    const cancel = () => {
        if (!move || move.isSaving) return;
        page.say(fill(move.board.dataset.cancelled, { session: move.session }), "assertive");
        end();
    };

    /** What the form of a move holds: the day is the calendar's, also after midnight. */
    const form = ({ at, board, card }) => {
        const date = new Date(`${board.dataset.day}T00:00:00Z`);
        date.setUTCDate(date.getUTCDate() + Math.floor(at.start / day));
        const { version, minutes } = card.dataset;
        return { day: date.toISOString().slice(0, 10), start: clock(at.start), room: at.room.id, version, minutes };
    };

    const drop = async (focus) => {
        if (isSame(move.at, move.from)) return cancel();
        const { board, card, at, session, ghost } = move, words = { ...board.dataset };
        move.isSaving = true;
        board.setAttribute("aria-busy", "true");
        ghost.firstChild.append(` ${words.saving}`);
        const late = setTimeout(() => page.say(words.saving), slow);
        try {
            const answer = await page.post(`${words.place}/${card.dataset.code}/place`, form(move));
            if (!answer) throw new Error("no page was answered");
            await page.turn(answer, { still: ".board-frame", focus });
            const done = fill(words.dropped, { session, time: clock(at.start), room: at.room.name });
            page.say(answer.isDone ? done : document.title);
        } catch {
            // Nothing is lost: the card stands where it was.
            complain(words.failed);
        } finally {
            clearTimeout(late);
            end();
        }
    };

    /** Shows what went wrong where it is seen wherever the board stands, until the next try, and says it. */
    const complain = (text) => {
        forgive();
        const place = document.createElement("p");
        place.id = "board-problem";
        place.className = "notice";
        place.textContent = text;
        document.querySelector("main").append(place);
        page.say(text, "assertive");
    };

    const forgive = () => document.getElementById("board-problem")?.remove();

    // MARK: With the pointer

    // A pointer that is down on a card and may begin to drag.
    let press = null;
    // Whether the click that ends a drag is still to come.
    let isClickSwallowed = false;

    const forget = () => {
        clearTimeout(press?.timer);
        cancelAnimationFrame(press?.rolling);
        press = null;
    };

    const lift = () => {
        // The board may have been replaced since by one that somebody else changed: what is taken stands on the new one.
        press.card = document.getElementById(press.card.id);
        if (!press.card) return forget();
        const box = press.card.getBoundingClientRect();
        // The place under the pointer stays under it.
        press.offset = press.y - box.top;
        press.isDragging = true;
        press.card.setPointerCapture(press.pointer);
        begin(press.card);
        page.say(move.session, "assertive");
        roll();
    };

    /** The room and time under the pointer; null outside of the board. */
    const under = () => {
        const grid = measured(move.board), frame = move.board.closest(".board-frame").getBoundingClientRect();
        const isInside = press.x > frame.left - rollZone && press.x < frame.right + rollZone
            && press.y > frame.top - rollZone && press.y < frame.bottom + rollZone;
        if (!isInside) return null;
        const room = grid.rooms.find((one) => press.x < one.right) ?? grid.rooms.at(-1);
        const row = Math.round((press.y - press.offset - grid.top) / grid.row);
        const least = Math.max(grid.first, dayBegins);
        return { room, start: clamp(grid.first + row * grid.step, least, grid.last - grid.step) };
    };

    const follow = () => {
        const at = under();
        if (at) {
            const text = show(at);
            if (text) page.say(text);
        } else move.ghost.hidden = true;
    };

    /** Rolls the board, and the window under it, while the pointer is near an edge. */
    const roll = () => {
        if (!press?.isDragging || !isThere() || move.isSaving) return;
        const frame = move.board.closest(".board-frame"), box = frame.getBoundingClientRect();
        const head = move.board.querySelector(".room").getBoundingClientRect().height;
        const pull = (at, low, high) => {
            const depth = at < low + rollZone ? at - low - rollZone : at > high - rollZone ? at - high + rollZone : 0;
            return clamp(depth / rollZone, -1, 1) * rollMost;
        };
        const x = pull(press.x, Math.max(box.left, 0), Math.min(box.right, innerWidth));
        const y = pull(press.y, Math.max(box.top + head, 0), Math.min(box.bottom, innerHeight));
        if (under() && (x || y)) {
            const before = frame.scrollTop;
            frame.scrollBy(x, y);
            if (frame.scrollTop === before) window.scrollBy(0, pull(press.y, 0, innerHeight));
            follow();
        }
        press.rolling = requestAnimationFrame(roll);
    };

    document.addEventListener("pointerdown", (event) => {
        // What is moved by keyboard is let go by whoever takes the pointer.
        if (move && !press) cancel();
        const card = event.target.closest?.("#board[data-place] > .card");
        if (!card || move || press || !event.isPrimary || event.button !== 0 || !isDrawn(theBoard())) return;
        isClickSwallowed = false;
        press = { card, pointer: event.pointerId, x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] };
        press.isMouse = event.pointerType === "mouse";
        if (!press.isMouse) press.timer = setTimeout(lift, longPress);
    });

    document.addEventListener("pointermove", (event) => {
        if (event.pointerId !== press?.pointer) return;
        [press.x, press.y] = [event.clientX, event.clientY];
        const way = Math.hypot(press.x - press.from[0], press.y - press.from[1]);
        if (!press.isDragging) {
            if (press.isMouse && way > clickSlack) lift();
            else if (way > restSlack) forget();
        }
        if (press?.isDragging && isThere() && !move.isSaving) follow();
    });

    document.addEventListener("pointerup", (event) => {
        if (event.pointerId !== press?.pointer) return;
        const { isDragging, card } = press;
        const isInside = isDragging && isThere() && under();
        forget();
        if (!isDragging) return;
        isClickSwallowed = true;
        setTimeout(() => { isClickSwallowed = false; });
        if (!move) return;
        if (isInside) drop(`a-${card.dataset.code}`);
        else cancel();
    });

    document.addEventListener("pointercancel", (event) => {
        if (event.pointerId !== press?.pointer) return;
        forget();
        cancel();
    });

    document.addEventListener("click", (event) => {
        if (!isClickSwallowed) return;
        isClickSwallowed = false;
        event.preventDefault();
        event.stopPropagation();
    }, true);

    // A link is dragged by the browser otherwise, a resting finger opens a menu, and a finger that drags scrolls.
    document.addEventListener("dragstart", (event) => {
        if (event.target.closest?.("#board[data-place]")) event.preventDefault();
    });
    document.addEventListener("contextmenu", (event) => { if (press && !press.isMouse) event.preventDefault(); });
    document.addEventListener("touchmove", (event) => {
        if (press?.isDragging && event.cancelable) event.preventDefault();
    }, { passive: false });

    // MARK: With the keyboard

    const neighbours = { ArrowLeft: -1, ArrowRight: 1 }, directions = { ArrowUp: -1, ArrowDown: 1 };

    /** The next place in the direction of an arrow; times between two rows come to the next row. */
    const next = (event) => {
        const grid = measured(move.board), { room, start } = move.at;
        const number = grid.rooms.findIndex((one) => one.id === room.id);
        if (event.key in neighbours) {
            return { room: grid.rooms[clamp(number + neighbours[event.key], 0, grid.rooms.length - 1)], start };
        }
        const way = directions[event.key];
        const onRow = (way < 0 ? Math.ceil : Math.floor)(start / grid.step) * grid.step;
        const least = Math.max(grid.first, dayBegins);
        return { room, start: clamp(onRow + way * (event.shiftKey ? 60 : grid.step), least, grid.last - grid.step) };
    };

    /** Lets go of what is no longer there: the page may be replaced by a newer one. */
    const isThere = () => {
        if (move && !move.isSaving && !move.card.isConnected) cancel();
        return Boolean(move);
    };

    const hasModifier = (event) => event.ctrlKey || event.altKey || event.metaKey;

    const grab = (event, link) => {
        event.preventDefault();
        begin(link.closest(".card"));
        page.say(fill(move.board.dataset.grabbed, { session: move.session }), "assertive");
    };

    const steer = (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            if (!event.repeat) drop(move.card.querySelector(".move").id);
        } else if (event.key in neighbours || event.key in directions) {
            event.preventDefault();
            const text = show(next(event));
            if (text) page.say(text);
            move.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
    };

    document.addEventListener("keydown", (event) => {
        if (hasModifier(event)) return;
        if (event.key === "Escape" && move) {
            if (press) isClickSwallowed = true;
            forget();
            cancel();
        } else if (isThere()) {
            if (!press && !move.isSaving) steer(event);
        } else if ((event.key === "Enter" || event.key === " ") && !event.repeat) {
            const link = event.target.closest?.("#board[data-place] .move");
            // In a list the link leads to the form.
            if (link && isDrawn(theBoard())) grab(event, link);
        }
    });

    // Whoever leaves the link leaves what was picked up.
    document.addEventListener("focusout", () => { if (move && !press) cancel(); });

    // Only now can cards be taken.
    document.documentElement.classList.add("can-drag");
})();
