/**
 * Counting: what tracks cross, enter and follow. The lines, zones and routes of a camera are in
 * {@code layout}.
 */
package io.euge.counting;
