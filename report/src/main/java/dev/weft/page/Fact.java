package dev.weft.page;

/** One thing that is known of a run. */
public record Fact(String name, String value) {}
