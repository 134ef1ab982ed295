#!/bin/sh
# Double-click this file to see the website in your browser while you write it.
cd "$(dirname "$0")" || exit 1
# Where the program is. If it moves, change this line.
PROGRAM={program}
if [ ! -e "$PROGRAM" ]; then
  echo "The program is not at $PROGRAM."
  echo "Open this file in TextEdit and change the line that begins with PROGRAM="
{serve_line}
fi
printf '\nPress Enter to close this window. '
read -r _
