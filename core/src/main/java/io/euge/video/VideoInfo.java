package io.euge.video;

import java.io.Serializable;

/**
 * Information that the container and the first frame of a video declare. Later frames may differ:
 * {@code VideoReader#width()}, {@code height()} and {@code pixelAspectRatio()} are those of the
 * current frame.
 *
 * @param container FFmpeg's name of the container format
 * @param codec FFmpeg's name of the codec
 * @param width width without hidden borders and after rotation, in pixels, before stretching by the
 *     pixel aspect ratio
 * @param height height, likewise, in pixels
 * @param rotation rotation for display in degrees clockwise: 0, 90, 180 or 270; a picture that is
 *     mirrored too is mirrored left to right first
 * @param pixelAspectRatio width of a pixel as displayed divided by its height, after rotation; 1 if
 *     it is square or not declared
 * @param framesPerSecond average frame rate; 0 if unknown
 * @param seconds duration of the video stream in seconds; NaN if unknown
 * @param frames number of frames, declared by the container or estimated; -1 if unknown
 * @param framesExact whether {@code frames} comes from an index of all frames
 * @param created the creation time in the container; null if there is none
 */
public record VideoInfo(
    String container,
    String codec,
    int width,
    int height,
    int rotation,
    double pixelAspectRatio,
    double framesPerSecond,
    double seconds,
    long frames,
    boolean framesExact,
    RecordingTime created)
    implements Serializable {}
