package dev.weft.page;

/**
 * A link to another page.
 *
 * @param address as the page names it that links
 */
public record Link(String address, String words) {}
