package io.euge.cli.render;

import java.io.Serializable;
import java.util.List;

/**
 * What of tracks is drawn and blurred, as typed.
 *
 * @param classes to draw; empty for all that are not blurred
 * @param blur classes to hide
 * @param noBoxes whether no box is drawn
 * @param confidence from which on a box counts
 */
record RenderingRequest(List<String> classes, List<String> blur, boolean noBoxes, double confidence)
    implements Serializable {}
