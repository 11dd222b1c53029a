"""Spark Connect: a server that has the jars, and Python without a JVM."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark
import pytest
from conftest import python

import euge

SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
STARTED = re.compile(r"Spark Connect server started at: (127\.0\.0\.1:\d+)")

CLIENT = """
import json, sys
import euge
from pyspark.sql import SparkSession

remote, video, model = sys.argv[1:]
spark = (
    SparkSession.builder.remote(remote)
    .config("spark.sql.connect.serverStacktrace.enabled", "false")
    .getOrCreate()
)

def error(action):
    try:
        return action()
    except Exception as e:
        return str(e)

found = euge.detect(video, model=model, every=30)
print(json.dumps({
    "frames": [[row.frame, len(row.detections)] for row in found.orderBy("frame").collect()],
    "tracks": euge.track(video, model=model).select("track").distinct().count(),
    "sql": spark.sql("SELECT count(*) FROM {found}", found=found).first()[0],
    "missing": error(lambda: euge.detect("/no.mp4", model=model).count()),
    "table": error(lambda: euge.track(found).count()),
}))
"""


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of Spark Connect that was started with Euge's jars."""
    folder = tmp_path_factory.mktemp("connect")
    log = folder / "log"
    command = [
        os.path.join(os.path.dirname(pyspark.__file__), "bin", "spark-submit"),
        *("--class", SERVER, "--master", "local[2]", "--jars", ",".join(map(str, euge.jars()))),
        *("--conf", "spark.plugins=io.euge.spark.EugePlugin", "--conf", "spark.ui.enabled=false"),
        *("--conf", "spark.connect.grpc.binding.address=127.0.0.1"),
        *("--conf", "spark.connect.grpc.binding.port=0"),
        *("--conf", "spark.sql.shuffle.partitions=2", "spark-internal"),
    ]
    with log.open("w") as out, subprocess.Popen(
        command, cwd=folder, stdout=out, stderr=subprocess.STDOUT
    ) as server:
        try:
            yield "sc://" + _address(server, log)
        finally:
            server.terminate()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        started = STARTED.search(log.read_text(errors="replace"))
        if started:
            return started.group(1)
        time.sleep(0.2)
    pytest.fail("the server has not started:\n" + log.read_text(errors="replace")[-3000:])


def test_detections_and_tracks_are_those_of_a_session_with_a_jvm(
    remote: str, spark: object, video: Path, model: Path, tmp_path: Path
) -> None:
    client = tmp_path / "client.py"
    client.write_text(CLIENT)
    ended = python(str(client), remote, str(video), str(model))
    assert ended.returncode == 0, ended.stderr
    got = json.loads(ended.stdout.splitlines()[-1])

    rows = euge.detect(video, model=model, every=30).orderBy("frame").collect()
    assert got["frames"] == [[row.frame, len(row.detections)] for row in rows]
    assert got["sql"] == len(rows)
    assert got["tracks"] == euge.track(video, model=model).select("track").distinct().count()
    assert "There is no file or directory /no.mp4" in got["missing"]
    assert "Java" not in got["missing"] and "\n" not in got["missing"].strip()
    assert got["table"].startswith("euge.track cannot take a DataFrame of Spark Connect")
