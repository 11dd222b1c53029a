/**
 * What was found, painted on the pictures it was found in: a video with a box around each
 * detection, and stills of it. Needs no font and no display of the machine.
 */
package io.euge.rendering;
