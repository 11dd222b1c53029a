/**
 * The report of a demo: converts a {@link io.euge.demo.page.Story} to one HTML file with its
 * pictures and plots.
 */
package io.euge.demo.page;
