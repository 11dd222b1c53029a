"""Frames as NumPy arrays, for networks and functions of your own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


def arrays(batch: pa.RecordBatch, column: str = "image") -> Iterator[NDArray[np.uint8]]:
    """Return the images of a batch, in its order, without copying a pixel.

    Args:
        batch: What ``DataFrame.mapInArrow`` hands to a function, of :func:`euge.frames`.
        column: The column of image structs.

    Returns:
        Arrays of the shape (height, width, 3), type ``uint8``, the channels blue, green and red.
        They are views of the batch and read-only; they live as long as it does.
    """
    import numpy as np

    image = batch.column(batch.schema.get_field_index(column))
    if len(image) == 0:
        return
    data = image.field("data")
    _, ends, pixels = data.buffers()
    number = np.int64 if str(data.type) == "large_binary" else np.int32
    bounds = np.frombuffer(ends, number)[data.offset : data.offset + len(data) + 1]
    every_pixel = np.frombuffer(pixels, np.uint8)
    shapes = [image.field(name).to_numpy() for name in ("height", "width", "nChannels")]
    for i, shape in enumerate(zip(*shapes, strict=True)):
        yield every_pixel[bounds[i] : bounds[i + 1]].reshape(shape)


def array(image: Any) -> NDArray[np.uint8]:
    """Return one image struct of a collected row as an array, as :func:`arrays` does."""
    import numpy as np

    shape = (image["height"], image["width"], image["nChannels"])
    return np.frombuffer(image["data"], np.uint8).reshape(shape)
