package dev.weft.page;

/**
 * A section of a page, as the contents list it.
 *
 * @param id of its heading
 * @param title what the contents call it; short
 */
public record Section(String id, String title) {}
