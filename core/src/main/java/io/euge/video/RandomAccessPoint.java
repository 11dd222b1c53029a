package io.euge.video;

import java.io.Serializable;

/**
 * A keyframe at which a video can be split: the frames that are shown from it on are decoded
 * without any packet before it.
 *
 * @param frame its index in presentation order, from 0
 * @param seconds its presentation time from the start of the video's stream
 * @param pts its presentation time in ticks of the stream's clock
 * @param dts its decoding time in the same ticks, which seeking uses
 * @param position where its packet begins in the file, in bytes; -1 if unknown
 */
public record RandomAccessPoint(long frame, double seconds, long pts, long dts, long position)
    implements Serializable {}
