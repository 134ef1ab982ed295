#!/bin/sh
# Double-click this file to make the website. The pages are then in the folder output.
cd "$(dirname "$0")" || exit 1
# Where the program is. If it moves, change this line.
PROGRAM={program}
if [ ! -e "$PROGRAM" ]; then
  echo "The program is not at $PROGRAM."
  echo "Open this file in TextEdit and change the line that begins with PROGRAM="
{run_line}
fi
printf '\nPress Enter to close this window. '
read -r _
