/**
 * A synthetic traffic camera: a street, its traffic and its lighting, painted as an inexpensive
 * camera would record them, with the ground truth of every frame.
 */
package io.euge.traffic;
