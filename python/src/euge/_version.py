"""The version of the package, which is that of its jars."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("euge")
except PackageNotFoundError:  # A source tree on the path.
    __version__ = "0"
