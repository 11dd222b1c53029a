"""Copies the jars that Euge needs beyond Spark's, with the native libraries of one platform only.

    python gather_jars.py DIST_TARGET FOLDER

PySpark must be installed: what it has is left out.
"""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path

import pyspark

# Spark has it up to 4.2 only.
NEEDED = {"protobuf-java"}

# Folders with one folder for each platform, and the platform's name there.
NATIVE = {"ai/onnxruntime/native/": "linux-x64", "com/sun/jna/": "linux-x86-64"}
PLATFORM = re.compile(r"(linux|osx|darwin|win|win32|aix|android|dragonflybsd|freebsd|openbsd|sunos)-")


def artifact(jar: str) -> str:
    """The name of a jar without its version."""
    return re.sub(r"-[0-9].*$", "", Path(jar).stem)


def is_foreign(entry: str) -> bool:
    """Whether an entry of a jar is a library of another platform."""
    for folder, own in NATIVE.items():
        if entry.startswith(folder):
            platform = entry[len(folder) :].split("/")[0]
            return PLATFORM.match(platform) is not None and platform != own
    return False


def copy(jar: Path, target: Path) -> None:
    with zipfile.ZipFile(jar) as source:
        if not any(is_foreign(name) for name in source.namelist()):
            shutil.copyfile(jar, target)
            return
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as slim:
            for entry in source.infolist():
                if not is_foreign(entry.filename):
                    slim.writestr(entry, source.read(entry))


def main() -> None:
    dist, folder = Path(sys.argv[1]), Path(sys.argv[2])
    spark = {artifact(jar.name) for jar in Path(pyspark.__file__).parent.glob("jars/*.jar")}
    for name in (dist / "jars.classpath").read_text().strip().split(":"):
        jar = dist / name
        if artifact(jar.name) not in spark - NEEDED:
            copy(jar, folder / jar.name)


if __name__ == "__main__":
    main()
