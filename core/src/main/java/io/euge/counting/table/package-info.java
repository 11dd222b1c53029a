/** Counts per interval: what the tracks of videos did, as a table. */
package io.euge.counting.table;
