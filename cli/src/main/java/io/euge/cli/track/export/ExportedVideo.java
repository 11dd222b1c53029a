package io.euge.cli.track.export;

/**
 * A video whose tracks are written.
 *
 * @param video its address, as the table has it
 * @param name that tells it from the other videos
 * @param frames how many it has, as far as they were read
 * @param firstImage number of its first frame among the frames of all videos, from 1
 * @param tracksBefore how many numbers the tracks of earlier sequences take
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

  /** Returns the name of its file without the extension, and without folders. */
  String stem() {
    String flat = name.replace('/', '_');
    int dot = flat.lastIndexOf('.');
    return dot > 0 ? flat.substring(0, dot) : flat;
  }
}
