package io.euge.video;

import java.io.Serializable;

/**
 * What a video's container and its first frame declare. Later frames may differ: {@code
 * VideoReader#width()}, {@code height()} and {@code pixelAspectRatio()} are those of the current
 * frame.
 *
 * @param container FFmpeg's name of the container format
 * @param codec FFmpeg's name of the codec
 * @param width width after rotation, in pixels, before stretching by the pixel aspect ratio
 * @param height height after rotation, in pixels
 * @param rotation degrees clockwise the stored picture is turned for display: 0, 90, 180 or 270; if
 *     it is mirrored too, it is mirrored left to right first
 * @param pixelAspectRatio width of a pixel as displayed, divided by its height, after rotation; 1
 *     if it is square or not declared
 * @param framesPerSecond average rate, 0 if unknown
 * @param seconds duration of the video stream, NaN if unknown
 * @param frames number of frames, declared by the container or estimated; -1 if unknown
 * @param framesExact whether {@code frames} comes from an index of every frame
 * @param created when the container says that it was created; null if it does not
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
