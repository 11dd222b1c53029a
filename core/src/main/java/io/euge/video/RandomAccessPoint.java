package io.euge.video;

import java.io.Serializable;

/**
 * A frame at which a video can be cut: what is shown from it on is decoded without any packet
 * before it.
 *
 * @param frame its index in presentation order, from 0
 * @param seconds its presentation time from the start of the video's stream
 * @param pts its presentation time in ticks of the stream's clock
 * @param dts its decoding time in the same ticks, by which it is sought
 * @param position where its packet begins in the file, in bytes; -1 if unknown
 */
public record RandomAccessPoint(long frame, double seconds, long pts, long dts, long position)
    implements Serializable {}
