package dev.weft.report;

/** One thing that is known of a run. */
record Fact(String name, String value) {}
