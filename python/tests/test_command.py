from __future__ import annotations

from pathlib import Path

import euge
from conftest import python

COMMAND = ("-c", "from euge._command import main; main()")


def test_it_is_the_command_of_the_jars() -> None:
    done = python(*COMMAND, "--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("euge ")


def test_it_detects(video: Path, model: Path, tmp_path: Path) -> None:
    output = str(tmp_path / "found.csv")
    done = python(
        *COMMAND, "detect", str(video), "--model", str(model), "--every", "100", "--output", output
    )
    assert done.returncode == 0, done.stderr
    assert Path(output).read_text().startswith("video,camera,frame,")


def test_the_jars_are_printed_for_spark_submit() -> None:
    done = python(*COMMAND, "--print-jars")
    assert done.stdout == ",".join(euge.jars()) + "\n"


def test_a_missing_java_is_named(tmp_path: Path) -> None:
    done = python(
        "-c",
        f"import os; os.environ['JAVA_HOME'] = {str(tmp_path)!r};"
        "from euge._command import main; main()",
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"euge: There is no Java at '{tmp_path}/bin/java'")
