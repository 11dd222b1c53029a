package io.euge.cli.render;

import java.io.Serializable;

/**
 * What a task made of a video.
 *
 * @param video its path
 * @param frames that were written
 * @param boxes that were drawn
 * @param problem the damage, or why nothing was written; null if there is none
 */
record RenderedVideo(String video, long frames, long boxes, String problem)
    implements Serializable {}
