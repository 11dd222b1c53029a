"""Find, track and count vehicles in many videos, on Apache Spark.

>>> import euge
>>> spark = euge.session()
>>> found = euge.detect("recordings", model="yolo11n.onnx", fps=5)
>>> found.selectExpr("video", "frame", "explode(detections) AS box").show()

Each function returns a DataFrame; nothing runs before an action of it. Boxes are in pixels of the
source frame, ``x`` and ``y`` the top-left corner. Frames count from 0, ``seconds`` from the first
frame of the video.
"""

from euge._errors import EugeError, OptionError
from euge._jars import jars
from euge._readers import count, detect, frames, track
from euge._session import configure, session
from euge._version import __version__

__all__ = [
    "EugeError",
    "OptionError",
    "__version__",
    "configure",
    "count",
    "detect",
    "frames",
    "jars",
    "session",
    "track",
]
