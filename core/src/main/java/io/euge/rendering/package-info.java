/**
 * What was found, painted on the pictures it was found in: boxes on one picture, a video with a box
 * around each detection, stills of it. Needs no font and no display of the machine.
 */
package io.euge.rendering;
