package io.euge.counting.table;

/**
 * The key of a count.
 *
 * @param name of the line, zone or route
 * @param direction of crossings; empty for all and where there is none
 * @param label of the vehicles; empty for all
 */
public record CountKey(CountEvent event, String name, String direction, String label) {}
