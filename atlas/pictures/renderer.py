"""The process that draws: a task as JSON comes in, what is drawn goes out."""

import json
import sys

import vl_convert


def main() -> None:
    """Draw `charts` as a JSON list of SVG, or `svg` as PNG."""
    vl_convert.register_font_directory(sys.argv[1])
    task = json.load(sys.stdin)
    try:
        if "charts" in task:
            drawn = json.dumps([vl_convert.vegalite_to_svg(spec) for spec in task["charts"]]).encode()
        else:
            drawn = vl_convert.svg_to_png(task["svg"], scale=task["scale"])
    except (RuntimeError, ValueError) as error:
        sys.exit(str(error).splitlines()[0])  # what follows are the renderer's own lines
    sys.stdout.buffer.write(drawn)


if __name__ == "__main__":
    main()
