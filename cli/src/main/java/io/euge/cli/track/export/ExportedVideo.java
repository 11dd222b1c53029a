package io.euge.cli.track.export;

/**
 * A video whose tracks are written.
 *
 * @param video its URI, as in the table
 * @param name that is unique among the videos
 * @param frames number of frames that were read
 * @param firstImage number of its first frame among the frames of all videos, from 1
 * @param tracksBefore number of track IDs that earlier sequences use
 */
record ExportedVideo(
    int number,
    String video,
    String name,
    int width,
    int height,
    long frames,
    long firstImage,
    long tracksBefore) {

  /** Returns the name of its file without directories and extension. */
  String stem() {
    String flat = name.replace('/', '_');
    int dot = flat.lastIndexOf('.');
    return dot > 0 ? flat.substring(0, dot) : flat;
  }
}
