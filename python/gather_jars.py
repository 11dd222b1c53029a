"""Copies Euge's jars into the package: the one for Spark, and in ``command`` those of the command.

    python gather_jars.py PROJECT DIRECTORY

PySpark must be installed: what it has is left out.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pyspark

# In the jar for Spark, or of no use without the project's sources.
LEFT_OUT = re.compile(
    r"euge-(core|datasource|simulation|bench)|onnxruntime|jna|javacpp|ffmpeg|tribuo-util-onnx|protobuf-java"
)


def artifact(jar: str) -> str:
    """The name of a jar without its version."""
    return re.sub(r"-[0-9].*$", "", Path(jar).stem)


def main() -> None:
    project, folder = Path(sys.argv[1]), Path(sys.argv[2])
    command = folder / "command"
    command.mkdir(parents=True)
    (one,) = (
        jar for jar in project.glob("bundle/target/euge-spark-*.jar") if "-sources" not in jar.name
    )
    shutil.copyfile(one, folder / one.name)
    dist = project / "dist" / "target"
    spark = {artifact(jar.name) for jar in Path(pyspark.__file__).parent.glob("jars/*.jar")}
    for name in (dist / "jars.classpath").read_text().strip().split(":"):
        jar = dist / name
        if artifact(jar.name) not in spark and not LEFT_OUT.fullmatch(artifact(jar.name)):
            shutil.copyfile(jar, command / jar.name)
    shutil.copyfile(project / "etc" / "jvm.options", command / "jvm-options.txt")


if __name__ == "__main__":
    main()
