/**
 * The report of a demo: renders a {@link io.euge.demo.page.Story} as one HTML file with its images
 * and plots.
 */
package io.euge.demo.page;
