/**
 * {@code euge evaluate}: what a job found, against the truth of synthetic videos or against what
 * another model found.
 */
package io.euge.cli.evaluate;
