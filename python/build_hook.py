"""Makes the wheel one for a platform: its jars hold native libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The oldest glibc that the libraries in the jars need.
PLATFORM = "manylinux_2_28_x86_64"


class PlatformWheel(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        if not list(Path(self.root, "src/euge/jars").glob("*.jar")):
            raise FileNotFoundError("src/euge/jars has no jars: build the wheel by python/build")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{PLATFORM}"
