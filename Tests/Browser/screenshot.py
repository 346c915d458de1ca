#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Takes pictures of pages, for a look at them or for a document.

  screenshot.py http://localhost:8080 /en /en/network --widths 390,1280 --scheme dark
  screenshot.py http://localhost:8080 /en/network --widths 1280 --name network --window --max-kb 200

Exits 1 when a page does not load cleanly or is wider than its window.
"""
import os
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

from common import Watch, chromium, context, pages, parser, slug, visit


def shrink(path, most):
    """Draws a picture with ever fewer colours, then ever smaller, until it has at most so many bytes."""
    picture = Image.open(path).convert("RGB")
    colours = 256
    while True:
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if not most or os.path.getsize(path) <= most:
            return
        if colours > 64:
            colours //= 2
        else:
            picture = picture.resize((int(picture.width * .9), int(picture.height * .9)), Image.Resampling.LANCZOS)


def main():
    p = parser(__doc__.split("\n\n")[0])
    p.add_argument("paths", nargs="*", metavar="PATH", help="default: those of pages.txt")
    p.add_argument("--name", help="name of the picture, when it is one")
    p.add_argument("--widths", default="390,1280", help="windows in CSS px (default: 390,1280)")
    p.add_argument("--height", type=int, help="height of the window")
    p.add_argument("--scheme", choices=["light", "dark"], default="light")
    p.add_argument("--media", choices=["screen", "print"], default="screen")
    p.add_argument("--forced-colors", action="store_true", help="as with the colours of the visitor")
    p.add_argument("--no-scripts", action="store_true")
    p.add_argument("--scale", type=float, default=1, help="dots to a CSS px")
    p.add_argument("--window", action="store_true", help="only what the window shows, not the whole page")
    p.add_argument("--max-kb", type=int, default=0, help="largest size of a picture")
    args = p.parse_args()
    os.makedirs(args.out, exist_ok=True)
    paths = args.paths or [path for path, _ in pages()]
    bad = False
    with sync_playwright() as play:
        browser = chromium(play)
        for width in map(int, args.widths.split(",")):
            visitor = context(browser, width, color_scheme=args.scheme, java_script_enabled=not args.no_scripts,
                              forced_colors="active" if args.forced_colors else "none", device_scale_factor=args.scale)
            for path in paths:
                page = visitor.new_page()
                page.emulate_media(media=args.media)
                if args.height:
                    page.set_viewport_size({"width": width, "height": args.height})
                watch = Watch(page, args.base)
                ways = {"dark": args.scheme == "dark", "print": args.media == "print",
                        "forced": args.forced_colors, "no-scripts": args.no_scripts}
                name = args.name or "-".join([slug(path), str(width)] + [way for way, is_so in ways.items() if is_so])
                target = os.path.join(args.out, name + ".png")
                status = visit(page, args.base.rstrip("/") + path, args.timeout)
                page.wait_for_timeout(100)
                wide = page.evaluate("document.documentElement.scrollWidth")
                problems = watch.problems + ([f"is {wide} px wide in a window of {width}"] if wide > width else [])
                page.screenshot(path=target, full_page=not args.window)
                shrink(target, args.max_kb * 1024)
                print(f"{status} {target} {os.path.getsize(target) // 1024} KB" + "".join("\n  " + x for x in problems))
                bad = bad or bool(problems)
                page.close()
            visitor.close()
        browser.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
