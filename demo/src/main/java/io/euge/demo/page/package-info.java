/**
 * What a demo did, as a page of one file: a {@link io.euge.demo.page.Story} goes in, HTML with its
 * pictures and plots comes out.
 */
package io.euge.demo.page;
