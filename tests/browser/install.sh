#!/bin/sh
# Make sure that a Chromium and Chinese fonts are there; say plainly what is missing otherwise.
set -u
python=$1
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
fonts() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }

if found >/dev/null && fonts; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium and Chinese fonts from Debian ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
fi
found >/dev/null || "$python" -m playwright install chromium
if ! found >/dev/null && ! "$python" -m playwright install --list 2>/dev/null | grep -q chromium; then
  echo "The browser tests need Chromium. On Debian: apt-get install chromium"; exit 1
fi
fonts || echo "No Chinese font found; pictures will show boxes. On Debian: apt-get install fonts-noto-cjk"
