package io.euge.cli.render;

import java.io.Serializable;
import java.util.List;

/**
 * The tracks that are drawn and blurred, as given by the user.
 *
 * @param classes to draw; empty for all that are not blurred
 * @param blur classes to blur
 * @param noBoxes whether no boxes are drawn
 * @param confidence threshold of boxes
 */
record RenderingRequest(List<String> classes, List<String> blur, boolean noBoxes, double confidence)
    implements Serializable {}
