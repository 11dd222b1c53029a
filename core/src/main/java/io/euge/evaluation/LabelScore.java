package io.euge.evaluation;

/**
 * The scores of one label.
 *
 * @param ap50 average precision at an overlap of 0.5; NaN if no truth of the label must be found
 * @param ap the mean of the average precisions at overlaps of 0.5, 0.55 … 0.95; NaN likewise
 * @param score at the confidence and overlap of the rules
 */
public record LabelScore(String label, double ap50, double ap, Score score) {}
