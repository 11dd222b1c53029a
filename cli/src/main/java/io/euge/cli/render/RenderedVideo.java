package io.euge.cli.render;

import java.io.Serializable;

/**
 * The result of rendering a video in a task.
 *
 * @param video its path
 * @param frames number of frames written
 * @param boxes number of boxes drawn
 * @param problem description of corrupt data, or why nothing was written; null if there is none
 */
record RenderedVideo(String video, long frames, long boxes, String problem)
    implements Serializable {}
