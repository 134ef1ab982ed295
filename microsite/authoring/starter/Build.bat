@echo off
rem Double-click this file to make the website. The pages are then in the folder output.
chcp 65001 >nul
pushd "%~dp0"
rem Where the program is. If it moves, change this line.
set "PROGRAM={program}"
if not exist "%PROGRAM%" goto moved
{run_line}
goto end
:moved
echo The program is not at "%PROGRAM%".
echo Open this file in Notepad and change the line that begins with: set "PROGRAM=
goto end
:nopython
echo Python is missing. Install it from python.org, then double-click this file again.
:end
echo.
pause
