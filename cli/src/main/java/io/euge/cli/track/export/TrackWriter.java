package io.euge.cli.track.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes the tracks of one file. */
interface TrackWriter extends Closeable {
  /** Writes the next box, in the order that the format requires. */
  void write(ExportedBox box) throws IOException;

  /** Ends the file. */
  @Override
  void close() throws IOException;
}
