"""Turn a folder of Markdown and YAML into the website of a public consultation."""

__version__ = "1.0.0"
