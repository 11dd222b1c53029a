/** Finds out what a graph that another tool wrote takes and gives. */
package io.euge.detection.importing;
